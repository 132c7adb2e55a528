import type { Intervention } from '../core/intervention.ts';
import { justAfter } from '../core/just-after.ts';
import { inTurn, type Omission } from '../core/occasion.ts';
import type { GivenCommand, Recipe } from '../core/recipe.ts';
import { Simulation } from '../core/simulation.ts';
import type { Snapshot } from '../core/snapshot.ts';
import { compareTurns, type TurnKey, turnOf } from '../core/turn.ts';
import type { Consequence, FoundTarget } from './answer.ts';
import type { Candidate, RootEvent } from './candidate.ts';
import { checkEvents } from './check-events.ts';
import { actualOutcome, consequenceOf } from './consequence-of.ts';
import { metricOf } from './find-metric.ts';
import { type SameEvent, sameEvent } from './same-event.ts';
import type { Source } from './source.ts';
import type { Outcome, World } from './world.ts';

/** A point from which the run as it was can be run again: no turn of `time` has run. */
interface Point {
  readonly time: number;
  readonly snapshot: Snapshot;
}

const SNAPSHOTS_MAX = 64;
const TURNS_FIRST = 256;
const TURNS_MAX = 1 << 16;
const NOTHING: Intervention = { commands: new Set(), omissions: [], added: [] };

/**
 * The run again and again, each time with something left out or added, on the same noise: from the nearest
 * snapshot before the change, and only as far as the target needs.
 */
export class Reruns implements World {
  /** Runs so far in which something was otherwise. */
  count = 0;
  private readonly simulation: Simulation;
  private readonly source: Source;
  private readonly target: FoundTarget;
  private readonly same: SameEvent | null;
  private readonly points: Point[];
  readonly actual: Outcome;
  private readonly known = new Map<string, Outcome>();

  /**
   * @param where opens error messages.
   * @param told events that the recipe has to make, ascending.
   * @throws FaultlineError when it makes others.
   */
  constructor(
    where: string,
    source: Source & { readonly recipe: Recipe },
    target: FoundTarget,
    told: readonly number[],
  ) {
    this.source = source;
    this.target = target;
    this.simulation = new Simulation(source.model, source.recipe, source.host, true);
    this.points = [{ time: Number.NEGATIVE_INFINITY, snapshot: this.simulation.snapshot() }];
    this.same = target.kind === 'metric' ? null : sameEvent(source.model, source.events.log, target.id);
    this.actual = actualOutcome(target);
    checkEvents(where, this.simulation, source.events, told);
  }

  /** The turns of root events; those of one turn, and one part of it, are one candidate. Ascending. */
  locate(roots: readonly RootEvent[]): Candidate[] {
    const { events, model } = this.source;
    const { reasons } = model;
    const found: {
      ids: number[];
      kind: RootEvent['kind'];
      t: number;
      command: number | null;
      omission: Omission | null;
    }[] = [];
    const sorted = [...roots].sort((a, b) => a.id - b.id);
    this.keepPoints(sorted.map(({ id }) => events.log.segmentTime[events.log.segmentOf(id)]));
    let standing = Number.NaN;
    let last: TurnKey | null = null;
    for (const { id, kind } of sorted) {
      const event = events.get(id);
      if (kind === 'command') {
        const command = event.command as number;
        found.push({ ids: [id], kind, t: event.t, command, omission: null });
        continue;
      }
      const root = reasons?.roots[event.type];
      const at = root?.turnOf?.(event);
      let turn: TurnKey;
      if (at !== undefined && at !== null) turn = turnOf(at, model.phases, 'turnOf');
      else {
        if (event.t !== standing) {
          this.goTo(event.t);
          standing = event.t;
          last = null;
        }
        while (this.simulation.eventCount <= id) {
          last = this.simulation.step();
          if (last === null) throw new Error(`event ${id} does not come again: the log is of another run`);
        }
        turn = last as TurnKey;
      }
      const part = root?.partOf?.(event, events.log.entities) ?? 0;
      const before = found.find(
        ({ omission }) =>
          omission !== null && omission.parts[0] === part && compareTurns(omission.turn, turn) === 0,
      );
      if (before !== undefined) before.ids.push(id);
      else found.push({ ids: [id], kind, t: event.t, command: null, omission: { turn, parts: [part] } });
    }
    return found;
  }

