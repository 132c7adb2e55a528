import type { NodeMessage } from '../../models/trading/node-message.ts';

/** A node’s event with the document’s `condition_type`, which is the text of the condition. */
export function documentNode(message: NodeMessage): NodeMessage {
  const { evaluated_conditions } = message;
  if (evaluated_conditions === undefined) return message;
  const results = evaluated_conditions.condition_results;
  return {
    ...message,
    evaluated_conditions: {
      condition_results: results.map((seen) => ({ condition_type: seen.condition, ...seen })),
    },
  };
}
