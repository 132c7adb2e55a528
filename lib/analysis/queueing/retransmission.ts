import { FaultlineError } from '../../core/faultline-error.ts';
import { checkFields, checkInteger, checkNumber } from '../check-input.ts';

/** A request that is sent again until its response is there. Times in any one unit. */
export interface RetransmissionInput {
  /** The chance that a request is lost, and likewise its response, 0 to less than 1. */
  readonly loss: number;
  /** From a request to its response, where neither is lost. */
  readonly roundTrip: number;
  /** How long the first attempt waits for its response; at least `roundTrip`. */
  readonly timeout: number;
  /** How many times it is sent again at most, 0 to 1000; null for as often as it takes. */
  readonly retries: number | null;
  /** 'fixed': every attempt waits for `timeout`. 'exponential': each for twice as long as the one before. */
  readonly backoff: 'fixed' | 'exponential';
}

/** What `retransmission` finds. */
export interface RetransmissionResult {
  /** The chance that a response comes. */
  readonly successProbability: number;
  /** How many requests are sent on average, whether or not one succeeds. */
  readonly meanAttempts: number;
  /**
   * From the first request to the response, on average over those that succeed. Infinity with exponential
   * backoff, no limit and every second attempt or more lost.
   */
  readonly meanLatency: number;
}

/**
 * Requests over a lossy network, each attempt lost independently with chance p = 1 - (1 - loss)^2: geometric
 * series in p. Without a limit the latency is roundTrip + timeout p / (1 - p) with a fixed timeout and
 * roundTrip + timeout p / (1 - 2 p) with exponential backoff; with one, the sums over the attempts that may
 * succeed.
 *
 * @throws FaultlineError for another backoff and numbers out of range.
 */
export function retransmission(input: RetransmissionInput): RetransmissionResult {
  checkFields('retransmission', input, ['loss', 'roundTrip', 'timeout', 'retries', 'backoff']);
  const loss = checkNumber('loss', input.loss, { max: 1 });
  const lost = loss * (2 - loss);
  if (lost === 1) throw new FaultlineError('loss', loss, 'less than 1: no response would ever come');
  const roundTrip = checkNumber('roundTrip', input.roundTrip);
  const timeout = checkNumber('timeout', input.timeout, { min: roundTrip });
  const { backoff } = input;
  if (backoff !== 'fixed' && backoff !== 'exponential') {
    throw new FaultlineError('backoff', backoff, "'fixed' or 'exponential'");
  }
  if (input.retries === null) {
    const waits = backoff === 'fixed' ? lost / (1 - lost) : lost < 0.5 ? lost / (1 - 2 * lost) : Infinity;
    return {
      successProbability: 1,
      meanAttempts: 1 / (1 - lost),
      meanLatency: roundTrip + (waits === 0 ? 0 : timeout * waits),
    };
  }
  const retries = checkInteger('retries', input.retries, 0, 1000);
  let attempts = 0;
  let waited = 0;
  // The chance that an attempt is made, and how many timeouts it comes after.
  let chance = 1;
  let waits = 0;
  for (let attempt = 0; attempt <= retries; attempt++) {
    attempts += chance;
    waited += chance * waits;
    chance *= lost;
    waits = backoff === 'fixed' ? waits + 1 : 2 * waits + 1;
  }
  // Each attempt succeeds with the same chance, so that it cancels from the mean.
  return {
    successProbability: (1 - lost) * attempts,
    meanAttempts: attempts,
    meanLatency: roundTrip + timeout * (waited / attempts),
  };
}
