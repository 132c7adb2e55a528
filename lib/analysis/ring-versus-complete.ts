import { FaultlineError } from '../core/faultline-error.ts';
import { checkFields, checkInteger, checkNumber } from './check-input.ts';
import { clear } from './clear.ts';
import type { Obligations } from './obligations.ts';

/** The economy of Acemoglu, Ozdaglar & Tahbaz-Salehi (2015), in their letters. */
export interface RingVersusCompleteInput {
  /** Number of banks, 2 to 1,000. */
  readonly n: number;
  /** What each bank's project returns, above v. */
  readonly a: number;
  /** What each bank owes outsiders before all others, at least 0. */
  readonly v: number;
  /** What each bank owes other banks in all, above 0. */
  readonly y: number;
  /** What bank 0's project returns less, at least 0; may exceed a. */
  readonly eps: number;
}

/** The outcome in one network. */
export interface NetworkOutcome {
  /** How many banks pay less than y, among them those that cannot even pay v. */
  readonly defaults: number;
  /** What each bank pays other banks. */
  readonly payments: number[];
}

/** What `ringVersusComplete` finds. */
export interface RingVersusCompleteResult {
  /** Bank i owes y to bank i + 1, the last one to bank 0. */
  readonly ring: NetworkOutcome;
  /** Each bank owes y / (n - 1) to each other. */
  readonly complete: NetworkOutcome;
  /** (n - 1) (a - v): the y above which the ring is the least stable network for shocks below epsStar. */
  readonly yStar: number;
  /** n (a - v): the shock above which the complete network is as unstable as the ring. */
  readonly epsStar: number;
}

/**
 * One shock in the two extreme networks of Acemoglu, Ozdaglar & Tahbaz-Salehi (2015, section III):
 * the same n banks with the same debts y, as a ring and as a complete network. Payments are
 * x_i = min(y, max(z_i + receipts - v, 0)) with z_0 = a - eps and z_i = a for the others; projects cannot be
 * liquidated. A bank that lacks no more than rounding may take pays in full (see `clear`): a shock that is a
 * multiple of a - v ends in such a tie.
 *
 * @throws FaultlineError for numbers out of range.
 */
export function ringVersusComplete(input: RingVersusCompleteInput): RingVersusCompleteResult {
  checkFields('ringVersusComplete', input, ['n', 'a', 'v', 'y', 'eps']);
  const { n, a, v, y, eps } = input;
  checkInteger('n', n, 2, 1000);
  checkNumber('v', v);
  if (!(checkNumber('a', a) > v)) throw new FaultlineError('a', a, `more than v, which is ${v}`);
  checkNumber('y', y, { aboveMin: true });
  checkNumber('eps', eps);
  const net = Float64Array.from({ length: n }, (_, i) => a - v - (i === 0 ? eps : 0));
  return {
    ring: outcome(equalDebts(n, 1, y), net, y),
    complete: outcome(equalDebts(n, n - 1, y), net, y),
    yStar: (n - 1) * (a - v),
    epsStar: n * (a - v),
  };
}

/** Each bank owes y in equal parts to the next `count` banks. */
function equalDebts(n: number, count: number, y: number): Obligations {
  return {
    rowStart: Int32Array.from({ length: n + 1 }, (_, i) => i * count),
    column: Int32Array.from({ length: n * count }, (_, k) => (Math.floor(k / count) + 1 + (k % count)) % n),
    amount: new Float64Array(n * count).fill(y / count),
    external: new Float64Array(n),
  };
}

function outcome(debts: Obligations, net: Float64Array, y: number): NetworkOutcome {
  const { wave, payments } = clear(debts, net);
  return {
    defaults: wave.filter((each) => each >= 0).length,
    payments: Array.from(payments, (payment, i) => (wave[i] < 0 ? y : payment)),
  };
}
