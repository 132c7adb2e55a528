import { exp } from '../../core/exp.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import { log } from '../../core/log.ts';
import { normalCdf } from '../../core/normal-cdf.ts';
import { checkFields, checkNumber } from '../check-input.ts';

/** A European option on a share that pays no dividends. */
export interface BlackScholesInput {
  /** The share's price now, above 0. */
  readonly spot: number;
  /** The price it may be bought or sold at, above 0. */
  readonly strike: number;
  /** The riskless rate a year, continuously compounded: 0.05 is 5 %. */
  readonly rate: number;
  /** The standard deviation of a year's log return, at least 0. */
  readonly volatility: number;
  /** To expiry, at least 0. */
  readonly years: number;
  /** 'call': the right to buy; 'put': to sell. */
  readonly kind: 'call' | 'put';
}

/**
 * The price of a European option (Black & Scholes 1973), in the unit of spot and strike: S Φ(d1) - K e^(-rT)
 * Φ(d2) for a call, with d1 = (ln(S / K) + (r + σ²/2) T) / (σ √T) and d2 = d1 - σ √T. Without volatility or
 * time: what is left of exercising, discounted.
 *
 * @throws FaultlineError for numbers out of range.
 */
export function blackScholes(input: BlackScholesInput): number {
  checkFields('blackScholes', input, ['spot', 'strike', 'rate', 'volatility', 'years', 'kind']);
  const spot = checkNumber('spot', input.spot, { aboveMin: true });
  const strike = checkNumber('strike', input.strike, { aboveMin: true });
  const rate = checkNumber('rate', input.rate, { min: Number.NEGATIVE_INFINITY });
  const volatility = checkNumber('volatility', input.volatility);
  const years = checkNumber('years', input.years);
  const { kind } = input;
  if (kind !== 'call' && kind !== 'put') throw new FaultlineError('kind', kind, "'call' or 'put'");
  const sign = kind === 'call' ? 1 : -1;
  const discounted = strike * exp(-rate * years);
  const deviation = volatility * Math.sqrt(years);
  if (deviation === 0) return Math.max(0, sign * (spot - discounted));
  const d1 = (log(spot / strike) + rate * years) / deviation + deviation / 2;
  const price = sign * (spot * normalCdf(sign * d1) - discounted * normalCdf(sign * (d1 - deviation)));
  // Far from the strike the two terms may cancel to less than 0.
  return Math.max(0, price);
}
