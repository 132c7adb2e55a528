import './panels.css';
import { unitName } from '../../core/unit-name.ts';
import { quantity } from '../../figures/quantity.ts';
import type { BanksView } from '../../models/banks/view.ts';
import type { TradingView } from '../../models/trading/view.ts';
import type { RunStore } from '../store/run-store.ts';
import { Distribution } from './distribution.tsx';
import { LatencyPercentiles } from './latency-percentiles.tsx';
import { useSlow } from './use-slow.ts';

/** Milliseconds between two changes. */
const PAUSE = 250;

/** Percentiles with what they are of: each opens to the requests, trades or banks in it. */
export function Percentiles({ run }: { readonly run: RunStore }) {
  const state = useSlow(run.state, PAUSE);
  const currency = unitName(run.model, run.recipe.config, 'currency');
  switch (run.model.name) {
    case 'cache':
      return <LatencyPercentiles run={run} state={state} />;
    case 'trading': {
      const { trades } = state.view as TradingView;
      return (
        <Distribution
          run={run}
          title={`P&L of trades, in ${currency}`}
          of={`${trades.length} closed trades of the run so far`}
          items={trades.map(({ exit_reason, exit_time, pnl, trade_id }) => ({
            id: `trade:${trade_id}`,
            label: `${exit_time}: ${trade_id}, ${exit_reason}`,
            value: Number(pnl),
          }))}
        />
      );
    }
    case 'banks': {
      const standing = (state.view as BanksView).banks.filter(
        ({ defaulted, deleted, openingEquity }) => !defaulted && !deleted && openingEquity > 0,
      );
      return (
        <Distribution
          run={run}
          title="Equity of banks, in % of their own at the start"
          of={`${standing.length} banks that stand, at step ${quantity(state.time)}`}
          items={standing.map(({ bank, equity, name, openingEquity }) => ({
            id: `bank:${bank}`,
            label: name,
            value: (100 * equity) / openingEquity,
          }))}
        />
      );
    }
    default:
      return <p class="muted">This model has nothing of which percentiles are taken.</p>;
  }
}
