import { quantity } from '../../figures/quantity.ts';
import type { Skipped } from '../../live/session-message.ts';
import { kindWords } from './feed-rows.ts';

/** Kinds that are named; of the others only how many they are. */
const NAMED = 2;

/**
 * One line about events that came too fast to be told one by one, among those that the feed goes back to;
 * null where there are none.
 *
 * @param firstId the id of the oldest event in the feed.
 */
export function skippedWords(skipped: readonly Skipped[], firstId: number): string | null {
  const counts = new Map<string, number>();
  let sum = 0;
  for (const { to, counts: more } of skipped) {
    if (to < firstId) continue;
    for (const [kind, count] of Object.entries(more)) {
      counts.set(kind, (counts.get(kind) ?? 0) + count);
      sum += count;
    }
  }
  if (sum === 0) return null;
  const most = [...counts].sort(([, a], [, b]) => b - a);
  const named = most.slice(0, NAMED).map(([kind, count]) => `${quantity(count, 15)} ${kindWords(kind)}`);
  const others = most.slice(NAMED).reduce((total, [, count]) => total + count, 0);
  if (others > 0) named.push(`${quantity(others, 15)} other`);
  const events = sum === 1 ? 'event' : 'events';
  return `${quantity(sum, 15)} ${events} not shown (${named.join(', ')}): the log has them`;
}
