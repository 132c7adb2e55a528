import { emptyCandles } from './candles.ts';
import type { TradingContext } from './context.ts';
import { KIND } from './events.ts';
import { toUnits } from './money.ts';
import type { TradingState } from './state.ts';

/** Sets the state to the start of a run. */
export function open(state: TradingState, context: TradingContext): void {
  const { config, prepared, log } = context;
  const { market, graph } = prepared;
  state.time = 0;
  state.done = false;
  state.tick = -1;
  state.at = market.times[0];
  state.offset = market.offsets[0];
  state.day = Number.NaN;
  state.second = market.seconds[0];
  for (const array of [state.price, state.open, state.high, state.low, state.close, state.volume]) {
    array.fill(Number.NaN);
  }
  state.factor.fill(1);
  state.moves = [];
  state.latent.fill(Number.NaN);
  state.variance = 0;
  state.row = -1;
  state.given.fill(Number.NaN);
  emptyCandles(state, context);
  state.isActive.fill(0);
  state.parent.fill(-1);
  state.reEntry.fill(0);
  state.completions.fill(0);
  state.acts = 0;
  state.actsSeen = 0;
  state.isIdle = false;
  state.variables.fill(Number.NaN);
  state.before.fill(Number.NaN);
  state.positions.fill(null);
  state.isEntering.fill(0);
  state.leaving.fill(0);
  state.openCount = 0;
  state.orders = [];
  state.orderCount = 0;
  state.trades = [];
  state.opened = 0;
  state.openedAs = state.positions.map(() => []);
  state.reEntries.fill(0);
  state.cashUnits = toUnits(config.cash, state.scale.money);
  state.cash = config.cash;
  state.cashAtStart = config.cash;
  state.wealth = config.cash;
  state.peak = config.cash;
  state.drawdown = 0;
  state.drawdownShare = 0;
  state.exposedTicks = 0;
  state.turnover = 0;
  state.fees = 0;
  Object.assign(state.tally, { trades: 0, cents: 0, winning: 0, losing: 0 });
  state.days = [];
  const controller = graph.nodes.findIndex(({ type }) => type === 'StrategyController');
  state.isActive[controller] = 1;
  if (log === null) return;
  const row = log.append(KIND.init, 0, -1);
  const { integers, numbers } = log.rowsOf(KIND.init);
  integers[0][row] = market.symbols.length;
  integers[1][row] = market.count;
  integers[2][row] = market.irregularities?.gaps ?? 0;
  integers[3][row] = market.irregularities?.duplicates ?? 0;
  numbers[0][row] = config.cash;
}
