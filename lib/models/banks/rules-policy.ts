import { ACTIONS, type Decision, FEATURES, type Policy, PRIORITIES } from './policy.ts';

const [LEND, RECALL, INVEST, DIVEST, HOLD] = ACTIONS.keys();
const [PROFIT, LIQUIDITY, STABILITY] = PRIORITIES.keys();
const [CASH, LOANS, INVESTMENTS, , , RISK, TARGET, LEVERAGE, FAILED, ARREARS, , SINCE_START] =
  FEATURES.keys();
const WIDTH = FEATURES.length;

/** Below this much cash of total assets a bank looks for liquidity; above twice as much it seeks profit. */
const CASH_FLOOR = 0.03;
/** Leverage over its target from which a bank sheds risk. */
const LEVERAGE_TOLERANCE = 1.15;
/** Failed borrowers or arrears from which a bank counts as under stress. */
const STRESS = 0.02;
/** Fall of the markets since the start from which the risk-averse sell, scaled by the risk factor. */
const MARKET_FALL = 0.2;

/**
 * Rules from a bank's risk factor, leverage target and stress. Short of cash: recall loans, or sell
 * investments. Leverage above target or markets down further than its appetite bears: sell. Borrowers
 * failing: recall. Otherwise, with cash to spare: invest with the chance of its risk factor, or lend.
 */
export const rulesPolicy: Policy = {
  decide({ bankCount, features, alive, draws }, decision) {
    for (let i = 0; i < bankCount; i++) {
      if (alive[i] === 1) judge(features, i * WIDTH, draws[i], decision, i);
    }
  },
};

/** Decides for bank `i`, whose row of features begins at `at`. */
function judge(features: Float64Array, at: number, draw: number, decision: Decision, i: number): void {
  const { priority, action, amount } = decision;
  const cash = features[at + CASH];
  const appetite = 0.5 + features[at + RISK];
  const leverage = features[at + LEVERAGE];
  const leverageMax = features[at + TARGET] * LEVERAGE_TOLERANCE;
  if (cash < CASH_FLOOR) {
    priority[i] = LIQUIDITY;
    action[i] = features[at + LOANS] > features[at + INVESTMENTS] || draw < 0.5 ? RECALL : DIVEST;
    amount[i] = 1;
  } else if (leverage > leverageMax || features[at + SINCE_START] < -MARKET_FALL * appetite) {
    priority[i] = STABILITY;
    action[i] = DIVEST;
    amount[i] = Math.min(1, (0.5 * leverage) / leverageMax);
  } else if (features[at + FAILED] + features[at + ARREARS] > STRESS * appetite) {
    priority[i] = STABILITY;
    action[i] = RECALL;
    amount[i] = 1;
  } else {
    priority[i] = PROFIT;
    if (cash > 2 * CASH_FLOOR) action[i] = draw < features[at + RISK] ? INVEST : LEND;
    else action[i] = HOLD;
    amount[i] = 1 - CASH_FLOOR / cash;
  }
}
