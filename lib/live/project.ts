import type { Choice, Decision } from '../core/decision.ts';
import type { AnyModel } from '../core/model.ts';
import type { LiveRun } from './live-run.ts';
import type { PendingDecision, ProjectedChoice } from './session-message.ts';

/** A projection breaks off after so many turns. */
const TURNS_MAX = 2_000_000;

/**
 * A decision with what would come of either choice: the run is forked, the choice is made, and it goes on to
 * its end. Recommended is the one with the smaller loss; the first when they are equal.
 */
export function project(
  model: AnyModel,
  live: LiveRun,
  { key, entity, title, description, choices }: Decision,
  wait: number | null,
): PendingDecision {
  const [first, second] = choices.map((choice) => projected(live, choice));
  const lossOf = ({ projected: { metrics } }: ProjectedChoice): number => metrics[model.loss];
  const [recommended, alternative] = lossOf(second) < lossOf(first) ? [second, first] : [first, second];
  return { decision: key, entity, title, description, time: live.time, recommended, alternative, wait };
}

function projected(live: LiveRun, choice: Choice): ProjectedChoice {
  const fork = live.fork();
  if (choice.command !== null) fork.command(choice.command);
  fork.advance(TURNS_MAX);
  return { ...choice, projected: { to: fork.time, metrics: fork.metrics } };
}
