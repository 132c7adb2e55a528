/** What an answer to “why” must have to be drawn: that of `why` does, and of a log, too. */
export interface DrawnWhy {
  readonly target: DrawnTarget;
  readonly chain: readonly DrawnStep[];
  readonly rootCauses: readonly DrawnCause[];
  /** Minimal sets of causes, by event id. */
  readonly sets: readonly (readonly number[])[];
  readonly prevention: { readonly sentence: string } | null;
}

/** An event, or the change of a metric. */
export type DrawnTarget =
  | {
      readonly kind: 'fate' | 'event';
      readonly id: number;
      readonly t: number;
      readonly type: string;
      readonly sentence: string;
    }
  | {
      readonly kind: 'metric';
      readonly metric: string;
      readonly from: number;
      readonly to: number;
      readonly before: number;
      readonly after: number;
      readonly change: number;
    };

/** A step of the chain; causes are ids of other steps. */
export interface DrawnStep {
  readonly id: number;
  readonly t: number;
  readonly type: string;
  readonly causes: readonly number[];
  readonly sentence: string;
}

/** A candidate; `id` is null for one that came only in a run without others. */
export interface DrawnCause {
  readonly id: number | null;
  readonly kind: string;
  readonly verdict: string;
  readonly t: number;
  readonly sentence: string;
  readonly share?: number;
}

/** A box of the causal graph. */
export interface WhyStep {
  /** Of its event; null for a metric and for what has no event in the run. */
  readonly id: number | null;
  readonly t: number;
  readonly role: 'cause' | 'target' | 'fate' | 'step' | 'irrelevant';
  readonly sentence: string;
  readonly cause: DrawnCause | null;
  /** Places in `sets` of those with several members that it is in. */
  readonly together: readonly number[];
}

/** An arrow from a cause to its effect, by places in `steps`. */
export interface WhyEdge {
  readonly from: number;
  readonly to: number;
  /** Steps of the shortest way between them that are not drawn. */
  readonly left: number;
  /** No way leads from it to the target: it would have brought the target had the others not. */
  readonly isApart: boolean;
}

/** The graph that is drawn of an answer. */
export interface WhySteps {
  /** In the order of time; an arrow leads from an earlier one to a later one. */
  readonly steps: readonly WhyStep[];
  readonly edges: readonly WhyEdge[];
  /** Steps of the chain that are not drawn. */
  readonly left: number;
}

const TOLD = new Set(['necessary', 'sufficient', 'contributing']);

/** Steps that are neither cause nor fate tell little after the first: they fill up to so many boxes. */
const FILLED_MAX = 14;

/**
 * Which steps of an answer are drawn, at most about `max`: causes, the target, its like on the way, and the
 * ends of the shortest ways between them. Causes are all drawn, however many there are.
 *
 * @param hasIrrelevant whether candidates that are no causes are drawn, too
 */
export function whySteps(answer: DrawnWhy, max: number, hasIrrelevant: boolean): WhySteps {
  const all = allSteps(answer, hasIrrelevant);
  const links = linksOf(answer, all);
  const kept = keptOf(all, links, max);
  const placeIn = new Map(kept.map((place, i) => [place, i]));
  const edges = contracted(links, kept).map(({ from, to, left }) => ({
    ...{ from: placeIn.get(from)!, to: placeIn.get(to)!, left },
    isApart: false,
  }));
  const steps = kept.map((place) => all[place]!);
  return { steps, edges: [...edges, ...apart(steps, edges)], left: all.length - kept.length };
}

