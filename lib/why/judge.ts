import { actualCauses } from './actual-causes.ts';
import type { Consequence, Verdict } from './answer.ts';
import type { Candidate } from './candidate.ts';
import { screen } from './screen.ts';
import type { World } from './world.ts';

/** What re-runs say of each candidate, and of them together. */
export interface Judgement {
  readonly candidates: readonly Candidate[];
  readonly verdicts: readonly Verdict[];
  /** What becomes of the target without each alone. */
  readonly consequences: readonly Consequence[];
  /** Minimal sets, by index. */
  readonly sets: readonly (readonly number[])[];
  /** Candidates that matter and were too many to be tried together with others. */
  readonly skipped: number;
  /** The target comes with all of them left out. */
  readonly comesAnyway: boolean;
}

/** So many candidates are tried in every combination: 4096 runs at most. */
const COMBINED_MAX = 12;

/**
 * Judges candidates by running without them.
 *
 * Minimal sets are those of the modified definition of Halpern and Pearl (Halpern 2015), with the runs as
 * equations. A candidate that did nothing to the target in the run as it was, because it came later or waited
 * behind another, is held there: it may be left out beside a cause, and is no cause itself.
 *
 * @param inSlice candidates from which causes lead to the target, by index.
 */
export function judge(
  world: World,
  candidates: readonly Candidate[],
  inSlice: ReadonlySet<number>,
): Judgement {
  const all = candidates.map((_, i) => i);
  const brings = (out: readonly number[]): boolean => world.without(out.map((i) => candidates[i])).t !== null;
  const outcomes = all.map((i) => world.without([candidates[i]]));
  const isNecessary = all.map((i) => outcomes[i].t === null);
  const isSufficient = all.map((i) => brings(all.filter((j) => j !== i)));
  const idle = idleOf(world, candidates, inSlice);
  const core = all.filter((i) => inSlice.has(i) && isOutside(candidates[i]));
  const others = all.filter((i) => !core.includes(i));
  const telling = [...core, ...screen(core, others, brings)].sort((a, b) => a - b);
  const combined = mostTelling(telling, (i) => [isNecessary[i], inSlice.has(i), isSufficient[i]]);
  const sets = minimalSets(combined, idle, brings);
  const isInSet = new Set(sets.flat());
  const verdicts = all.map((i): Verdict => {
    if (isNecessary[i]) return 'necessary';
    if (isSufficient[i] && !comesWithoutAny()) return 'sufficient';
    return isInSet.has(i) ? 'contributing' : 'irrelevant';
  });
  function comesWithoutAny(): boolean {
    return brings(all);
  }
  return {
    candidates,
    verdicts,
    consequences: outcomes.map((outcome) => world.consequenceOf(outcome)),
    sets,
    skipped: telling.length - combined.length,
    comesAnyway: comesWithoutAny(),
  };
}

/** Decided by nobody within the system. */
function isOutside({ kind }: Candidate): boolean {
  return kind === 'shock' || kind === 'command';
}

/** Those that did nothing to the target: none of its causes, and without them all it comes as it came. */
function idleOf(
  world: World,
  candidates: readonly Candidate[],
  inSlice: ReadonlySet<number>,
): ReadonlySet<number> {
  const { actual } = world;
  if (actual.change !== null) return new Set();
  const isAsItWas = (out: readonly number[]): boolean =>
    world.without(out.map((i) => candidates[i])).t === actual.t;
  const outside = candidates
    .map((_, i) => i)
    .filter(
      (i) => !inSlice.has(i) && world.consequenceOf(world.without([candidates[i]])).effect === 'unchanged',
    );
  if (isAsItWas(outside)) return new Set(outside);
  const late = outside.filter((i) => candidates[i].t > (actual.t as number));
  return new Set(isAsItWas(late) ? late : []);
}

/** The candidates to be tried together: all, or those of which most is known. */
function mostTelling(all: readonly number[], signsOf: (i: number) => boolean[]): number[] {
  if (all.length <= COMBINED_MAX) return [...all];
  const score = (i: number): number => signsOf(i).reduce((sum, sign, k) => sum + (sign ? 4 >> k : 0), 0);
  const best = [...all].sort((a, b) => score(b) - score(a) || b - a).slice(0, COMBINED_MAX);
  return best.sort((a, b) => a - b);
}

function minimalSets(
  combined: readonly number[],
  idle: ReadonlySet<number>,
  brings: (out: readonly number[]) => boolean,
): number[][] {
  const names = combined.map((i) => `c${i}`);
  const waiting = combined.filter((i) => idle.has(i));
  type Values = Readonly<Record<string, number>>;
  const leftOut = (values: Values): number[] => combined.filter((i) => !idle.has(i) && values[`c${i}`] === 0);
  const equations: Record<string, string | ((values: Values) => number)> = {
    // Whether the target comes by what did bring it, without those that waited.
    byCauses: (values) => Number(brings([...leftOut(values), ...waiting].sort((a, b) => a - b))),
    target: (values) => {
      if (values.byCauses === 1) return 1;
      const out = [...leftOut(values), ...waiting.filter((i) => values[`acts${i}`] === 0)];
      return Number(brings(out.sort((a, b) => a - b)));
    },
  };
  for (const name of names) equations[name] = `${name} in the run`;
  // One that waits acts only where nothing else has brought the target before.
  for (const i of waiting) {
    equations[`acts${i}`] = (values) => (values[`c${i}`] === 1 && values.byCauses === 0 ? 1 : 0);
  }
  const variables = Object.keys(equations);
  const causes = actualCauses({
    variables: Object.fromEntries(variables.map((name) => [name, [0, 1]])),
    equations,
    context: Object.fromEntries(names.map((name) => [`${name} in the run`, 1])),
    effect: 'target',
    exclude: variables.filter((name) => !names.includes(name)),
  });
  return causes.map((set) => set.map((name) => Number(name.slice(1))));
}
