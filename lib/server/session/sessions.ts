import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { AnyModel } from '../../core/model.ts';
import type { Pace } from '../../live/pace.ts';
import type { KeptSession } from '../../live/session-record.ts';
import { models } from '../../models/models.ts';
import type { HubLimits } from '../hub/hub.ts';
import { Refusal } from '../refusal.ts';
import { Answers, type AnswersLimits } from './answers.ts';
import { lockFolder } from './folder-lock.ts';
import { type FoundJournal, readJournal, type SessionFacts } from './journal.ts';
import type { ParsedNewSession } from './new-session.ts';
import { ServedSession } from './served-session.ts';
import type { ThreadStart } from './thread-start.ts';

const SUFFIX = '.ndjson';
/** Milliseconds between two looks for sessions that nobody has watched for long. */
const LOOK = 1_000;

export interface SessionsOptions {
  /** Where sessions are kept; null: nowhere. */
  readonly folder: string | null;
  /** Sessions at once. */
  readonly sessionsMax: number;
  /** Events of one run. */
  readonly eventsMax: number;
  /** Events of 216 bytes that a session tells one by one in a second, at most; larger ones count for more. */
  readonly toldPerSecond: number;
  /** Whether configs and commands may name files and modules of this machine. */
  readonly allowFiles: boolean;
  readonly answers: AnswersLimits;
  readonly hub: Partial<HubLimits>;
}

export const SESSIONS_DEFAULTS: SessionsOptions = {
  folder: null,
  sessionsMax: 32,
  eventsMax: 5_000_000,
  toldPerSecond: 10_000,
  allowFiles: false,
  answers: { atOnce: 2, queued: 16, seconds: 60 },
  hub: {},
};

/** What a fork differs in. */
export interface ForkOptions {
  readonly name?: string | undefined;
  readonly pace?: Pace | undefined;
  /** Done before the fork goes on. */
  readonly command?: { readonly name: string; readonly [field: string]: unknown } | undefined;
  /** Whether it runs; as the other does when left out. */
  readonly start?: boolean | undefined;
}

/** The sessions of a server. */
export class Sessions {
  /** Journals that could not be continued: each in one line. */
  readonly broken: readonly string[];
  private readonly options: SessionsOptions;
  private readonly answers: Answers;
  private readonly all = new Map<string, ServedSession>();
  /** Sessions that are being set up. */
  private readonly starting = new Set<Promise<ServedSession>>();
  /** Gives the folder back. */
  private unlock = (): void => {};
  /** When somebody last watched, by session, as `performance.now` counts. */
  private readonly watchedAt = new WeakMap<ServedSession, number>();
  private readonly looking = setInterval(() => this.deleteIdle(), LOOK).unref();
  private isClosed = false;

  private constructor(options: SessionsOptions, broken: string[]) {
    this.options = options;
    this.answers = new Answers(options.answers);
    this.broken = broken;
  }

  /**
   * The sessions that are kept in a folder, going on.
   *
   * @throws FaultlineError for a folder that cannot be used.
   */
  static async open(given: Partial<SessionsOptions> = {}): Promise<Sessions> {
    const broken: string[] = [];
    const sessions = new Sessions({ ...SESSIONS_DEFAULTS, ...given }, broken);
    const { folder } = sessions.options;
    if (folder === null) return sessions;
    const files = journalsIn(folder);
    sessions.unlock = lockFolder(folder);
    for (const file of files) {
      try {
        await sessions.continue(join(folder, file));
      } catch (error) {
        broken.push(`${file}: ${error instanceof Error ? error.message : error}`);
      }
    }
    return sessions;
  }

  get count(): number {
    return this.all.size;
  }

  /** Every session, whoever has it, in the order in which they were begun. */
  everyone(): readonly ServedSession[] {
    return [...this.all.values()].sort((a, b) => (a.created < b.created ? -1 : 1));
  }

  list(owner: string): readonly ServedSession[] {
    return this.everyone().filter((session) => session.owner === owner);
  }

  /** @throws Refusal for a session that is not there, or is another’s: that one cannot tell. */
  get(id: string, owner: string | null): ServedSession {
    const session = this.all.get(id);
    if (session !== undefined && (owner === null || session.owner === owner)) return session;
    throw new Refusal('missing', 'session', id, 'the id of a session of yours');
  }

  /** @throws ThreadFault for bad input. @throws Refusal when there are too many. */
  create(given: ParsedNewSession, owner: string): Promise<ServedSession> {
    const name = given.recipe === undefined ? given.model : (given.recipe.model as string);
    const model = modelNamed(name);
    const seconds = given.decisions?.wait;
    const wait = typeof seconds === 'number' ? seconds * 1000 : seconds;
    const facts = this.factsOf(given.name ?? model.name, owner, { decisionWait: wait, idle: given.idle });
    return this.start(model, this.startOf(facts, { given }, 0), null);
  }