/** Every step, cause and the target once, in the order of time. */
function allSteps({ target, chain, rootCauses, sets }: DrawnWhy, hasIrrelevant: boolean): WhyStep[] {
  const members = new Set(sets.flat());
  const causes = new Map(rootCauses.map((cause) => [cause.id, cause]));
  const targetId = target.kind === 'metric' ? null : target.id;
  const fate = target.kind === 'fate' ? target.type : null;
  const steps = new Map<number | DrawnCause, WhyStep>();
  const isCause = (id: number | null, verdict = ''): boolean =>
    TOLD.has(verdict) || (id !== null && members.has(id));
  const together = (id: number | null): number[] =>
    sets.flatMap((set, i) => (id !== null && set.length > 1 && set.includes(id) ? [i] : []));
  for (const { id, t, type, sentence } of chain) {
    const cause = causes.get(id) ?? null;
    const role =
      id === targetId ? 'target' : isCause(id, cause?.verdict) ? 'cause' : type === fate ? 'fate' : 'step';
    steps.set(id, { id, t, role, sentence, cause, together: together(id) });
  }
  for (const cause of rootCauses) {
    const { id, t, sentence, verdict } = cause;
    const isOne = isCause(id, verdict);
    if ((id !== null && steps.has(id)) || (!isOne && !(hasIrrelevant && verdict === 'irrelevant'))) continue;
    const role = isOne ? 'cause' : 'irrelevant';
    steps.set(id ?? cause, { id, t, role, sentence, cause, together: together(id) });
  }
  // A set of an answer that names an event of which it says no more.
  const start = Math.min(...[...steps.values()].map(({ t }) => t), timeOf(target));
  for (const id of members) {
    if (steps.has(id) || id === targetId) continue;
    steps.set(id, { id, t: start, role: 'cause', sentence: '', cause: null, together: together(id) });
  }
  const sorted = [...steps.values()].sort((a, b) => a.t - b.t || idOf(a) - idOf(b));
  if (targetId !== null && steps.has(targetId)) return sorted;
  const sentence = target.kind === 'metric' ? '' : target.sentence;
  const end: WhyStep = {
    id: targetId,
    t: timeOf(target),
    role: 'target',
    sentence,
    cause: null,
    together: [],
  };
  const later = sorted.findIndex(({ t }) => t > end.t);
  return later < 0 ? [...sorted, end] : [...sorted.slice(0, later), end, ...sorted.slice(later)];
}

function timeOf(target: DrawnTarget): number {
  return target.kind === 'metric' ? target.to : target.t;
}

function idOf({ id }: WhyStep): number {
  return id ?? Number.POSITIVE_INFINITY;
}

/** By place: the places of its direct effects. A metric shows in the last steps of the chain. */
function linksOf({ chain, target }: DrawnWhy, all: readonly WhyStep[]): number[][] {
  const placeOf = new Map(all.map(({ id }, place) => [id, place]));
  const links: number[][] = all.map(() => []);
  for (const { id, causes } of chain) {
    const to = placeOf.get(id)!;
    for (const cause of new Set(causes)) {
      const from = placeOf.get(cause);
      if (from !== undefined && from < to) links[from]!.push(to);
    }
  }
  const end = all.findIndex(({ role }) => role === 'target');
  const last = chain.at(-1);
  if (target.kind !== 'metric' || last === undefined) return links;
  const ids = new Set(chain.map(({ id }) => id));
  for (const [place, step] of all.entries()) {
    const isInChain = step.id !== null && ids.has(step.id);
    const isSink = isInChain && links[place]!.length === 0;
    // A cause that leads nowhere else only waited.
    if (isSink && place < end && (step.role !== 'cause' || chain.length === 1)) links[place]!.push(end);
  }
  return links;
}

