import { z } from 'zod';
import type { LoggedEvent } from '../../core/event-kind.ts';
import type { FoundEvents } from '../../live/found-events.ts';
import type { SessionState, SessionStatus } from '../../live/session-message.ts';
import type { SessionRequest } from '../../live/session-request.ts';
import type { BanksView } from '../../models/banks/view.ts';
import type { ServedSession } from '../session/served-session.ts';

const head = { session_id: z.string().optional().meta({ help: 'the caller’s latest when left out' }) };
const bank_id = z.int().min(0).meta({ help: 'the bank, from 0' });

export const controlSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('pause'), ...head }),
  z.strictObject({ command: z.literal('resume'), ...head }),
  z.strictObject({ command: z.literal('stop'), ...head }),
  z.strictObject({ command: z.literal('delete_bank'), bank_id, ...head }),
  z.strictObject({ command: z.literal('add_capital'), bank_id, amount: z.number().gt(0).max(1e12), ...head }),
]);

export type Control = z.output<typeof controlSchema>;

/** Does what was asked, and answers when it is done. @throws ThreadFault */
export async function control(session: ServedSession, asked: Control) {
  const before = (await session.request({ do: 'status' })) as SessionStatus;
  await session.request(requestOf(asked));
  const status = (await session.request({ do: 'status' })) as SessionStatus;
  const head = { ok: true, session_id: session.id, command: asked.command, step: status.time };
  if (!('bank_id' in asked)) return { ...head, ...status };
  const { events } = (await session.request({
    do: 'events',
    query: { type: 'command_ignored', bank: asked.bank_id, from: before.time },
    after: before.events - 1,
    limit: 1,
  })) as FoundEvents;
  const [refused] = events as readonly LoggedEvent[];
  const ignored = refused === undefined ? null : refused.reason;
  return { ...head, ...status, ok: ignored === null, bank_id: asked.bank_id, ignored };
}

function requestOf(asked: Control): SessionRequest {
  switch (asked.command) {
    case 'pause':
    case 'resume':
    case 'stop':
      return { do: asked.command };
    case 'delete_bank':
      return { do: 'command', command: { name: 'delete_bank', bank: asked.bank_id } };
    case 'add_capital':
      return { do: 'command', command: { name: 'add_capital', bank: asked.bank_id, amount: asked.amount } };
  }
}

/** Where a session stands, in the words of the document. */
export async function interactiveStatus(session: ServedSession) {
  const status = session.status.status === 'failed' ? session.status : await statusOf(session);
  const head = {
    session_id: session.id,
    is_running: status.status === 'running' || status.status === 'paused' || status.status === 'waiting',
    is_paused: status.status === 'paused',
    current_step: status.time,
    ...status,
  };
  if (status.status === 'failed') return head;
  const { view } = (await session.request({ do: 'state' })) as SessionState<BanksView>;
  const alive = view.banks.filter(({ defaulted, deleted }) => !defaulted && !deleted);
  return {
    ...head,
    total_banks: view.banks.length,
    living_banks: alive.length,
    total_defaults: view.defaults,
    total_capital: alive.reduce((sum, { equity }) => sum + equity, 0),
  };
}

async function statusOf(session: ServedSession): Promise<SessionStatus> {
  return (await session.request({ do: 'status' })) as SessionStatus;
}
