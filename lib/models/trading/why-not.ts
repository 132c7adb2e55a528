import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Events } from '../../core/events.ts';
import type { Guard, WhyNotAnswer, Withheld } from '../../core/reasons.ts';

/** What one comparison saw. */
export interface Sight {
  readonly condition: string;
  readonly result: boolean;
  /** Both sides; null where a value is missing, which makes the comparison false. */
  readonly left: number | null;
  readonly right: number | null;
  /** Of a crossing: both sides at the tick before. */
  readonly leftBefore: number | null;
  readonly rightBefore: number | null;
  /** How far apart the sides are; null where one is missing. */
  readonly distance: number | null;
}

/** A tick at which a node did not act. */
export interface WithheldTick {
  readonly t: number;
  readonly timestamp: string;
  /**
   * `waiting`: its condition did not hold. `inactive`: nothing had asked it to look. `used up`: out of
   * re-entries.
   */
  readonly state: 'waiting' | 'inactive' | 'used up';
  readonly result: boolean;
  readonly sights: readonly Sight[];
}

/** Why a node did not act. */
export interface NodeWhyNot extends WhyNotAnswer {
  /** Ticks at which it did not act, in order. */
  readonly ticks: readonly WithheldTick[];
}

/**
 * Why a node of a strategy did not act at a time: the run is made again, and what the node's condition saw is
 * recorded at every tick asked for. Nothing else of the run changes. Its guards are the comparisons that
 * failed at the tick at which it came closest to acting, the nearest to holding first.
 *
 * @param target `{ node, at, to }`; null is the answer to any other.
 * @throws FaultlineError for a node without a condition, and for a time that is none.
 */
export function whyNot(target: Readonly<Record<string, unknown>>, world: Withheld): NodeWhyNot | null {
  const { node, at, to, ...others } = target;
  if (node === undefined || at === undefined || Object.keys(others).length > 0) return null;
  const log = world.rerun({ watch: [{ node, at, ...(to !== undefined && { to }) }] });
  const watched = log.ofType('node_watched').filter((event) => event.node === node);
  const withheld = watched.filter(({ state }) => state !== 'acting');
  const ticks = withheld.map(tickOf);
  const times = new Set(watched.map(({ t }) => t));
  const acted = times.size === 0 ? [] : actsOf(world.events, node as string, times);
  const closest = ticks.reduce<number>(
    (best, tick, i) => (best < 0 || isCloser(tick, ticks[best]) ? i : best),
    -1,
  );
  return {
    guards: closest < 0 ? [] : guardsOf(ticks[closest], node as string, world.config),
    ticks,
    acted,
    text: closest < 0 ? actedText(node as string, acted) : textOf(log, ticks[closest], withheld[closest]),
  };
}

/** What a node did at some times. */
function actsOf(events: Events, node: string, times: ReadonlySet<number>): LoggedEvent[] {
  return [...events.where({ node })].filter(({ t, ordinal }) => ordinal !== undefined && times.has(t));
}

/** What stood between a tick and acting. */
function guardsOf({ t, state, result, sights }: WithheldTick, node: string, config: unknown): Guard[] {
  const guards: Guard[] = [];
  const rule = (guard: string, value: number | null, threshold: number | null, sentence: string): void => {
    guards.push({ t, id: null, guard, value, threshold, sentence });
  };
  if (state === 'inactive') rule('active', 0, 1, `${node} was not active: nothing had asked it to look.`);
  if (state === 'used up') {
    const most = reEntriesMax(node, config);
    rule(
      'max_re_entries',
      most,
      most,
      `${node} had fired as often as it may${most === null ? '' : `, ${most} times`}.`,
    );
  }
  if (state === 'waiting' && result) rule('position', 0, 1, `The position of ${node} was not open.`);
  if (result) return guards;
  const failed = sights.filter((sight) => !sight.result);
  // Of a negation, what held is what failed.
  const seen = failed.length > 0 ? failed : sights;
  for (const sight of [...seen].sort((a, b) => apart(a) - apart(b))) {
    const { condition, left, right } = sight;
    rule(condition, left, right, `${condition} was ${sight.result}: ${sidesOf(sight)}.`);
  }
  return guards;
}

