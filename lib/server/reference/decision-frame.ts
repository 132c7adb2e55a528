import type { PendingDecision, ProjectedChoice } from '../../live/session-message.ts';

/** A decision as the documents have it, with our projections beside. */
export function decisionFrame(decision: PendingDecision) {
  const { alternative, by, description, entity, recommended, taken, time, title, wait } = decision;
  return {
    type: by === undefined ? ('pending_decision' as const) : ('decision_settled' as const),
    decision_id: decision.decision,
    title,
    description,
    recommended_action: actionOf(recommended),
    alternative_action: actionOf(alternative),
    entity_id: entity,
    timestep: time,
    wait_ms: wait,
    ...(by !== undefined && { taken: taken ?? null, by }),
  };
}

function actionOf({ command, projected, sentence }: ProjectedChoice) {
  return { action: command?.name ?? 'none', description: sentence, command, projected };
}