/** Places that are drawn, ascending. */
function keptOf(all: readonly WhyStep[], links: readonly (readonly number[])[], max: number): number[] {
  const end = all.findIndex(({ role }) => role === 'target');
  const kept = new Set<number>();
  const causes = all.flatMap(({ role }, place) => (role === 'cause' ? [place] : []));
  for (const place of [...causes, end]) kept.add(place);
  for (const [place, { role }] of all.entries()) {
    if (role === 'irrelevant' && kept.size < max) kept.add(place);
  }
  if (all.length <= max) return all.map((_, place) => place);
  const ways = causes.map((cause) => shortestWay(links, cause, end));
  const fates = all.flatMap(({ role }, place) => (role === 'fate' ? [place] : []));
  const fill = (places: readonly number[], most: number): void => {
    for (const place of places) if (kept.size < most) kept.add(place);
  };
  const isFate = new Set(fates);
  const near = ends(ways);
  fill(
    near.filter((place) => isFate.has(place)),
    max,
  );
  fill(near, Math.min(max, FILLED_MAX));
  fill([...fates].reverse(), Math.min(max, FILLED_MAX));
  return [...kept].sort((a, b) => a - b);
}

/** Places of all ways, those next to an end first. */
function ends(ways: readonly (readonly number[])[]): number[] {
  const far = ways.flatMap((way) => way.map((place, i) => [Math.min(i, way.length - 1 - i), place] as const));
  return far.sort(([a], [b]) => a - b).map(([, place]) => place);
}

/** Places from one to another by as few steps as can be; empty where there is no way. */
function shortestWay(links: readonly (readonly number[])[], from: number, to: number): number[] {
  const before = new Map<number, number>([[from, -1]]);
  const queue = [from];
  for (let head = 0; head < queue.length && !before.has(to); head++) {
    for (const next of links[queue[head]!]!) {
      if (before.has(next)) continue;
      before.set(next, queue[head]!);
      queue.push(next);
    }
  }
  if (!before.has(to)) return [];
  const way: number[] = [];
  for (let place = to; place >= 0; place = before.get(place)!) way.unshift(place);
  return way;
}

interface Link {
  readonly from: number;
  readonly to: number;
  readonly left: number;
}

/** Arrows between kept places, also by ways over others; of those, none beside a way that is drawn. */
function contracted(links: readonly (readonly number[])[], kept: readonly number[]): Link[] {
  const isKept = new Set(kept);
  const found = kept.flatMap((from) => overLeftOut(links, from, isKept));
  const drawn = new Map<number, Set<number>>(kept.map((place) => [place, new Set<number>()]));
  for (const { from, to } of found) drawn.get(from)!.add(to);
  return found
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .filter(({ from, to, left }) => {
      if (left === 0) return true;
      drawn.get(from)!.delete(to);
      const isDrawn = reaches(drawn, from, to);
      if (!isDrawn) drawn.get(from)!.add(to);
      return !isDrawn;
    });
}

function overLeftOut(
  links: readonly (readonly number[])[],
  from: number,
  isKept: ReadonlySet<number>,
): Link[] {
  const found: Link[] = [];
  const left = new Map<number, number>([[from, -1]]);
  const queue = [from];
  for (let head = 0; head < queue.length; head++) {
    const place = queue[head]!;
    for (const next of links[place]!) {
      if (left.has(next)) continue;
      left.set(next, left.get(place)! + 1);
      if (isKept.has(next)) found.push({ from, to: next, left: left.get(next)! });
      else queue.push(next);
    }
  }
  return found;
}

function reaches(drawn: ReadonlyMap<number, ReadonlySet<number>>, from: number, to: number): boolean {
  const seen = new Set([from]);
  for (const place of seen) for (const next of drawn.get(place)!) if (next <= to) seen.add(next);
  return seen.has(to);
}

/** An arrow to the target for each earlier cause from which no way leads there. */
function apart(steps: readonly WhyStep[], edges: readonly WhyEdge[]): WhyEdge[] {
  const end = steps.findIndex(({ role }) => role === 'target');
  const onWay = new Set([end]);
  for (let place = end; place >= 0; place--) {
    if (edges.some(({ from, to }) => from === place && onWay.has(to))) onWay.add(place);
  }
  return steps.flatMap(({ role }, from) =>
    role === 'cause' && from < end && !onWay.has(from) ? [{ from, to: end, left: 0, isApart: true }] : [],
  );
}
