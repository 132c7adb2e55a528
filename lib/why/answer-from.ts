import type { LoggedEvent } from '../core/event-kind.ts';
import type { FoundTarget, Prevention, RootCause, Verdict, Why } from './answer.ts';
import { isOuter } from './candidate.ts';
import { chainOf, stepsBetween } from './chain.ts';
import type { Judgement } from './judge.ts';
import { shapleyValues } from './shapley.ts';
import type { Source } from './source.ts';
import { answerText, sentenceOf } from './words.ts';
import type { World } from './world.ts';

const RANK: readonly Verdict[] = ['necessary', 'sufficient', 'contributing', 'irrelevant'];

/** So many candidates are few: each more doubles the runs that a share takes. */
const SHARED_MAX = 6;

/** So many events of one occasion are told in words. */
const SENTENCES_MAX = 3;

/** What an answer is made of. */
export interface Findings {
  readonly source: Source;
  readonly target: FoundTarget;
  /** Ids of the events in which the target shows, and of all that led to them. */
  readonly sinks: readonly number[];
  readonly sliced: readonly number[];
  readonly world: World;
  readonly judgement: Judgement;
  readonly limits: readonly string[];
  /** Looks for what would have prevented it, given the chain. */
  readonly prevent: (chain: readonly LoggedEvent[]) => Prevention | null;
  readonly reruns: () => number;
}

/** The answer in its order: causes before what is none, the chain from them to the target. */
export function answerFrom(findings: Findings): Why {
  const { source, target, sinks, sliced, judgement, limits } = findings;
  const { events, recipe } = source;
  const { candidates } = judgement;
  const sets = outerFirst(judgement);
  const causes = sets.flat().flatMap((i) => candidates[i].ids);
  const inSlice = new Set(sliced);
  const sliceCauses = causes.filter((id) => inSlice.has(id));
  const from = sliceCauses.length > 0 ? sliceCauses : candidates.flatMap(({ ids }) => ids);
  const steps = stepsBetween(events, sliced, new Set(from), new Set(sinks));
  const ids = [...new Set([...steps, ...causes])].sort((a, b) => a - b);
  const chain = chainOf(events, ids, (id) => sentenceOf(events, recipe, id));
  const prevention = findings.prevent(chain.map(({ id }) => events.get(id)));
  const rootCauses = rootCausesOf(findings);
  const setsById = sets.map((set) => set.map((i) => candidates[i].ids[0]));
  return {
    target,
    chain,
    rootCauses,
    sets: setsById,
    prevention,
    text: answerText(target, rootCauses, setsById, prevention, judgement.comesAnyway),
    limits,
    reruns: findings.reruns(),
  };
}

/** Sets of shocks and commands before those in which the system itself has a part; otherwise as they are. */
function outerFirst({ candidates, sets }: Judgement): readonly (readonly number[])[] {
  const isInside = (set: readonly number[]): number => Number(!set.every((i) => isOuter(candidates[i])));
  return [...sets].sort((a, b) => isInside(a) - isInside(b));
}

function rootCausesOf({ source, target, world, judgement }: Findings): RootCause[] {
  const { candidates, verdicts, consequences, sets } = judgement;
  const shares = target.kind === 'metric' ? sharesOf(world, judgement) : new Map<number, number>();
  const isInSet = new Set(sets.flat());
  const order = candidates
    .map((_, i) => i)
    .sort(
      (a, b) =>
        Number(isInSet.has(b)) - Number(isInSet.has(a)) ||
        Number(isOuter(candidates[b])) - Number(isOuter(candidates[a])) ||
        RANK.indexOf(verdicts[a]) - RANK.indexOf(verdicts[b]) ||
        Math.abs(shares.get(b) ?? 0) - Math.abs(shares.get(a) ?? 0) ||
        candidates[a].ids[0] - candidates[b].ids[0],
    );
  return order.map((i) => {
    const { ids, kind, t, command } = candidates[i];
    const share = shares.get(i);
    return {
      id: ids[0],
      kind,
      verdict: verdicts[i],
      ...consequences[i],
      ...(command !== null && { command }),
      ...(ids.length > 1 && { with: ids.slice(1) }),
      t,
      sentence: occasionText(source, ids),
      ...(share !== undefined && { share }),
    };
  });
}

/** The sentences of an occasion's events; of very many, how many more there are. */
function occasionText({ events, recipe }: Source, ids: readonly number[]): string {
  const told = ids.slice(0, SENTENCES_MAX).map((id) => sentenceOf(events, recipe, id));
  const more = ids.length - told.length;
  return more > 0 ? `${told.join(' ')} And ${more} more.` : told.join(' ');
}

/** Shapley values of the candidates that change the metric at all, where they are few. */
function sharesOf(world: World, { candidates, consequences }: Judgement): Map<number, number> {
  const players = candidates.map((_, i) => i).filter((i) => consequences[i].effect !== 'unchanged');
  if (players.length === 0 || players.length > SHARED_MAX) return new Map();
  const values = shapleyValues(players.length, (coalition) => {
    const out = players.filter((_, k) => (coalition & (1 << k)) === 0).map((i) => candidates[i]);
    return world.without(out).change as number;
  });
  return new Map(players.map((i, k) => [i, values[k]]));
}