  /** A session that stands where another does, and goes its own way. */
  async fork(session: ServedSession, options: ForkOptions, owner: string): Promise<ServedSession> {
    const from = (await session.request({ do: 'kept' })) as KeptSession;
    const { command, name = `${session.name}, forked`, pace = from.pace, start } = options;
    const isRunning = start ?? from.status === 'running';
    const status = isRunning && command === undefined ? 'running' : 'paused';
    const kept: KeptSession = { ...from, status, pace };
    const facts = this.factsOf(name, owner, session.facts);
    const fork = await this.start(session.model, this.startOf(facts, { kept }, 0), null);
    if (command === undefined) return fork;
    try {
      await fork.request({ do: 'command', command });
      if (isRunning) await fork.request({ do: 'resume' });
    } catch (error) {
      await this.delete(fork);
      throw error;
    }
    return fork;
  }

  /** Ends a session for good. */
  async delete(session: ServedSession): Promise<void> {
    this.all.delete(session.id);
    await session.kill('the session was deleted');
    const { folder } = this.options;
    if (folder !== null) rmSync(join(folder, `${session.id}${SUFFIX}`), { force: true });
  }

  /** All keep where they stand, and end. */
  async close(reason = 'the server is going'): Promise<void> {
    clearInterval(this.looking);
    this.isClosed = true;
    await this.answers.close();
    await Promise.all(this.everyone().map((session) => session.close(reason)));
    while (this.starting.size > 0) {
      await Promise.allSettled(this.starting);
      // Those that came about are kept before they are let go.
      await pause(10);
    }
    this.all.clear();
    this.unlock();
  }

  private async continue(path: string): Promise<void> {
    const found = readJournal(path);
    const model = modelNamed(found.kept.run.recipe.model);
    const { facts, generation, kept } = found;
    await this.start(model, this.startOf(facts, { kept }, generation + 1), lossOf(found));
  }

  private factsOf(
    name: string,
    owner: string,
    { decisionWait, idle }: { decisionWait?: number | null | undefined; idle?: number | undefined },
  ): SessionFacts {
    const created = new Date().toISOString();
    const facts = { id: randomUUID(), name, owner, created };
    return {
      ...facts,
      ...(decisionWait !== undefined && { decisionWait }),
      ...(idle !== undefined && { idle }),
    };
  }

  private deleteIdle(): void {
    const now = performance.now();
    for (const session of this.all.values()) {
      const { idle } = session.facts;
      if (idle === undefined) continue;
      const since = this.watchedAt.get(session);
      if (session.hub.viewerCount > 0 || since === undefined) this.watchedAt.set(session, now);
      else if (now - since > idle * 1000) void this.delete(session);
    }
  }

  private startOf(facts: SessionFacts, from: ThreadStart['from'], generation: number): ThreadStart {
    const { allowFiles, eventsMax, folder, toldPerSecond } = this.options;
    const journal = folder === null ? null : join(folder, `${facts.id}${SUFFIX}`);
    return { facts, from, generation, journal, allowFiles, eventsMax, toldPerSecond };
  }

  private async start(model: AnyModel, start: ThreadStart, recovered: string | null): Promise<ServedSession> {
    const { hub, sessionsMax } = this.options;
    if (this.all.size + this.starting.size >= sessionsMax) {
      const allowed = `at most ${sessionsMax}: delete one that is not needed`;
      throw new Refusal('limit', 'sessions', sessionsMax + 1, allowed);
    }
    const starting = ServedSession.start({ start, model, answers: this.answers, hub, recovered });
    this.starting.add(starting);
    try {
      const session = await starting;
      if (!this.isClosed) {
        this.all.set(session.id, session);
        return session;
      }
      // It keeps where it stands, as the others did, and goes on at the next start.
      await session.close('the server is going');
      throw new Refusal('limit', 'sessions', 'a server that is going', 'try again later');
    } finally {
      this.starting.delete(starting);
    }
  }
}

/** @throws FaultlineError for a model that there is not. */
function modelNamed(name: unknown): AnyModel {
  const model = models.find((each) => each.name === name);
  if (model !== undefined) return model;
  throw new FaultlineError('model', name, `one of ${models.map((each) => each.name).join(', ')}`);
}

/** With its parents. (The recursive form of Node never ends below /proc.) */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function journalsIn(folder: string): string[] {
  try {
    makeFolder(resolve(folder));
    accessSync(folder, constants.R_OK | constants.W_OK);
    return readdirSync(folder)
      .filter((file) => file.endsWith(SUFFIX))
      .sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new FaultlineError('folder', folder, `a folder that can be read and written (${code})`);
  }
}

/** What a journal that was not closed says of what is lost. */
function lossOf({ kept, torn, wasClosed }: FoundJournal): string | null {
  if (wasClosed) return null;
  const place = `turn ${kept.run.turnCount}, with ${kept.run.recipe.commands.length} commands`;
  const more = torn === 0 ? '' : ` A change of ${torn} characters was cut off, and never acknowledged.`;
  return (
    `The server ended without notice. The session goes on from ${place}; ` +
    `turns after that, if any, are run again as they were, and what was not acknowledged is lost.${more}`
  );
}
