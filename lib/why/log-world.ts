import type { LoggedEvent } from '../core/event-kind.ts';
import type { Consequence, FoundTarget } from './answer.ts';
import type { Candidate } from './candidate.ts';
import { actualOutcome, consequenceOf } from './consequence-of.ts';
import { slice } from './slice.ts';
import type { Source } from './source.ts';
import type { Outcome, World } from './world.ts';

/**
 * A run as far as its log alone tells it: each event of the slice comes as long as enough of its causes do.
 * The model says how much each cause weighs and how much is needed; where it does not, all are needed. Of a
 * metric’s change the share is left that its events are left, those by which the model tallies it.
 */
export class LogWorld implements World {
  readonly actual: Outcome;
  private readonly target: FoundTarget;
  private readonly placeOf: ReadonlyMap<number, number>;
  /** Places of the target’s events. */
  private readonly sinks: readonly number[];
  /** Of event i of the slice, the causes from `start[i]` to `start[i + 1]`: their places and weights. */
  private readonly start: Int32Array;
  private readonly causes: Int32Array;
  private readonly weights: Float64Array;
  /** The weight that an event needs. */
  private readonly needed: Float64Array;
  private readonly comes: Uint8Array;
  private readonly known = new Map<string, Outcome>();

  constructor(
    source: Source,
    target: FoundTarget,
    slicedOfSinks: readonly number[],
    showing: readonly number[],
  ) {
    this.target = target;
    const tallied = talliedIn(source, target);
    const sinks = tallied.length > 0 ? tallied : showing;
    const sliced = tallied.length > 0 ? slice(source.events.log, tallied) : slicedOfSinks;
    this.placeOf = new Map(sliced.map((id, place) => [id, place]));
    this.sinks = sinks.map((id) => this.placeOf.get(id) as number);
    this.actual = actualOutcome(target);
    this.start = new Int32Array(sliced.length + 1);
    this.needed = new Float64Array(sliced.length);
    this.comes = new Uint8Array(sliced.length);
    const places: number[] = [];
    const weights: number[] = [];
    for (const [place, id] of sliced.entries()) {
      this.needed[place] = this.weigh(source, id, places, weights);
      this.start[place + 1] = places.length;
    }
    this.causes = Int32Array.from(places);
    this.weights = Float64Array.from(weights);
  }

  /** Adds the causes of an event with their weights. Returns what is needed of them. */
  private weigh({ events, model }: Source, id: number, places: number[], weights: number[]): number {
    const { log } = events;
    const segment = log.segmentOf(id);
    const causes = log.causesOf(segment);
    const weigh = model.reasons?.weigh?.[log.byKind[log.kindOf(id, segment)].name];
    const weighed =
      causes.length < 2 || weigh === undefined
        ? null
        : weigh(
            events.get(id),
            causes.map((cause): LoggedEvent => events.get(cause)),
            events,
          );
    for (const [i, cause] of causes.entries()) {
      places.push(this.placeOf.get(cause) as number);
      weights.push(weighed === null ? 1 : weighed.weights[i]);
    }
    return weighed?.needed ?? causes.length;
  }

  without(left: readonly Candidate[]): Outcome {
    if (left.length === 0) return this.actual;
    const out = new Set(left.flatMap(({ ids }) => ids));
    const key = [...out].sort((a, b) => a - b).join(' ');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const outcome = this.outcome(out);
    this.known.set(key, outcome);
    return outcome;
  }

  remaining(candidates: readonly Candidate[], left: readonly Candidate[]): readonly Candidate[] {
    this.outcome(new Set(left.flatMap(({ ids }) => ids)));
    const { comes, placeOf } = this;
    return candidates.filter(({ ids }) =>
      ids.some((id) => {
        const place = placeOf.get(id);
        return place === undefined || comes[place] === 1;
      }),
    );
  }

  consequenceOf(outcome: Outcome): Consequence {
    return consequenceOf(this.target, outcome);
  }

  private outcome(out: ReadonlySet<number>): Outcome {
    const { start, causes, weights, needed, comes, target, sinks, placeOf } = this;
    comes.fill(1);
    for (const id of out) {
      const place = placeOf.get(id);
      if (place !== undefined) comes[place] = 0;
    }
    for (let place = 0; place < comes.length; place++) {
      if (comes[place] === 0 || start[place] === start[place + 1]) continue;
      let sum = 0;
      for (let k = start[place]; k < start[place + 1]; k++) if (comes[causes[k]] === 1) sum += weights[k];
      if (sum < needed[place]) comes[place] = 0;
    }
    if (target.kind !== 'metric') return { t: comes[sinks[0]] === 1 ? target.t : null, change: null };
    const share = sinks.length === 0 ? 1 : sinks.filter((place) => comes[place] === 1).length / sinks.length;
    return { t: share >= 0.5 ? target.to : null, change: share * target.change };
  }
}

/** The events that make up a metric’s change; none for what is no metric, or for one that has none. */
function talliedIn({ events, model }: Source, target: FoundTarget): readonly number[] {
  if (target.kind !== 'metric') return [];
  return model.reasons?.tallies?.[target.metric]?.(events, target.from, target.to) ?? [];
}
