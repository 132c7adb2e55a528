import { FaultlineError } from '../../core/faultline-error.ts';
import { checkFields, checkVector } from '../check-input.ts';
import { createIndicator, USUAL_DECIMALS } from './create-indicator.ts';
import { CANDLE, CANDLE_ROOM, type IndicatorSpec } from './indicator.ts';
import { fieldsOf } from './price-source.ts';

/** Bars as columns of one length, the oldest first. */
export interface BarColumns {
  readonly open?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  readonly low?: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  readonly volume?: ArrayLike<number>;
  /** Number of the calendar day, for VWAP, which begins anew with each; all one day unless given. */
  readonly day?: ArrayLike<number>;
}

type Column = keyof typeof CANDLE;

const COLUMNS: readonly Column[] = ['open', 'high', 'low', 'close', 'volume', 'day'];

/**
 * An indicator over whole columns: for each of its outputs a list as long as they are, NaN where it is not
 * defined yet. It is what `createIndicator`'s gives candle by candle, with USUAL_DECIMALS.
 *
 * `indicatorSeries({ kind: 'sma', period: 50 }, { close })` is { value: Float64Array }.
 *
 * @throws FaultlineError for a spec that `createIndicator` refuses, columns of different lengths, prices
 * that are not finite, negative volumes, and a column that the indicator needs and that is not given.
 */
export function indicatorSeries(spec: IndicatorSpec, bars: BarColumns): Record<string, Float64Array> {
  const where = 'indicatorSeries';
  checkFields(`${where}: bars`, bars, COLUMNS);
  const close = checkVector('bars.close', bars.close, undefined, { min: Number.NEGATIVE_INFINITY });
  const count = close.length;
  const candles = new Float64Array(count * CANDLE_ROOM);
  for (const name of COLUMNS) {
    const values = bars[name];
    if (values === undefined) continue;
    const min = name === 'volume' ? 0 : Number.NEGATIVE_INFINITY;
    const column = checkVector(`bars.${name}`, values, count, { min });
    for (let i = 0; i < count; i++) candles[i * CANDLE_ROOM + CANDLE[name]] = column[i];
  }
  const indicator = createIndicator(spec, where, USUAL_DECIMALS);
  for (const name of columnsOf(spec)) {
    if (bars[name] !== undefined) continue;
    throw new FaultlineError(`bars.${name}`, undefined, `a list of ${count} numbers: ${spec.kind} reads it`);
  }
  const memory = new Float64Array(indicator.room);
  indicator.reset(memory, 0);
  const series = indicator.outputs.map(() => new Float64Array(count));
  for (let i = 0; i < count; i++) {
    indicator.update(memory, 0, candles, i * CANDLE_ROOM);
    for (let output = 0; output < series.length; output++) series[output]![i] = memory[output];
  }
  return Object.fromEntries(indicator.outputs.map((name, output) => [name, series[output]!]));
}

/** The columns that an indicator reads and cannot do without. */
function columnsOf(spec: IndicatorSpec): Column[] {
  if (spec.kind === 'atr') return fieldsOf('hlc3');
  return spec.kind === 'vwap' ? [...fieldsOf('hlc3'), 'volume'] : fieldsOf(spec.source ?? 'close');
}
