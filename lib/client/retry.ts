import { FaultlineError } from '../core/faultline-error.ts';

/** How a stream that has lost its connection gets another. */
export interface Retry {
  /** Tries in a row before it gives up; a connection that came about starts the count anew. */
  readonly tries: number;
  /** Milliseconds before each try. */
  readonly wait: number;
  /** The wait grows by this factor from try to try. */
  readonly backoff: number;
  /** The wait grows no further than this, in milliseconds. */
  readonly waitMax: number;
  /**
   * The share of each wait that is left to chance, from 0 to 1, so that many clients of one server do not
   * come back at one moment.
   */
  readonly jitter: number;
}

export const RETRY: Retry = { tries: 5, wait: 3000, backoff: 1, waitMax: 60_000, jitter: 0 };

/** What was given, over the defaults; `false` never tries again. @throws FaultlineError */
export function retryOf(given: Partial<Retry> | false | undefined): Retry {
  const retry = { ...RETRY, ...(given === false ? { tries: 0 } : given) };
  const { backoff, jitter, tries, wait, waitMax } = retry;
  check('tries', tries, tries >= 0, 'a number of tries, 0 or more');
  check('wait', wait, wait >= 0 && wait < Number.POSITIVE_INFINITY, 'milliseconds, 0 or more');
  check('backoff', backoff, backoff >= 1, 'a factor of 1 or more');
  check('waitMax', waitMax, waitMax >= 0 && waitMax < 2 ** 31, 'milliseconds, less than 2^31');
  check('jitter', jitter, jitter >= 0 && jitter <= 1, 'a share from 0 to 1');
  return retry;
}

/** Milliseconds to wait before a try; the first is 1. `chance` in [0, 1) is asked only where it matters. */
export function waitBefore(attempt: number, retry: Retry, chance: () => number): number {
  const { backoff, jitter, wait, waitMax } = retry;
  let most = wait;
  for (let i = 1; i < attempt && backoff > 1 && most < waitMax; i++) most *= backoff;
  most = Math.min(most, waitMax);
  return jitter === 0 ? most : most * (1 - jitter * chance());
}

/** A number in [0, 1) from the machine's own chance. */
export function machineChance(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
}

function check(field: string, given: number, isAllowed: boolean, allowed: string): void {
  if (!isAllowed) throw new FaultlineError(`reconnect.${field}`, given, allowed);
}
