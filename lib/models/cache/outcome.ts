/** What a request came to. The first three are answers. */
export const OUTCOMES = [
  'hit',
  'miss',
  'write',
  'timeout',
  'refused',
  'refused by database',
  'unavailable',
  'unanswered',
] as const;

export const HIT = 0;
export const MISS = 1;
export const WRITE = 2;
/** The last attempt was too late, or lost. */
export const TIMED_OUT = 3;
/** The line of the node, or that of the database, was full. */
export const REFUSED = 4;
export const REFUSED_BY_DATABASE = 5;
/** No node to ask, or its breaker is open. */
export const UNAVAILABLE = 6;
/** Lost, and nobody notices: the client waits for ever. */
export const UNANSWERED = 7;

/** Whether an outcome is an answer. */
export function isAnswer(outcome: number): boolean {
  return outcome <= WRITE;
}
