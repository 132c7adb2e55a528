import { z } from 'zod';
import { cache } from '../../models/cache/cache.ts';
import type { OpenSocket } from '../http/app-context.ts';
import { HttpError } from '../http/http-error.ts';
import type { Identity } from '../http/identity.ts';
import { Refusal } from '../refusal.ts';
import type { ServedSession } from '../session/served-session.ts';
import { afterField, type Desk, requireChange, requireMaker } from './desk.ts';
import { isOver } from './end-when-over.ts';
import { SIMULATION, simulationStart, simulationStartSchema } from './simulation-start.ts';
import { SocketCall } from './socket-call.ts';
import { welcomed } from './welcomed.ts';

const TAG = 'reference: caching';
const startMessage = simulationStartSchema.extend({ type: z.literal('START') });
const stopMessage = z.strictObject({ type: z.literal('STOP_SIM') });

/** The paths of the caching document. */
export function cacheRoutes(desk: Desk): void {
  const { context } = desk;

  context.route({
    method: 'POST',
    path: '/simulate/start',
    tag: TAG,
    summary: 'Begins a run of the cache',
    right: 'change',
    body: simulationStartSchema,
    answers: { 201: { description: 'session_id' } },
    handle: async ({ body, identity }) => {
      requireMaker(identity);
      const session = await context.sessions.create(simulationStart(body, true), identity.owner);
      return { session_id: session.id };
    },
  });

  context.socket({
    path: '/ws/simulation',
    tag: TAG,
    summary: 'Updates and log of a run of the cache; runs begin here, too',
    description:
      'To the client: SIM_UPDATE, LOG, SIM_FINISHED, SIM_STATUS as {type, seq, data}. From it: ' +
      '{type: START, config}, {type: STOP_SIM}, {type: ping}, {type: resume, after}.',
    query: z.strictObject({
      session: z.string().optional().meta({ help: 'the caller’s latest that was begun here when left out' }),
      after: afterField,
    }),
    open: async ({ identity, query }) => {
      const session =
        query.session === undefined
          ? desk.latest(identity, SIMULATION)
          : context.sessionOf(identity, query.session);
      if (session !== undefined && session.model !== cache) {
        const allowed = `a session of cache; this is one of ${session.model.name}`;
        throw new Refusal('missing', 'session', query.session, allowed);
      }
      const dialect = session === undefined ? null : await desk.dialects.get(session, 'cache');
      return (open) => {
        const talk = new CacheTalk(desk, identity, open);
        if (session === undefined || dialect === null) return;
        talk.watched = session;
        talk.call.watch(session, { after: query.after, dialect });
      };
    },
  });
}

/** A socket over which runs are begun, watched and stopped. */
class CacheTalk {
  readonly call: SocketCall;
  watched: ServedSession | null = null;
  private readonly desk: Desk;
  private readonly identity: Identity;

  constructor(desk: Desk, identity: Identity, open: OpenSocket) {
    this.desk = desk;
    this.identity = identity;
    this.call = new SocketCall(open);
    this.call.on('START', startMessage, ({ type: _, ...given }) => this.start(given));
    this.call.on('STOP_SIM', stopMessage, () => this.stop());
  }

  private async start(given: z.output<typeof simulationStartSchema>): Promise<void> {
    requireMaker(this.identity);
    if (this.watched !== null && !isOver(this.watched)) {
      throw new HttpError(409, 'START: a run is going on over this socket: STOP_SIM first, or open another');
    }
    const { context, dialects } = this.desk;
    const session = await context.sessions.create(simulationStart(given, false), this.identity.owner);
    const dialect = await dialects.get(session, 'cache');
    const viewer = this.call.watch(session, { after: null, dialect });
    if (viewer === null) return;
    this.watched = session;
    await welcomed(viewer);
    await session.request({ do: 'resume' });
  }

  private async stop(): Promise<void> {
    requireChange(this.identity);
    if (this.watched === null) throw new HttpError(409, 'STOP_SIM: nothing runs: START a run first');
    await this.watched.request({ do: 'stop' });
  }
}