/** Null where it is a parameter. */
function reEntriesMax(node: string, config: unknown): number | null {
  const { strategy } = config as { strategy?: { nodes?: readonly Readonly<Record<string, unknown>>[] } };
  const most = strategy?.nodes?.find(({ id }) => id === node)?.max_re_entries;
  return typeof most === 'number' ? most : null;
}

function tickOf(event: LoggedEvent): WithheldTick {
  const { t, timestamp, state, result, conditions } = event as LoggedEvent & WithheldTick & WithConditions;
  const sights = conditions.map((seen) => ({
    ...seen,
    distance: seen.left === null || seen.right === null ? null : Math.abs(seen.left - seen.right),
  }));
  return { t, timestamp, state, result, sights };
}

interface WithConditions {
  readonly conditions: readonly Omit<Sight, 'distance'>[];
}

function actedText(node: string, [first]: readonly LoggedEvent[]): string {
  if (first === undefined) return 'There is no tick at that time.';
  return `At ${first.timestamp} ${node} acted, and at that time there is no tick at which it did not.`;
}

/** Of a tick at which a node did not act, and its event. */
function textOf(log: Events, { timestamp, state, result, sights }: WithheldTick, event: LoggedEvent): string {
  const { node } = event;
  const seen = sights
    .filter((sight) => sight.result === result)
    .map((sight) => `${sight.condition} was ${sight.result} (${sidesOf(sight)})`)
    .join('; ');
  if (state === 'waiting' && result) {
    return `At ${timestamp} ${node} waited for its position to be open, and ${seen}.`;
  }
  if (state === 'waiting') return `At ${timestamp} ${node} waited, but ${seen}.`;
  const why = state === 'used up' ? 'its re-entries are used up' : lastOf(log, node as string, event);
  return `At ${timestamp} ${node} could not act: ${why}. It would have seen: ${seen}.`;
}

/** How many comparisons stood between a tick and acting; more where nothing had asked. */
function misses({ state, sights }: WithheldTick): number {
  return sights.filter(({ result }) => !result).length + (state === 'waiting' ? 0 : sights.length);
}

/** Fewer comparisons in the way; of as many, sides that are less far apart, each by its size. */
function isCloser(a: WithheldTick, b: WithheldTick): boolean {
  const difference = misses(a) - misses(b);
  return difference < 0 || (difference === 0 && distanceOf(a) < distanceOf(b));
}

function distanceOf({ sights }: WithheldTick): number {
  let sum = 0;
  for (const sight of sights) if (!sight.result) sum += apart(sight);
  return sum;
}

/** How far apart the sides of a comparison are, by their size; at most 1. */
function apart({ distance, right }: Sight): number {
  return distance === null ? 1 : distance / Math.max(Math.abs(right ?? 0), distance, 1e-300);
}

function sidesOf({ condition, left, right, leftBefore, rightBefore, distance }: Sight): string {
  const isTime = condition.includes('the time');
  const shown = isTime ? clockText : (value: number): string => String(round(value));
  const side = (value: number | null): string => (value === null ? 'missing' : shown(value));
  const off = distance === null || isTime ? '' : `, ${round(distance)} apart`;
  const before = `; at the tick before ${side(leftBefore)} and ${side(rightBefore)}`;
  return `${side(left)} and ${side(right)}${off}${condition.includes(' crosses ') ? before : ''}`;
}

/** Seconds of a day as 15:20:00. */
function clockText(second: number): string {
  return [3600, 60, 1].map((unit) => String(Math.floor(second / unit) % 60).padStart(2, '0')).join(':');
}

function round(value: number): number {
  return Number(value.toPrecision(8));
}

/** What became of the node before: why nothing has asked it since. */
function lastOf(log: Events, node: string, { id, causes }: LoggedEvent): string {
  const [parent] = causes;
  if (parent === undefined) return 'nothing had led to it yet';
  const by = log.get(parent);
  let last: LoggedEvent | undefined;
  for (const event of log.where({ node })) {
    if (event.id >= id) break;
    if (event.ordinal !== undefined) last = event;
  }
  const led = `${by.node ?? by.type} led to it at ${by.timestamp ?? by.t}`;
  if (last === undefined || last.id < parent)
    return `${led}, and what followed stopped it before it could act`;
  return `${led}, it acted at ${last.timestamp}, and nothing has led to it since`;
}
