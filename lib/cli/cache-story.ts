import type { LoggedEvent } from '../core/event-kind.ts';
import type { Run } from '../core/run.ts';
import { counted, percent, quantity } from '../figures/quantity.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { listed } from './listed.ts';

/** What befalls a cluster, and what is said of it. */
const BLOWS = [
  ...['node_killed', 'node_restarted', 'node_slowed', 'node_added', 'node_removed', 'partition', 'drop'],
  ...['flush', 'invalidation_storm', 'surge', 'hot_key', 'hotspot_shift', 'node_lost', 'node_found'],
] as const;
const BLOWS_MAX = 8;
const PARTS = ['queue', 'service', 'network', 'backoff'] as const;
const REASONS_MAX = 4;
/** A database that is busy for longer has no room left. */
const FULL = 0.98;
/** The requests whose latency is opened. */
const TAIL = 0.99;

/**
 * What befell the cluster, the worst window, why requests failed and reads missed, what made the tail slow.
 */
export function cacheStory(run: Run): readonly string[] {
  const { events, recipe } = run;
  const unit = String(recipe.config.timeUnit);
  const all = events.ofType('request');
  const requests = all.filter(({ counted: counts }) => counts === true);
  if (requests.length === 0) return ['No request was settled that counts.'];
  return [
    ...whatBefell(run),
    ...worstWindow(events.ofType('window'), sinceOf(requests), unit),
    ...whyFailed(requests, all),
    ...whereLate(events.ofType('timeout')),
    ...whatWasFull(events.ofType('window')),
    whyMissed(requests),
    whySlow(requests, unit),
  ];
}

/** How many runs kept all requests, and the worst. */
export function cacheHighlights({ metrics, runs }: Sweep): readonly string[] {
  const { failures, availability, hitRatio } = metrics;
  const whole = failures.reduce((count, each) => count + (each === 0 ? 1 : 0), 0);
  const least = availability.reduce((low, each) => Math.min(low, each), 1);
  const lowest = hitRatio.reduce((low, each) => Math.min(low, each), 1);
  const most = hitRatio.reduce((high, each) => Math.max(high, each), 0);
  const ratios = `The hit ratio went from ${percent(lowest)} to ${percent(most)}.`;
  if (whole === runs) return [`No request failed in any run. ${ratios}`];
  return [
    `${percent(whole / runs)} of the runs lost no request; the worst answered ${percent(least)}. ${ratios}`,
  ];
}

function whatBefell({ events }: Run): readonly string[] {
  const blows = [...events.where({ type: BLOWS })];
  const unreached = Number(events.ofType('complete')[0]?.unreached ?? 0);
  const never =
    unreached === 0 ? [] : [`${counted(unreached, 'row')} of chaos came after the end: nothing was done.`];
  if (blows.length === 0) return never;
  const shown = blows.slice(0, BLOWS_MAX).map((blow) => `- ${quantity(blow.t)}: ${events.sentence(blow)}`);
  const more = blows.length - shown.length;
  return [
    'What befell the cluster:',
    ...shown,
    ...(more === 0 ? [] : [`- and ${counted(more, 'more event', 'more events')} like these.`]),
    ...never,
  ];
}

/** When the first request that counts was sent. */
function sinceOf(requests: readonly LoggedEvent[]): number {
  return requests.reduce((first, { t, latency }) => Math.min(first, t - Number(latency)), Infinity);
}

/**
 * The window with the fewest good answers of those settled in it, of those from the warm-up's end to the last
 * request: what is left after that is only settled.
 */
function worstWindow(all: readonly LoggedEvent[], since: number, unit: string): readonly string[] {
  const last = all.reduce((at, { sent }, i) => (Number(sent) > 0 ? i : at), -1);
  const windows = all.filter(({ t }, i) => t > since && (i < last || last === 0));
  const shareOf = ({ answered, failed, goodput, t, from }: LoggedEvent): number => {
    const settled = Number(answered) + Number(failed);
    return settled === 0 ? 1 : (Number(goodput) * (t - Number(from))) / settled;
  };
  const worst = windows.toSorted((a, b) => shareOf(a) - shareOf(b) || a.t - b.t)[0];
  if (worst === undefined || shareOf(worst) >= 0.999) return [];
  const p99 = worst.latencyP99 === null ? '' : `, p99 ${quantity(Number(worst.latencyP99))} ${unit}`;
  const hits = worst.hitRatio === null ? '' : `, hit ratio ${percent(Number(worst.hitRatio))}`;
  return [
    `The worst window, from ${quantity(Number(worst.from))} to ${quantity(worst.t)}: ` +
      `${percent(shareOf(worst))} of the requests got a good answer${hits}${p99}.`,
  ];
}

