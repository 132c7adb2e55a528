import type { LoggedEvent } from '../core/event-kind.ts';
import type { Effect, FoundTarget } from './answer.ts';
import type { Candidate } from './candidate.ts';
import { effectOf } from './effect-of.ts';
import type { Source } from './source.ts';
import type { Outcome, World } from './world.ts';

/**
 * A run as far as its log alone tells it: each event of the slice comes as long as enough of its causes do.
 * The model says how much each cause weighs and how much is needed; where it does not, all are needed.
 */
export class LogWorld implements World {
  readonly actual: Outcome;
  private readonly target: FoundTarget;
  private readonly ids: readonly number[];
  private readonly placeOf: ReadonlyMap<number, number>;
  private readonly sinks: readonly number[];
  /** By event of the slice: its causes in the slice, their weights, and the weight it needs. */
  private readonly causes: readonly (readonly number[])[];
  private readonly weights: (readonly number[] | null)[] = [];
  private readonly needed: number[] = [];
  private readonly known = new Map<string, Outcome>();

  constructor(source: Source, target: FoundTarget, sliced: readonly number[], sinks: readonly number[]) {
    const { events, model } = source;
    this.target = target;
    this.ids = sliced;
    this.sinks = sinks;
    this.placeOf = new Map(sliced.map((id, place) => [id, place]));
    this.actual =
      target.kind === 'metric' ? { t: target.to, change: target.change } : { t: target.t, change: null };
    const { log } = events;
    this.causes = sliced.map((id) => log.causesOf(log.segmentOf(id)));
    const weigh = model.reasons?.weigh;
    for (const [place, id] of sliced.entries()) {
      const causes = this.causes[place];
      const kind = log.byKind[log.kindOf(id, log.segmentOf(id))].name;
      const weighed =
        causes.length < 2 || weigh?.[kind] === undefined
          ? null
          : weigh[kind](
              events.get(id),
              causes.map((cause): LoggedEvent => events.get(cause)),
              events,
            );
      this.weights.push(weighed?.weights ?? null);
      this.needed.push(weighed?.needed ?? causes.length);
    }
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

  effectOf(outcome: Outcome): Effect {
    return effectOf(this.target, outcome);
  }

  private outcome(out: ReadonlySet<number>): Outcome {
    const { ids, placeOf, causes, weights, needed, target, sinks } = this;
    const comes = new Uint8Array(ids.length);
    for (const [place, id] of ids.entries()) {
      if (out.has(id)) continue;
      const own = causes[place];
      const weight = weights[place];
      let sum = 0;
      for (const [k, cause] of own.entries()) {
        const at = placeOf.get(cause);
        if (at === undefined || comes[at] === 1) sum += weight === null ? 1 : weight[k];
      }
      comes[place] = own.length === 0 || sum >= needed[place] ? 1 : 0;
    }
    const isThere = (id: number): boolean => comes[placeOf.get(id) as number] === 1;
    if (target.kind !== 'metric') return { t: isThere(target.id) ? target.t : null, change: null };
    const share = sinks.length === 0 ? 1 : sinks.filter(isThere).length / sinks.length;
    return { t: share >= 0.5 ? target.to : null, change: share * target.change };
  }
}
