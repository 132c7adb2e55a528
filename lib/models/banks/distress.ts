import { findCauses } from './causes.ts';
import type { BanksContext } from './context.ts';
import { recordPrices } from './markets.ts';
import { capitalRatioOf, leverageRatioOf } from './requirements.ts';
import type { BanksState } from './state.ts';

/**
 * Records an event of a bank, of valued books, that is below a requirement or behind: who it is, its two
 * ratios, and what brought it there as causes. Returns the row for further columns; -1 with the log off.
 */
export function recordDistress(state: BanksState, context: BanksContext, kind: number, bank: number): number {
  const { log, config, prepared } = context;
  const { trace } = state;
  if (log === null || trace === null) return -1;
  recordPrices(state, context);
  findCauses(state, log, trace, bank, prepared);
  const row = log.appendWithCauses(kind, state.time, trace.causes, trace.causeCount);
  const { integers, numbers } = log.rowsOf(kind);
  integers[0][row] = bank;
  numbers[0][row] = leverageRatioOf(state, bank);
  numbers[1][row] = capitalRatioOf(state, config, bank);
  return row;
}
