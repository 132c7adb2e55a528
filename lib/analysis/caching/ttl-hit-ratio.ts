import { expm1 } from '../../core/exp.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import { checkFields, checkNumber } from '../check-input.ts';

/** One key in a cache with room for all. Rates are per unit of time, and times are in that unit. */
export interface TtlHitRatioInput {
  /** How often the key is read, above 0. */
  readonly readRate: number;
  /** How often it is written; 0 unless given. A write removes the key. */
  readonly writeRate?: number;
  /** How long an entry is good, above 0: see `kind`. */
  readonly ttl: number;
  /** 'fixed': from when it was put in. 'sliding': from when it was last read. */
  readonly kind: 'fixed' | 'sliding';
}

/**
 * The share of a key's reads that find it, when reads and writes are Poisson and a miss puts it in at once.
 *
 * 'fixed': a cycle is an absence of 1 / r and a stay of mean S, cut short by a write, so that r S / (1 + r S)
 * with S = (1 - exp(-w ttl)) / w, or ttl without writes. 'sliding': the last request before a read came
 * within ttl and was a read, r / (r + w) (1 - exp(-(r + w) ttl)).
 *
 * @throws FaultlineError for another kind and numbers out of range.
 */
export function ttlHitRatio(input: TtlHitRatioInput): number {
  checkFields('ttlHitRatio', input, ['readRate', 'writeRate', 'ttl', 'kind']);
  const readRate = checkNumber('readRate', input.readRate, { aboveMin: true });
  const writeRate = checkNumber('writeRate', input.writeRate ?? 0);
  const ttl = checkNumber('ttl', input.ttl, { aboveMin: true });
  const { kind } = input;
  if (kind === 'fixed') {
    const stay = writeRate === 0 ? ttl : -expm1(-writeRate * ttl) / writeRate;
    return 1 / (1 + 1 / (readRate * stay));
  }
  if (kind !== 'sliding') throw new FaultlineError('kind', kind, "'fixed' or 'sliding'");
  const rate = readRate + writeRate;
  return (readRate / rate) * -expm1(-rate * ttl);
}
