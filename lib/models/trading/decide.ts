import type { Decision } from '../../core/decision.ts';
import { unrealizedUnits } from './accounts.ts';
import { lotsLeft } from './broker.ts';
import type { TradingContext } from './context.ts';
import { shownUnits } from './money.ts';
import type { Trade, TradingState } from './state.ts';

/**
 * A person is asked when wealth has fallen by more than this share from its highest point: traders' rule of
 * two percent, the most that one idea may cost.
 */
export const DRAWDOWN_MAX = 0.02;

const NONE: readonly Decision[] = [];

/** Once for each fall of wealth from a peak, while something is open: to square off, or to hold. */
export function decide(state: TradingState, context: TradingContext): readonly Decision[] {
  const { done, openCount, peak, wealth } = state;
  if (done || openCount === 0 || !(peak > 0) || peak - wealth <= DRAWDOWN_MAX * peak) return NONE;
  const worst = worstOpen(state);
  return worst === null ? NONE : [squareOffDecision(state, context, worst)];
}

/** The position that has lost most of those that are not on their way out already. */
function worstOpen(state: TradingState): Trade | null {
  let worst: Trade | null = null;
  let most = 0n;
  for (const trade of state.positions) {
    if (trade === null || !(lotsLeft(state, trade.position) > 0)) continue;
    const lost = -unrealizedUnits(state, trade);
    if (worst !== null && lost <= most) continue;
    worst = trade;
    most = lost;
  }
  return worst;
}

function squareOffDecision(
  state: TradingState,
  { config, prepared }: TradingContext,
  worst: Trade,
): Decision {
  const { openCount, peak, scale, wealth } = state;
  const position = prepared.graph.positions[worst.position];
  const fall = Number(((100 * (peak - wealth)) / peak).toPrecision(3));
  const gained = shownUnits(unrealizedUnits(state, worst), scale.money);
  const open = openCount === 1 ? '1 position is open' : `${openCount} positions are open`;
  return {
    // A fall is known by the peak that it comes from: as long as that stands, it is the same occasion.
    key: `square_off:peak:${peak}`,
    entity: `position:${position}`,
    title: 'Square off?',
    description:
      `Wealth is ${fall} % below its peak of ${peak.toFixed(2)} ${config.currency}, and ${open}; worst is ` +
      `${position}, at ${gained}. A person is asked from ${100 * DRAWDOWN_MAX} % on.`,
    choices: [
      {
        sentence: 'Square off: every position is closed, and the strategy ends.',
        command: { name: 'square_off' },
      },
      { sentence: 'Hold: the strategy goes on as it is.', command: null },
    ],
  };
}
