import type { EventLog } from '../../core/event-log.ts';
import type { TradingState } from './state.ts';

/** Of every symbol. */
export const ANY = -1;

/**
 * Appends an event with its cause, and with what a person has done to the prices of a symbol, or of any,
 * since the event `since`: without that it might not have come, or not like this. Returns its row.
 */
export function appendMoved(
  log: EventLog,
  kind: number,
  { time, moves }: TradingState,
  cause: number,
  since: number,
  symbol: number,
): number {
  if (moves.length === 0 || moves[moves.length - 1].event <= since) return log.append(kind, time, cause);
  // First the cause of its own: chains are walked by it.
  const causes = cause < 0 ? [] : [cause];
  for (const { event, symbol: moved } of moves) {
    if (event <= since) continue;
    if (symbol === ANY || moved === ANY || moved === symbol) causes.push(event);
  }
  return log.appendWithCauses(kind, time, Int32Array.from(causes), causes.length);
}
