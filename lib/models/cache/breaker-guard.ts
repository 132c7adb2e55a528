import type { Events } from '../../core/events.ts';
import type { Guard } from '../../core/reasons.ts';
import type { CacheConfig } from './config.ts';

const CALLS = ['timeout', 'refusal', 'request'];
const ANSWERS = ['hit', 'miss', 'write'];

/**
 * How close a breaker that never opened came to it: the latest calls to its node counted again from the log.
 * Exact while no command has changed the breaker.
 */
export function closestOfBreaker(node: number, events: Events, { breaker }: CacheConfig): Guard[] | null {
  for (const { t, id } of events.where({ type: 'config_set', path: 'breaker' })) {
    const sentence =
      'The breaker was changed while the run went on: what it counted before is not in the log.';
    return [{ t, id, guard: 'breaker', value: null, threshold: null, sentence }];
  }
  if (breaker === null) {
    const sentence = 'Clients have no circuit breaker.';
    return [{ t: 0, id: null, guard: 'breaker', value: null, threshold: null, sentence }];
  }
  const threshold = breaker.failures * breaker.calls;
  const latest: boolean[] = [];
  let failures = 0;
  let count = 0;
  let most: { t: number; id: number; failures: number } | null = null;
  let last = { t: 0, id: -1 };
  for (const event of events.where({ type: CALLS, node })) {
    const hasFailed = event.type !== 'request';
    if (!hasFailed && !ANSWERS.includes(event.outcome as string)) continue;
    latest.push(hasFailed);
    if (hasFailed) failures++;
    if (latest.length > breaker.calls && latest.shift()) failures--;
    count++;
    last = event;
    if (count >= breaker.calls && (most === null || failures > most.failures)) {
      most = { t: event.t, id: event.id, failures };
    }
  }
  if (most === null) {
    const sentence =
      `Only ${count} calls to node ${node} were answered or failed; ` +
      `its breaker judges when there are ${breaker.calls}.`;
    const id = last.id < 0 ? null : last.id;
    return [{ t: last.t, id, guard: 'calls', value: count, threshold: breaker.calls, sentence }];
  }
  const sentence =
    `At most ${most.failures} of the latest ${breaker.calls} calls to node ${node} had failed, ` +
    `at ${most.t}; its breaker opens at ${threshold}.`;
  return [{ t: most.t, id: most.id, guard: 'failures', value: most.failures, threshold, sentence }];
}
