import type { LoggedEvent } from '../core/event-kind.ts';
import type { Events } from '../core/events.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { RunOptions } from '../core/recipe.ts';
import { trading } from '../models/trading/trading.ts';
import type { TradingVocabulary } from '../models/trading/trading-vocabulary.ts';
import { run } from './run.ts';

/** What did not happen: a node that did not act, at a time or between two. */
export interface NonEvent {
  /** A node with a condition. */
  readonly node: string;
  /**
   * A tick's number, a time of day (`11:42`: that minute, of every day), or a date with or without its time.
   */
  readonly at: number | string;
  /** The end, included, of the same kind. */
  readonly to?: number | string;
}

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
export interface WhyNotAnswer {
  /** Ticks at which it did not act, in order. */
  readonly ticks: readonly WithheldTick[];
  /** Events by which it did act within that time. */
  readonly acted: readonly LoggedEvent[];
  /** In words, about the first of the ticks at which it came closest to acting. */
  readonly text: string;
}

/**
 * Why a node of a strategy did not act at a time: the run is made again from its recipe, and what the node's
 * condition saw is recorded at every tick asked for. Nothing else of the run changes.
 *
 * @param given a run of the trading model, or the options of one.
 * @throws FaultlineError for a node without a condition, and for a time that is none.
 */
export function whyNot(
  given: RunOptions<TradingVocabulary> | { readonly recipe: RunOptions<TradingVocabulary> },
  nonEvent: NonEvent,
): WhyNotAnswer {
  if (typeof given !== 'object' || given === null || typeof nonEvent !== 'object' || nonEvent === null) {
    const what = 'a run of the trading model, or options of one, and { node, at, to }';
    throw new FaultlineError('whyNot', [given, nonEvent], what);
  }
  const { node, at, to } = nonEvent;
  const { config = {}, seed, commands, until } = 'recipe' in given ? given.recipe : given;
  const watch = [{ node, at, ...(to !== undefined && { to }) }];
  const { events } = run(trading, { config: { ...config, watch }, seed, commands, until });
  const log = events as unknown as Events;
  const watched = log.ofType('node_watched');
  const withheld = watched.filter(({ state }) => state !== 'acting');
  const ticks = withheld.map(tickOf);
  const times = new Set(watched.map(({ t }) => t));
  const acted = [...log.where({ node })].filter(({ t, ordinal }) => ordinal !== undefined && times.has(t));
  return { ticks, acted, text: textOf(log, node, withheld, ticks, acted) };
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

function textOf(
  log: Events,
  node: string,
  withheld: readonly LoggedEvent[],
  ticks: readonly WithheldTick[],
  acted: readonly LoggedEvent[],
): string {
  const closest = ticks.reduce<WithheldTick | undefined>(
    (best, tick) => (best === undefined || isCloser(tick, best) ? tick : best),
    undefined,
  );
  if (closest === undefined) {
    const [first] = acted;
    if (first === undefined) return 'There is no tick at that time.';
    return `At ${first.timestamp} ${node} acted, and at that time there is no tick at which it did not.`;
  }
  const event = withheld[ticks.indexOf(closest)];
  const seen = closest.sights
    .filter(({ result }) => result === closest.result)
    .map((sight) => `${sight.condition} was ${sight.result} (${sidesOf(sight)})`)
    .join('; ');
  if (closest.state === 'waiting' && closest.result) {
    return `At ${closest.timestamp} ${node} waited for its position to be open, and ${seen}.`;
  }
  if (closest.state === 'waiting') return `At ${closest.timestamp} ${node} waited, but ${seen}.`;
  const isUsedUp = closest.state === 'used up';
  const why = isUsedUp ? 'its re-entries are used up' : lastOf(log, node, event);
  return `At ${closest.timestamp} ${node} could not act: ${why}. It would have seen: ${seen}.`;
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
  for (const { result, distance, right } of sights) {
    if (!result) sum += distance === null ? 1 : distance / Math.max(Math.abs(right ?? 0), distance, 1e-300);
  }
  return sum;
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
