import type { SessionState } from '../../live/session-message.ts';
import { banks } from '../../models/banks/banks.ts';
import type { BanksView } from '../../models/banks/view.ts';
import { amountText } from './amount-text.ts';
import type { Example } from './example.ts';
import { percentText } from './percent-text.ts';

const viewOf = (state: SessionState): BanksView => state.view as BanksView;

/** Equity of all banks that stand, as a share of what they began with. */
function equityShare(state: SessionState): number {
  let equity = 0;
  let opening = 0;
  for (const bank of viewOf(state).banks) {
    opening += bank.openingEquity;
    if (!bank.defaulted && !bank.deleted) equity += bank.equity;
  }
  return equity / opening;
}

/** The fall of the market that has fallen most since the start. */
function worstReturn(state: SessionState): number {
  return Math.min(...viewOf(state).markets.map((market) => market.return));
}

/** Forty banks with about as much income as cost, so that they neither grow nor shrink for years. */
export const banksExample: Example = {
  model: banks,
  title: 'Interbank network',
  sentence:
    'Forty banks lend to one another and hold the same two markets. Let the slider go, and those fall.',
  config: {
    banks: 40,
    steps: 1040,
    network: 'core-periphery',
    density: 0.06,
    coreShare: 0.15,
    coreDensity: 0.8,
    interbankShare: 0.08,
    investmentShare: 0.15,
    noise: 0.01,
    depositRate: 0.0178,
    actionShare: 0.008,
    newLinkShare: 0.002,
    shocks: 'none',
  },
  seed: 1,
  pace: { turns: 130 },
  headline: [
    {
      label: 'Standing',
      of: (state) => {
        const { banks } = viewOf(state);
        const standing = banks.filter(({ defaulted, deleted }) => !defaulted && !deleted);
        return `${standing.length} of ${banks.length}`;
      },
      help: 'banks that have not failed',
      isBad: (state) => viewOf(state).defaults > 0,
    },
    {
      label: 'Equity',
      of: (state) => percentText(equityShare(state)),
      help: 'of the banks that stand, as a share of the equity that all began with',
      isBad: (state) => equityShare(state) < 0.7,
    },
    {
      label: 'Worst market',
      of: (state) => percentText(worstReturn(state), 1),
      help: 'price since the start, of the market that has done worst',
      isBad: (state) => worstReturn(state) < -0.1,
    },
    {
      label: 'Loss',
      of: (state) => amountText(Math.max(0, viewOf(state).loss)),
      unit: 'currency',
      help: 'lost so far by owners, depositors and the outside',
      isBad: (state) => equityShare(state) < 0.7,
    },
  ],
  lever: {
    label: 'Markets fall by',
    help: 'strikes both markets at once when you let go, or keys rest, each time again',
    unit: 'share of the price',
    from: 0.02,
    to: 0.5,
    step: 0.02,
    start: 0.06,
    breaksAt: 0.24,
    show: (value) => percentText(value),
    strike: (magnitude) => ({ name: 'apply_shock', kind: 'asset_price_crash', magnitude }),
  },
};
