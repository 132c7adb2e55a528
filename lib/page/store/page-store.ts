import { effect, type Signal, signal } from '@preact/signals';
import type { GivenConfig } from '../../core/config.ts';
import { noHost } from '../../core/host.ts';
import type { AnyModel } from '../../core/model.ts';
import { makeRecipe } from '../../core/recipe.ts';
import type { Seed } from '../../core/seed.ts';
import type { LiveSnapshot } from '../../live/live-run.ts';
import type { Pace } from '../../live/pace.ts';
import type { Example } from '../examples/example.ts';
import type { NewRun, OpenedSession, SessionHome } from '../link/open-session.ts';
import { decodeLink, encodeLink } from '../recipe-link.ts';
import { RunStore } from './run-store.ts';

/** The panels that may lie over the drawing, one at a time. */
export type DrawerName =
  | 'feed'
  | 'inspector'
  | 'why'
  | 'charts'
  | 'percentiles'
  | 'compare'
  | 'act'
  | 'config';

export interface PageOptions {
  readonly home: SessionHome;
  readonly models: readonly AnyModel[];
  readonly examples: readonly Example[];
}

/** The page: the run in hand, and what is open around it. */
export class PageStore {
  readonly models: readonly AnyModel[];
  private readonly examples: readonly Example[];
  readonly run = signal<RunStore | null>(null);
  /** The link that the run in hand came from; null: it came from none. */
  readonly linked = signal<string | null>(null);
  /** Runs that were in hand. */
  readonly runCount = signal(0);
  readonly drawer = signal<DrawerName | null>(null);
  readonly isHelpOpen = signal(false);
  /** The latest time that the run in hand has come to, before any rewind. */
  readonly furthest = signal(0);
  /** The pace that the slider's middle stands for. */
  readonly basePace: Signal<Exclude<Pace, 'max'>> = signal({ turns: 100 });
  /** One line that is no run's, such as why a link could not be opened. */
  readonly notice = signal<string | null>(null);
  readonly isOpening = signal(false);
  private readonly home: SessionHome;
  private endFollowing: () => void = () => {};
  /** What was opened last: an opening that is overtaken is let go. */
  private opening = 0;

  constructor({ examples, home, models }: PageOptions) {
    this.home = home;
    this.models = models;
    this.examples = examples;
  }

  /** The example of the model in hand. */
  get example(): Example | null {
    const run = this.run.value;
    return run === null ? null : (this.exampleOf(run.model.name) ?? null);
  }

  /** The example of a model, by its name; undefined for a model without one. */
  exampleOf(name: string): Example | undefined {
    return this.examples.find(({ model }) => model.name === name);
  }

  /** Opens what the address asks for: a run in a link, a session of the server, else the first example. */
  async begin(link: string | null): Promise<void> {
    if (link !== null && (await this.openLink(link))) return;
    const found = await this.attempt(() => this.home.find());
    if (found) this.take(found);
    else if (this.run.value === null) await this.openExample(this.models[0].name);
  }

  /** Opens the run that a link holds, paused where it stood. False when it is no good. */
  async openLink(link: string): Promise<boolean> {
    const linked = await this.attempt(() => decodeLink(this.models, link));
    if (linked === null) return false;
    const { landedCount, model, question, recipe, turnCount } = linked;
    const pace = this.exampleOf(model.name)?.pace ?? this.basePace.value;
    if (!(await this.open({ recipe, pace, at: { landedCount, turnCount } }))) return false;
    this.linked.value = link;
    const run = this.run.value as RunStore;
    run.question.value = question;
    if (question !== null) this.drawer.value = 'why';
    return true;
  }

  /** Begins the example of a model. */
  async openExample(name: string): Promise<boolean> {
    const { config = {}, pace = this.basePace.value, seed = 1 } = this.exampleOf(name) ?? {};
    return this.openNew(name, config, seed, pace);
  }

  /** Begins a run of a model with a config. False when it is refused: `notice` says why. */
  async openNew(name: string, config: GivenConfig, seed: Seed, pace: Pace, asks?: boolean): Promise<boolean> {
    const model = this.models.find((each) => each.name === name) as AnyModel;
    const recipe = await this.attempt(async () => makeRecipe(model, { config, seed }, noHost));
    return recipe !== null && this.open({ recipe, pace, ...(asks !== undefined && { asks }) });
  }