  /** What becomes of the target without some candidates. */
  without(left: readonly Candidate[]): Outcome {
    if (left.length === 0) return this.actual;
    const key = left
      .map(({ ids }) => ids[0])
      .sort((a, b) => a - b)
      .join(' ');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const outcome = this.follow(interventionOf(left, []), Math.min(...left.map(timeOf)));
    this.known.set(key, outcome);
    return outcome;
  }

  /** What becomes of the target with commands that were not given. @throws FaultlineError for bad ones. */
  withCommands(added: readonly GivenCommand[]): Outcome {
    const from = Math.min(...added.map(({ at }) => (typeof at === 'number' ? at : at.time)));
    return this.follow(interventionOf([], added), from);
  }

  consequenceOf(outcome: Outcome): Consequence {
    return consequenceOf(this.target, outcome);
  }

  remaining(candidates: readonly Candidate[], left: readonly Candidate[]): readonly Candidate[] {
    const { model, events } = this.source;
    this.count++;
    this.simulation.intervene(interventionOf(left, []));
    this.simulation.rewind(this.points[0].snapshot);
    this.simulation.advance();
    const { log } = this.simulation.events;
    return candidates.filter(({ ids }) => ids.some((id) => sameEvent(model, events.log, id).idIn(log) >= 0));
  }

  private follow(intervention: Intervention, from: number): Outcome {
    const { simulation, same, target } = this;
    const point = this.pointBefore(from);
    if (target.kind !== 'metric' && point.snapshot.eventCount > target.id) return this.actual;
    this.count++;
    simulation.intervene(intervention);
    simulation.rewind(point.snapshot);
    if (target.kind === 'metric') return this.changeFrom(point.time, target);
    const end = target.kind === 'event' ? justAfter(target.t) : Number.POSITIVE_INFINITY;
    const { log } = simulation.events;
    let segment = 0;
    for (let turns = TURNS_FIRST; ; turns = Math.min(2 * turns, TURNS_MAX)) {
      const ran = simulation.advance(turns, end);
      const t = (same as SameEvent).timeIn(log, segment);
      if (t !== null || ran < turns) return { t, change: null };
      segment = Math.max(0, log.segmentCount - 1);
    }
  }

  /** The change of the metric; it has come when it is at least half of what it was. */
  private changeFrom(time: number, target: FoundTarget & { kind: 'metric' }): Outcome {
    const { simulation } = this;
    const { metric, from, to } = target;
    const before = time > from ? target.before : metricOf(simulation, metric, from);
    const change = metricOf(simulation, metric, to) - before;
    const isThere = target.change > 0 ? change >= target.change / 2 : change <= target.change / 2;
    return { t: isThere ? to : null, change };
  }

  /** Takes snapshots before the first turns of times, not too many. */
  private keepPoints(times: readonly number[]): void {
    const wanted = [...new Set(times)].filter((time) => !this.points.some((point) => point.time === time));
    wanted.sort((a, b) => a - b);
    const step = Math.ceil(wanted.length / Math.max(1, SNAPSHOTS_MAX - this.points.length)) || 1;
    for (let i = 0; i < wanted.length; i += step) {
      this.goTo(wanted[i]);
      this.points.push({ time: wanted[i], snapshot: this.simulation.snapshot() });
      this.points.sort((a, b) => a.time - b.time);
    }
  }

  /** Stands before the first turn of a time, in the run as it was. */
  private goTo(time: number): void {
    const { simulation } = this;
    simulation.intervene(NOTHING);
    simulation.rewind(this.pointBefore(time).snapshot);
    simulation.advance(Number.POSITIVE_INFINITY, time);
  }

  private pointBefore(time: number): Point {
    let best = this.points[0];
    for (const point of this.points) if (point.time <= time) best = point;
    return best;
  }
}

function timeOf({ command, omission, t }: Candidate): number {
  return command === null && omission !== null ? omission.turn.time : t;
}

function interventionOf(left: readonly Candidate[], added: readonly GivenCommand[]): Intervention {
  const commands = new Set<number>();
  const omissions: Omission[] = [];
  for (const { command, omission } of left) {
    if (command !== null) commands.add(command);
    if (omission !== null) omissions.push(omission);
  }
  return { commands, omissions: inTurn(omissions), added };
}
