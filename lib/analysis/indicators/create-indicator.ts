import { FaultlineError } from '../../core/faultline-error.ts';
import { checkFields, checkInteger, checkNumber } from '../check-input.ts';
import { atr } from './atr.ts';
import { bollinger } from './bollinger.ts';
import { ema } from './ema.ts';
import type { Indicator, IndicatorSpec } from './indicator.ts';
import { macd } from './macd.ts';
import { type PriceSource, priceSource, unitsInOne } from './price-source.ts';
import { rsi } from './rsi.ts';
import { sma } from './sma.ts';
import { vwap } from './vwap.ts';

const PERIOD_MAX = 1_000_000;

/** What each kind is unless another thing is said. */
const DEFAULTS: Readonly<Record<IndicatorSpec['kind'], Omit<IndicatorSpec, 'kind'>>> = {
  sma: { source: 'close' },
  ema: { source: 'close' },
  rsi: { period: 14, source: 'close' },
  macd: { fast: 12, slow: 26, signal: 9, source: 'close' },
  atr: { period: 14 },
  bollinger: { period: 20, deviations: 2, source: 'close' },
  vwap: {},
};

/** What each kind may be given. */
const OPTIONS: Readonly<Record<IndicatorSpec['kind'], readonly (keyof IndicatorSpec)[]>> = {
  sma: ['period', 'source'],
  ema: ['period', 'source'],
  rsi: ['period', 'source'],
  macd: ['fast', 'slow', 'signal', 'source'],
  atr: ['period'],
  bollinger: ['period', 'deviations', 'source'],
  vwap: [],
};

/**
 * As many decimals as prices usually have at most. It is the same for all data: decimals that were counted in
 * the data would let a later price change the last bits of what was computed before it.
 */
export const USUAL_DECIMALS = 8;

/**
 * The indicator that `spec` asks for. Where the literature has a default it holds: RSI 14, ATR 14, MACD 12
 * / 26 / 9, Bollinger 20 and 2 deviations, source 'close'. SMA and EMA have no usual period and need one.
 * ATR reads high, low and close, VWAP these and volume: neither has a source. An option that is undefined
 * is not given.
 *
 * `decimals`: how many decimals the prices have at most, 0 to 15. Prices are then counted in whole units of
 * the last one, and sums are exact. null where that is not known.
 *
 * @throws FaultlineError, whose `where` begins with that given, for an unknown kind or source, an option
 * that the kind does not have, a period that is missing or no integer from 1 to a million, fast not below
 * slow, or deviations not above 0.
 */
export function createIndicator(spec: IndicatorSpec, where: string, decimals: number | null): Indicator {
  const given = checkedSpec(spec, where);
  if (decimals !== null) checkInteger(`${where}: decimals`, decimals, 0, 15);
  const period = (name: 'period' | 'fast' | 'slow' | 'signal') =>
    checkInteger(`${where}: ${name}`, given[name], 1, PERIOD_MAX);
  const source = (): PriceSource => priceSource(`${where}: source`, given.source!, decimals);
  switch (given.kind) {
    case 'sma':
      return sma(period('period'), source());
    case 'ema':
      return ema(period('period'), source());
    case 'rsi':
      return rsi(period('period'), source());
    case 'atr':
      return atr(period('period'), unitsInOne(decimals));
    case 'vwap':
      return vwap(priceSource(where, 'hlc3', decimals));
    case 'macd': {
      const fast = period('fast');
      const slow = period('slow');
      if (fast >= slow) throw new FaultlineError(`${where}: fast`, fast, `less than slow, which is ${slow}`);
      return macd(fast, slow, period('signal'), source());
    }
    case 'bollinger': {
      const deviations = checkNumber(`${where}: deviations`, given.deviations, { aboveMin: true });
      return bollinger(period('period'), deviations, source());
    }
  }
}

/** The spec with defaults for what is undefined, its kind and the names of its options known. */
function checkedSpec(spec: IndicatorSpec, where: string): IndicatorSpec {
  const kinds = Object.keys(OPTIONS).join(', ');
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    throw new FaultlineError(where, spec, `an indicator: { kind, … }, kind one of ${kinds}`);
  }
  if (typeof spec.kind !== 'string' || !Object.hasOwn(OPTIONS, spec.kind)) {
    throw new FaultlineError(`${where}: kind`, spec.kind, `one of ${kinds}`);
  }
  const given = Object.fromEntries(
    Object.entries(spec).filter(([, value]) => value !== undefined),
  ) as unknown as IndicatorSpec;
  checkFields(`${where}: ${spec.kind}`, given, ['kind', ...OPTIONS[spec.kind]]);
  return { ...DEFAULTS[spec.kind], ...given };
}
