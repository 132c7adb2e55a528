import { signal } from '@preact/signals';
import type { Client } from '../../client/client.ts';
import { ClientError } from '../../client/client-error.ts';
import type { RemoteSession } from '../../client/remote-session.ts';
import type { SessionStream } from '../../client/session-stream.ts';
import type { ConnectionState } from '../../client/stream-message.ts';
import type { WhyNotAnswer } from '../../core/reasons.ts';
import type { Recipe } from '../../core/recipe.ts';
import type { Reset } from '../../live/session-message.ts';
import type { SessionRequest } from '../../live/session-request.ts';
import type { Why, WhyTarget } from '../../why/answer.ts';
import type { Question } from '../../why/questions.ts';
import type { NewRun, OpenedSession, SessionHome } from './open-session.ts';
import type { Connection, ForkOptions, LinkMessage, SessionLink } from './session-link.ts';

/** A session that the page began is deleted after so many seconds without a viewer. */
const IDLE = 8 * 3_600;

/** Where the page keeps the id of its session, so that a reload finds it again: its address. */
export interface SessionAddress {
  readonly read: () => string | null;
  readonly write: (id: string | null) => void;
}

/** Sessions on a server. */
export function serverHome(client: Client, address: SessionAddress): SessionHome {
  return {
    open: async ({ asks = false, at, pace, recipe }: NewRun) => {
      const session = await client.create({
        recipe,
        pace,
        start: at === undefined,
        idle: IDLE,
        ...(asks && { decisions: { wait: null } }),
      });
      if (at !== undefined && at.turnCount > 0) {
        // Before anybody watches, so that what has been is not told.
        await session.step({ turns: at.turnCount });
      }
      address.write(session.id);
      return ServerLink.open(session, true);
    },
    find: async () => {
      const id = address.read();
      if (id === null) return null;
      const session = client.session(id);
      try {
        await session.info();
      } catch (error) {
        if (!(error instanceof ClientError) || error.status !== 404) throw error;
        address.write(null);
        return null;
      }
      return ServerLink.open(session, false);
    },
  };
}

/** A session on a server. */
class ServerLink implements SessionLink {
  readonly connection = signal<Connection>('connecting');
  readonly reason = signal('');
  readonly isOwn: boolean;
  private readonly session: RemoteSession;
  private readonly stream: SessionStream;
  private readonly listeners = new Set<(message: LinkMessage) => void>();
  /** What came before anybody listened. */
  private early: LinkMessage[] | null = [];

  private constructor(session: RemoteSession, isOwn: boolean) {
    this.session = session;
    this.isOwn = isOwn;
    this.stream = session.watch();
    this.stream.on('connection', (state) => this.follow(state));
  }

  /** @throws ClientError when the session cannot be watched. */
  static async open(session: RemoteSession, isOwn: boolean): Promise<OpenedSession> {
    const link = new ServerLink(session, isOwn);
    try {
      const { state, status } = await link.welcome();
      const recipe = (await link.request({ do: 'recipe' })) as Recipe;
      return { link, recipe, state, status };
    } catch (error) {
      link.close();
      throw error;
    }
  }

  request = (request: SessionRequest): Promise<unknown> => this.stream.request(request);

  onMessage = (listen: (message: LinkMessage) => void): (() => void) => {
    this.listeners.add(listen);
    for (const message of this.early ?? []) listen(message);
    this.early = null;
    return () => this.listeners.delete(listen);
  };

  why = (target: WhyTarget, abort?: AbortSignal): Promise<Why> =>
    this.session.why<Why>(target, { signal: abort });

  whyNot = (target: Readonly<Record<string, unknown>>, abort?: AbortSignal): Promise<WhyNotAnswer> =>
    this.session.whyNot(target, { signal: abort });

  questions = (abort?: AbortSignal): Promise<readonly Question[]> =>
    this.session.questions<Question>({ signal: abort });

  fork = async (options: ForkOptions = {}): Promise<SessionLink> => {
    const session = await this.session.fork({ ...options, start: false });
    return (await ServerLink.open(session, true)).link;
  };

  close = (): void => this.stream.close();

  discard = async (): Promise<void> => {
    this.close();
    await this.session.delete();
  };

  isAlone = async (): Promise<boolean> => (await this.session.info()).viewers <= 1;

  /** The first message, which says where the session stands. */
  private welcome(): Promise<Reset> {
    return new Promise((resolve, reject) => {
      this.stream.on('message', (message) => {
        if (this.connection.value === 'connecting') this.connection.value = 'live';
        if (message.type === 'reset') resolve(message.data);
        this.tell(message as LinkMessage);
      });
      this.stream.on('connection', ({ connection, reason }) => {
        if (connection === 'closed') reject(new Error(reason ?? 'the server is gone'));
      });
    });
  }

  private tell(message: LinkMessage): void {
    if (this.early !== null) this.early.push(message);
    for (const listen of this.listeners) listen(message);
  }

  private follow({ connection, reason }: ConnectionState): void {
    this.reason.value = reason ?? '';
    this.connection.value = connection === 'closed' ? 'offline' : connection;
  }
}
