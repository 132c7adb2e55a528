import { FaultlineError } from '../../core/faultline-error.ts';
import { checkSeries } from './check-series.ts';

/**
 * The simple returns of a series of wealth: wealth[i + 1] / wealth[i] - 1, one fewer than the wealths; 0.1
 * is 10 %. The last wealth may be 0 or less, a return of -1 or less.
 *
 * @throws FaultlineError for no wealth, for a wealth that is not finite, and for one of 0 or less before the
 * last: what follows has no return.
 */
export function returnsOf(wealth: ArrayLike<number>): Float64Array {
  const series = checkSeries('returnsOf: wealth', wealth, 1);
  const returns = new Float64Array(series.length - 1);
  for (let i = 0; i < returns.length; i++) {
    const before = series[i];
    if (!(before > 0)) {
      throw new FaultlineError(`returnsOf: wealth[${i}]`, before, 'a number above 0: a return follows it');
    }
    returns[i] = (series[i + 1] - before) / before;
  }
  return returns;
}
