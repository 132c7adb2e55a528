import { actualCauses } from './actual-causes.ts';
import type { Consequence, Verdict } from './answer.ts';
import { type Candidate, isOuter } from './candidate.ts';
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
  const telling = tellingOf(candidates, inSlice, brings);
  const combined = mostTelling(telling, (i) => [isNecessary[i], inSlice.has(i), isSufficient[i]]);
  const found = minimalSets(combined, idleOf(world, candidates, inSlice, combined), brings);
  // What there was no room for is a cause all the same where it is one alone.
  const alone = all.filter((i) => isNecessary[i] && !found.some((set) => set.length === 1 && set[0] === i));
  const sets = [...found, ...alone.map((i) => [i])];
  const isInSet = new Set(sets.flat());
  const comesAnyway = brings(all);
  const verdicts = all.map((i): Verdict => {
    if (isNecessary[i]) return 'necessary';
    if (isSufficient[i] && !comesAnyway) return 'sufficient';
    return isInSet.has(i) ? 'contributing' : 'irrelevant';
  });
  return {
    candidates,
    verdicts,
    consequences: outcomes.map((outcome) => world.consequenceOf(outcome)),
    sets,
    skipped: telling.length - combined.length,
    comesAnyway,
  };
}

/** So many shocks and commands are tried in every combination, whatever each does alone. */
const OUTER_MAX = 8;

/** The candidates that can matter: few shocks and commands all may; of others, what a screening keeps. */
function tellingOf(
  candidates: readonly Candidate[],
  inSlice: ReadonlySet<number>,
  brings: (out: readonly number[]) => boolean,
): number[] {
  const all = candidates.map((_, i) => i);
  const outer = all.filter((i) => isOuter(candidates[i]));
  const core = outer.filter((i) => inSlice.has(i));
  const isFew = outer.length <= OUTER_MAX;
  const others = all.filter((i) => !core.includes(i) && !(isFew && isOuter(candidates[i])));
  const kept = new Set([
    ...core,
    ...screen(core, others, brings),
    ...(isFew ? outer : pairsOf(outer, brings)),
  ]);
  return all.filter((i) => kept.has(i));
}

/** Of those that alone change nothing, such as do in pairs: each may stand in for the other. */
function pairsOf(outer: readonly number[], brings: (out: readonly number[]) => boolean): number[] {
  const quiet = outer.filter((i) => brings([i]));
  const found = quiet.flatMap((i, k) => quiet.slice(k + 1).flatMap((j) => (brings([i, j]) ? [] : [i, j])));
  return [...new Set(found)];
}

/**
 * Those that did nothing to the target: none of its causes, and without each, each two, and all of them it
 * comes as it came. Two that stand in for each other are none.
 */
function idleOf(
  world: World,
  candidates: readonly Candidate[],
  inSlice: ReadonlySet<number>,
  combined: readonly number[],
): ReadonlySet<number> {
  const { actual } = world;
  if (actual.change !== null) return new Set();
  const isAsItWas = (out: readonly number[]): boolean =>
    world.without(out.map((i) => candidates[i])).t === actual.t;
  const outside = combined.filter((i) => !inSlice.has(i) && isAsItWas([i]));
  const idle = outside.filter((i) => outside.every((j) => i === j || isAsItWas(i < j ? [i, j] : [j, i])));
  if (isAsItWas(idle)) return new Set(idle);
  const late = idle.filter((i) => candidates[i].t > (actual.t as number));
  return new Set(isAsItWas(late) ? late : []);
}

/** The candidates to be tried together: all, or those of which most is known. */
function mostTelling(all: readonly number[], signsOf: (i: number) => boolean[]): number[] {
  if (all.length <= COMBINED_MAX) return [...all];
  const score = (i: number): number => signsOf(i).reduce((sum, sign, k) => sum + (sign ? 4 >> k : 0), 0);
  const best = [...all].sort((a, b) => score(b) - score(a) || b - a).slice(0, COMBINED_MAX);
  return best.sort((a, b) => a - b);
}

/**
 * The minimal sets among `combined`. Beside each candidate that did nothing stands a variable that says
 * whether it does: it did not in the run as it was, and may be held at that; otherwise it acts as soon as
 * anything is otherwise.
 */
function minimalSets(
  combined: readonly number[],
  idle: ReadonlySet<number>,
  brings: (out: readonly number[]) => boolean,
): number[][] {
  const names = combined.map((i) => `c${i}`);
  const waiting = combined.filter((i) => idle.has(i));
  type Values = Readonly<Record<string, number>>;
  const isActual = (values: Values): boolean => names.every((name) => values[name] === 1);
  const equations: Record<string, string | ((values: Values) => number)> = {
    target: (values) => {
      if (isActual(values)) return 1;
      const out = combined.filter((i) => values[`c${i}`] === 0 || (idle.has(i) && values[`acts${i}`] === 0));
      return Number(brings(out));
    },
  };
  for (const name of names) equations[name] = `${name} in the run`;
  for (const i of waiting) {
    equations[`acts${i}`] = (values) => (values[`c${i}`] === 1 && !isActual(values) ? 1 : 0);
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
