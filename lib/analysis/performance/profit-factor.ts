import { checkSeries } from './check-series.ts';

/**
 * What the winning trades made over what the losing ones lost, from each trade's P&L in money. Infinity
 * where nothing was lost, 0 where nothing was made, NaN where neither happened, as with no trade.
 *
 * @throws FaultlineError for a P&L that is not finite.
 */
export function profitFactor(pnls: ArrayLike<number>): number {
  const series = checkSeries('profitFactor: pnls', pnls, 0);
  let [made, lost] = [0, 0];
  for (let i = 0; i < series.length; i++) {
    if (series[i] > 0) made += series[i];
    else lost -= series[i];
  }
  return made / lost;
}