function whyFailed(requests: readonly LoggedEvent[], all: readonly LoggedEvent[]): readonly string[] {
  const hasFailed = ({ outcome }: LoggedEvent): boolean =>
    !['hit', 'miss', 'write'].includes(String(outcome));
  const failed = requests.filter(hasFailed);
  if (failed.length === 0) {
    const before = all.filter(hasFailed).length;
    if (before === 0) return ['No request failed.'];
    return [`No request that counts failed; of those left out as warm-up ${counted(before, 'request')} did.`];
  }
  const reasons = shares(failed, ({ outcome }) => String(outcome));
  return [`${counted(failed.length, 'request')} failed: ${reasons}.`];
}

/** Where attempts were when their clients left. */
function whereLate(timeouts: readonly LoggedEvent[]): readonly string[] {
  if (timeouts.length === 0) return [];
  const where = shares(timeouts, ({ at }) => String(at));
  return [`${counted(timeouts.length, 'attempt')} timed out, warm-up included: ${where}.`];
}

/** Whether the database had more to do than it could. */
function whatWasFull(windows: readonly LoggedEvent[]): readonly string[] {
  const full = windows.filter(({ databaseBusy }) => Number(databaseBusy) > FULL);
  const [first] = full;
  if (first === undefined) return [];
  const span = full.reduce((sum, { from, t }) => sum + t - Number(from), 0);
  const most = full.reduce((longest, { databaseWaiting }) => Math.max(longest, Number(databaseWaiting)), 0);
  return [
    `The database was busy to the brim for ${quantity(span)} in all, first from ` +
      `${quantity(Number(first.from))}; up to ${counted(most, 'call')} waited there.`,
  ];
}

function whyMissed(requests: readonly LoggedEvent[]): string {
  const misses = requests.filter(({ outcome }) => outcome === 'miss');
  if (misses.length === 0) return 'Of the reads that were answered none missed.';
  const why = shares(misses, ({ absence }) => ABSENCE_WORDS[String(absence)] ?? String(absence));
  return `${counted(misses.length, 'answered read')} missed: ${why}.`;
}

const ABSENCE_WORDS: Readonly<Record<string, string>> = {
  never: 'never there',
  unfetched: 'a fetch that got lost',
  fetching: 'being fetched for another',
  emptied: 'lost with a node’s memory',
};

/** The slowest answers, and where their time went. */
function whySlow(requests: readonly LoggedEvent[], unit: string): string {
  const answered = requests
    .filter(({ outcome }) => ['hit', 'miss', 'write'].includes(String(outcome)))
    .sort((a, b) => Number(a.latency) - Number(b.latency) || a.id - b.id);
  const slowest = answered.slice(Math.min(answered.length - 1, Math.floor(answered.length * TAIL)));
  if (slowest.length === 0) return 'No request was answered.';
  const total = slowest.reduce((sum, { latency }) => sum + Number(latency), 0);
  const parts = PARTS.map((part) => {
    const time = slowest.reduce((sum, event) => sum + Number(event[part]), 0);
    return [part, total === 0 ? 0 : time / total] as const;
  })
    .filter(([, share]) => share > 0)
    .sort(([, a], [, b]) => b - a);
  return (
    `The slowest 1 % of the answers, ${counted(slowest.length, 'request')}, took ` +
    `${quantity(Number(slowest[0]!.latency))} ${unit} or longer: ` +
    `${listed(parts.map(([part, share]) => `${part} ${percent(share)}`))} of their time.`
  );
}

/** The shares of what a function says of events, the largest first. */
function shares(events: readonly LoggedEvent[], of: (event: LoggedEvent) => string): string {
  const counts = new Map<string, number>();
  for (const event of events) counts.set(of(event), (counts.get(of(event)) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return listed(
    sorted.map(([name, count]) => `${name} ${percent(count / events.length)}`),
    REASONS_MAX,
  );
}
