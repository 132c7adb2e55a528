import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { kindsOf } from '../../core/command.ts';
import { type GivenConfig, withPath } from '../../core/config.ts';
import type { Entities, EventKinds, LoggedEvent } from '../../core/event-kind.ts';
import type { AnyModel } from '../../core/model.ts';
import type { Recipe } from '../../core/recipe.ts';
import type {
  PendingDecision,
  Reset,
  SessionState,
  SessionStatus,
  Skipped,
} from '../../live/session-message.ts';
import type { SessionRequest } from '../../live/session-request.ts';
import type { WhyTarget } from '../../why/answer.ts';
import type { Connection, LinkMessage, SessionLink } from '../link/session-link.ts';
import { appended, merged, trimmed } from './appended.ts';
import { configAt } from './config-at.ts';
import { History } from './history.ts';

/** Events that the feed keeps. */
const FEED_MAX = 1_000;
/** Of what came before: the latest events, and those by which something broke. */
const PAST_LATEST = 200;
const PAST_FATES = 300;
/** Gaps in the feed that are remembered. */
const SKIPPED_MAX = 200;

/** What stands out in the drawing; all else is dimmed. */
export interface Highlight {
  /** Ids of events, in the order in which they came. */
  readonly events: ReadonlySet<number>;
  /** Such as `bank:7`. */
  readonly entities: ReadonlySet<string>;
}

/** A run as the page holds it: what its session tells, and what the person who looks has picked. */
export class RunStore {
  readonly model: AnyModel;
  readonly link: SessionLink;
  /** As it was when the page took the run up, its config whole; later commands are not in it. */
  readonly recipe: Recipe;
  /** Names of what events speak of. */
  readonly entities: Entities;
  /** The kinds of the run's events, with those that every model has. */
  readonly kinds: EventKinds;

  readonly status: Signal<SessionStatus>;
  readonly state: Signal<SessionState>;
  readonly decision = signal<PendingDecision | null>(null);
  readonly connection: ReadonlySignal<Connection>;
  /** The latest events that were told one by one, oldest first. */
  readonly feed = signal<readonly LoggedEvent[]>([]);
  /** Spans of ids of which some events were not told, oldest first: the log has them. */
  readonly skipped = signal<readonly Skipped[]>([]);
  /**
   * States of the run so far, oldest first, thinned as it gets long, for charts. Lists of more than 200 rows
   * in a view are left empty.
   */
  readonly history: ReadonlySignal<readonly SessionState[]>;
  /** The config in force: the recipe's, as `set` commands have changed it. */
  readonly config: Signal<GivenConfig>;

  /** `bank:7`, `node:3`, `market:…`, `client:…`, `trade:…`, `event:123`. */
  readonly selected = signal<string | null>(null);
  readonly highlight = signal<Highlight | null>(null);
  /** What is asked about; the panel of the answer is open while it stands. */
  readonly question = signal<WhyTarget | null>(null);
  /** One line for the person, such as why something could not be done. */
  readonly toast = signal<string | null>(null);

  private readonly past = new History();
  private readonly listeners = new Set<(event: LoggedEvent) => void>();
  /** Lets nothing more be told; the session goes on. */
  readonly endListening: () => void;
  private readonly frame: (call: () => void) => void;
  /** Told, and not yet in the feed. */
  private fresh: LoggedEvent[] = [];
  private gaps: Skipped[] = [];
  private isDue = false;
  /** Live fields that were moved, by path: the last move of each is sent. */
  private readonly moves = new Map<string, unknown>();
  private isSending = false;
  /** Kinds of events with which something begins or breaks: the feed keeps them longer. */
  private readonly special: ReadonlySet<string>;
  /** Events have come too fast to be told since the log was last read. */
  private hasGaps = false;

  /**
   * @param frame calls back at the next frame: what people look at changes at most once in it.
   */
  constructor(
    model: AnyModel,
    link: SessionLink,
    recipe: Recipe,
    opening: { readonly status: SessionStatus; readonly state: SessionState },
    frame: (call: () => void) => void = nextFrame,
  ) {
    this.model = model;
    this.link = link;
    this.recipe = recipe;
    this.frame = frame;
    this.kinds = kindsOf(model);
    const { fates = {}, roots = {} } = model.reasons ?? {};
    const shocks = Object.keys(roots).filter((kind) => roots[kind].kind === 'shock');
    this.special = new Set(['command', ...shocks, ...Object.keys(fates)]);
    this.entities = model.entities(model.prepare(recipe.config, new Map()));
    this.status = signal(opening.status);
    this.state = signal(opening.state);
    this.config = signal(configAt(recipe, opening.status.next));
    this.connection = link.connection;
    this.history = this.past.states;
    this.past.add(opening.state);
    this.endListening = link.onMessage((message) => this.take(message));
    void this.readPast();
  }

