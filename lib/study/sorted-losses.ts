import { FaultlineError } from '../core/faultline-error.ts';

/**
 * The losses in ascending order, as doubles: a sorted copy, or the array itself where it is a
 * Float64Array that ascends already. The caller's array is never changed. Throws for no losses and for a
 * loss that is not finite; `where` opens the message.
 */
export function sortedLosses(where: string, losses: ArrayLike<number>): Float64Array {
  checkLosses(where, losses);
  if (losses instanceof Float64Array && isAscending(losses)) return losses;
  return Float64Array.from(losses).sort();
}

/** Throws for no losses and for a loss that is not a finite number; `where` opens the message. */
export function checkLosses(where: string, losses: ArrayLike<number>): void {
  if (!(losses?.length > 0)) throw new FaultlineError(`${where}: losses`, losses, 'one or more losses');
  for (let i = 0; i < losses.length; i++) {
    const loss = losses[i]!;
    if (!Number.isFinite(loss)) throw new FaultlineError(`${where}: losses[${i}]`, loss, 'a finite number');
  }
}

function isAscending(losses: Float64Array): boolean {
  for (let i = 1; i < losses.length; i++) if (losses[i]! < losses[i - 1]!) return false;
  return true;
}
