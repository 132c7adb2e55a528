import type { Events } from '../../core/events.ts';
import type { Reasons } from '../../core/reasons.ts';
import { isAnswer, MISS, OUTCOMES } from './outcome.ts';
import { requestsBetween } from './requests-between.ts';

/** A change is told by so many requests. */
const REQUESTS_MAX = 400;

type Tally = NonNullable<Reasons['tallies']>[string];

/** Requests that something failed, delayed, or found emptied, of some outcomes. */
function tally(counts: (outcome: number) => boolean): Tally {
  return (events: Events, from: number, to: number): number[] =>
    requestsBetween(events, from, to, REQUESTS_MAX, (id) =>
      counts(OUTCOMES.indexOf(events.get(id).outcome as (typeof OUTCOMES)[number])),
    );
}

const failures = tally((outcome) => !isAnswer(outcome));
const misses = tally((outcome) => outcome === MISS);
const all = tally(() => true);

/** By metric: the requests by which its change is told. */
export const tallies: NonNullable<Reasons['tallies']> = {
  loss: failures,
  availability: failures,
  failures,
  hitRatio: misses,
  databaseLoad: misses,
  goodput: all,
  latencyMean: all,
  latencyP50: all,
  latencyP95: all,
  latencyP99: all,
};
