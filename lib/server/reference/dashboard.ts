import type { LoggedEvent } from '../../core/event-kind.ts';
import type { FoundEvents } from '../../live/found-events.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { TradingView } from '../../models/trading/view.ts';
import type { ServedSession } from '../session/served-session.ts';

/** Trades of one session that are listed, the last ones. */
const TRADES = 500;

/** The dashboard of somebody’s trading sessions. No node events are in it; trades name them. */
export async function dashboardOf(sessions: readonly ServedSession[]) {
  const rows = await Promise.all(sessions.map(rowOf));
  return {
    total_sessions: rows.length,
    active_sessions: rows.filter(({ status }) => isActive(status)).length,
    sessions: Object.fromEntries(rows.map(({ id, ...row }) => [id, row])),
  };
}

async function rowOf(session: ServedSession) {
  const { created, id, name, status } = session;
  const head = { id, name, created, status: status.status };
  if (status.status === 'failed') return { ...head, reason: status.reason, data: null };
  const { view } = (await session.request({ do: 'state' })) as SessionState<TradingView>;
  const { events, more } = (await session.request({
    do: 'events',
    query: { type: 'trade_update' },
    limit: TRADES,
    last: true,
  })) as FoundEvents;
  const { ltp_store, open_positions, pnl_summary, summary, timestamp } = view;
  return {
    ...head,
    data: {
      timestamp,
      gps_data: {
        positions: open_positions,
        trades: events.map((event: LoggedEvent) => event.trade),
        /** Of earlier ones. */
        trades_left_out: more,
        pnl: { ...pnl_summary, ...summary },
      },
      market_data: { ltp_store },
    },
  };
}

function isActive(status: string): boolean {
  return status === 'running' || status === 'paused' || status === 'waiting';
}
