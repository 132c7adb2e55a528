import { type Candidate, isOuter } from './candidate.ts';
import type { World } from './world.ts';

/**
 * Without the decisions that would not have been made but for the shocks and commands: they are steps of the
 * chain, and no root.
 */
export function autonomous(world: World, candidates: readonly Candidate[]): readonly Candidate[] {
  const outside = candidates.filter(isOuter);
  const decisions = candidates.filter(({ kind }) => kind === 'decision');
  if (outside.length === 0 || decisions.length === 0) return candidates;
  const own = new Set(world.remaining(decisions, outside));
  return candidates.filter((candidate) => candidate.kind !== 'decision' || own.has(candidate));
}