  /** Begins a run. */
  async open(run: NewRun): Promise<boolean> {
    const opening = ++this.opening;
    this.isOpening.value = true;
    const opened = await this.attempt(() => this.home.open(run));
    if (opening === this.opening) this.isOpening.value = false;
    if (opened === null) return false;
    if (opening === this.opening) this.take(opened);
    else void opened.link.discard();
    return true;
  }

  /** The run in hand as text for a link; null when it cannot be told. */
  async link(): Promise<string | null> {
    const run = this.run.value;
    if (run === null) return null;
    const at = (await run.run({ do: 'snapshot' })) as LiveSnapshot | undefined;
    if (at === undefined) return null;
    const { landedCount, recipe, turnCount } = at;
    return encodeLink(run.model, { recipe, landedCount, turnCount, question: run.question.value });
  }

  /** Goes to a time of the run: back by a rewind, forth as fast as it can. */
  async seek(time: number): Promise<void> {
    const run = this.run.value;
    if (run === null) return;
    const now = run.status.value.time;
    if (time > now) await run.run({ do: 'step', to: time });
    else if (time < now || time === 0) await this.rewind(run, time);
  }

  /** Plays or pauses; a run that is over begins again. */
  async toggle(): Promise<void> {
    const run = this.run.value;
    if (run === null) return;
    const { status } = run.status.value;
    if (status === 'finished') await this.rewind(run, 0);
    if (status !== 'waiting') await run.run({ do: status === 'running' ? 'pause' : 'resume' });
  }

  private async rewind(run: RunStore, to: number): Promise<void> {
    const before = run.status.value.commands;
    if ((await run.run({ do: 'rewind', to })) === undefined) return;
    const gone = before - run.status.value.commands;
    if (gone > 0) {
      run.toast.value =
        gone === 1 ? '1 command after that time is gone' : `${gone} commands after that time are gone`;
    }
  }

  private take({ link, notice, recipe, state, status }: OpenedSession): void {
    const model = this.models.find(({ name }) => name === recipe.model) as AnyModel;
    this.endFollowing();
    if (this.run.value !== null) void leave(this.run.value);
    const run = new RunStore(model, link, recipe, { state, status });
    this.furthest.value = state.time;
    this.linked.value = null;
    const base = this.exampleOf(model.name)?.pace ?? status.pace;
    if (base !== 'max') this.basePace.value = base;
    this.runCount.value++;
    if (notice !== undefined) this.notice.value = notice;
    this.run.value = run;
    const endTime = effect(() => {
      const { time } = run.state.value;
      if (time > this.furthest.peek()) this.furthest.value = time;
    });
    const endQuestion = effect(() => {
      if (run.question.value !== null) this.drawer.value = 'why';
    });
    // Who picks something in the drawing wants to know about it; in a panel it is picked for the panel.
    const endSelection = effect(() => {
      if (run.selected.value !== null && this.drawer.peek() === null) this.drawer.value = 'inspector';
    });
    const endConnection = effect(() => {
      const reason = link.reason.value;
      if (link.connection.value === 'offline' && reason !== '') run.toast.value = `Offline: ${reason}`;
    });
    this.endFollowing = () => {
      endConnection();
      endTime();
      endQuestion();
      endSelection();
    };
  }

  /** What could not be done is said, and answered with null. */
  private async attempt<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      this.notice.value = error instanceof Error ? error.message : String(error);
      return null;
    }
  }
}

/**
 * Lets go of a run. A server keeps it, unless the page began it, nobody has done anything to it, and nobody
 * else looks: the examples that were only passed by.
 */
async function leave(run: RunStore): Promise<void> {
  const isTouched = run.status.value.commands > run.recipe.commands.length;
  run.endListening();
  try {
    if (run.link.isOwn && !isTouched && (await run.link.isAlone())) await run.link.discard();
  } catch {
    // The server is gone, or has deleted it already.
  } finally {
    run.link.close();
  }
}
