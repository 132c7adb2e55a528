import type { LoggedEvent } from '../../core/event-kind.ts';

/** Kinds of which more come at once are daily business. */
const RARE_MAX = 20;
const TOLD_MAX = 3;

/** Fates of a moment in words for those who listen; empty where there are only such as come all the time. */
export function announced(
  events: readonly LoggedEvent[],
  sentenceOf: (event: LoggedEvent) => string,
): string {
  const counts = new Map<string, number>();
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1);
  const rare = events.filter(({ type }) => (counts.get(type) ?? 0) <= RARE_MAX);
  const told = rare.slice(0, TOLD_MAX).map(sentenceOf);
  if (rare.length > TOLD_MAX) told.push(`And ${rare.length - TOLD_MAX} more.`);
  return told.join(' ');
}
