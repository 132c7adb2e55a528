import { FaultlineError } from '../../core/faultline-error.ts';
import type { TradingConfig } from './config.ts';
import type { TradingContext } from './context.ts';
import type { TradingState } from './state.ts';

/**
 * What of a market may not change while it runs: how its prices come about, and when. @throws FaultlineError
 */
export function checkChange(
  { market: from }: TradingConfig,
  { market: to }: TradingConfig,
  where: string,
): void {
  const fixed = (config: TradingConfig['market']): string => {
    if (config.kind === 'replay' || config.kind === 'bootstrap') return config.kind;
    const { kind, shape, start, days, interval, open, close, utcOffset, decimals } = config;
    return JSON.stringify({ kind, shape, start, days, interval, open, close, utcOffset, decimals });
  };
  if (fixed(from) === fixed(to)) return;
  throw new FaultlineError(
    `${where}.value`,
    to,
    'a market of the same kind and calendar: its rates may change',
  );
}

/** Takes down that the law of the prices to come is another one: by the latest event, which says so. */
export function adjust(state: TradingState, { log }: TradingContext): void {
  if (log !== null) state.moves.push({ event: log.count - 1, symbol: -1 });
}