  /** Calls `listen` with each event that is told, at once. Returns how to end it. */
  onEvent(listen: (event: LoggedEvent) => void): () => void {
    this.listeners.add(listen);
    return () => this.listeners.delete(listen);
  }

  /** Asks something of the session. What it refuses is shown to the person, and answered with undefined. */
  async run(request: SessionRequest): Promise<unknown> {
    try {
      const result = await this.link.request(request);
      this.toast.value = null;
      return result;
    } catch (error) {
      this.toast.value = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  /** Gives a command. Undefined when it was refused. */
  command(command: { readonly name: string; readonly [field: string]: unknown }): Promise<unknown> {
    return this.run({ do: 'command', command });
  }

  /** Sets a live field: at most one command a frame and field, of the last value. */
  set(path: string, value: unknown): void {
    this.moves.set(path, value);
    try {
      this.config.value = withPath(this.config.value, path, value, 'set');
    } catch {
      // A path that is not there: the session says so.
    }
    if (this.isSending) return;
    this.isSending = true;
    this.frame(() => void this.sendMoves());
  }

  private async sendMoves(): Promise<void> {
    while (this.moves.size > 0) {
      const moves = [...this.moves];
      this.moves.clear();
      for (const [path, value] of moves) {
        if ((await this.command({ name: 'set', path, value })) === undefined) await this.readConfig();
      }
      if (this.moves.size > 0) await new Promise<void>((resolve) => this.frame(resolve));
    }
    this.isSending = false;
  }

  /**
   * What the log has of what was not told here, because it came before the page or too fast: the latest
   * events, and before them those by which something broke.
   */
  private async readPast(): Promise<void> {
    this.hasGaps = false;
    const end = this.state.value.events;
    if (end === 0) return;
    const type = [...this.special];
    const asked = [
      this.link.request({ do: 'log', from: Math.max(0, end - PAST_LATEST), count: PAST_LATEST }),
      this.link.request({ do: 'events', query: { type }, last: true, limit: PAST_FATES }),
    ];
    const answers = await Promise.all(asked).catch(() => null);
    if (answers === null) return;
    const [latest, found] = answers as [readonly LoggedEvent[], { readonly events: readonly LoggedEvent[] }];
    const told = [...found.events, ...latest];
    const { events } = this.state.value;
    this.feed.value = this.trim(
      merged(
        this.feed.value,
        told.filter(({ id }) => id < events),
      ),
    );
  }

  private trim(feed: readonly LoggedEvent[]): readonly LoggedEvent[] {
    return trimmed(feed, FEED_MAX, (type) => this.special.has(type));
  }

  /** The config as the session has it. */
  private async readConfig(): Promise<void> {
    const recipe = (await this.link.request({ do: 'recipe' }).catch(() => null)) as Recipe | null;
    if (recipe === null || this.moves.size > 0) return;
    this.config.value = configAt(recipe, this.status.value.next);
  }

  private take(message: LinkMessage): void {
    switch (message.type) {
      case 'event':
        this.fresh.push(message.data);
        // A page that is not looked at has no frames.
        if (this.fresh.length >= 2 * FEED_MAX) this.fresh = this.fresh.slice(-FEED_MAX);
        if (message.data.type === 'config_set' && !this.isSending) void this.readConfig();
        for (const listen of this.listeners) listen(message.data);
        this.show();
        return;
      case 'skipped':
        this.gaps.push(message.data);
        this.hasGaps = true;
        this.show();
        return;
      case 'state':
        batch(() => {
          this.state.value = message.data;
          this.past.add(message.data);
        });
        return;
      case 'status':
        this.status.value = message.data;
        if (message.data.status !== 'running' && this.hasGaps) void this.readPast();
        return;
      case 'decision':
        this.decision.value = message.data.by === undefined ? message.data : null;
        return;
      case 'reset':
        this.reset(message.data);
    }
  }

  /** The run stands elsewhere: what came after is forgotten. */
  private reset({ decision, state, status }: Reset): void {
    this.fresh = [];
    this.gaps = [];
    batch(() => {
      this.status.value = status;
      this.state.value = state;
      this.decision.value = decision;
      this.past.cut(state);
      this.feed.value = this.feed.value.filter(({ id }) => id < state.events);
      this.skipped.value = this.skipped.value.filter(({ to }) => to < state.events);
    });
    void this.readConfig();
    void this.readPast();
  }

  private show(): void {
    if (this.isDue) return;
    this.isDue = true;
    this.frame(() => {
      this.isDue = false;
      const { fresh, gaps } = this;
      this.fresh = [];
      this.gaps = [];
      batch(() => {
        if (fresh.length > 0) this.feed.value = this.trim([...this.feed.value, ...fresh]);
        if (gaps.length > 0) this.skipped.value = appended(this.skipped.value, gaps, SKIPPED_MAX);
      });
    });
  }
}

function nextFrame(call: () => void): void {
  requestAnimationFrame(call);
}
