import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Events } from '../../core/events.ts';
import { log, log1p } from '../../core/log.ts';
import type { Reasons, Weighed } from '../../core/reasons.ts';
import { type Seen, weighComparison } from './weigh-comparison.ts';

/*
 * What a log alone tells of a trade: by how much gaps moved a price, against how far it went beyond where it
 * had to go. The market's own move is the rest, and is always there.
 */

/** A hair of a logarithm: prices are rounded. */
const HAIR = 1e-9;

/** What gaps weigh, and how much of it is needed; other causes are needed all. */
interface WeighedGaps {
  readonly weightOf: (gap: LoggedEvent) => number;
  readonly needed: number;
}

function withOthers(causes: readonly LoggedEvent[], { weightOf, needed }: WeighedGaps): Weighed {
  const moves = causes.map((cause) => (isGap(cause) ? weightOf(cause) : 0));
  const size = moves.reduce((sum, move) => sum + Math.abs(move), 0);
  // More than all gaps can make up for.
  const whole = 1 + size + Math.abs(needed);
  const others = causes.filter((cause) => !isGap(cause)).length;
  return {
    weights: causes.map((cause, i) => (isGap(cause) ? moves[i] : whole)),
    needed: others * whole + needed,
  };
}

function isGap({ type }: LoggedEvent): boolean {
  return type === 'price_gap';
}

/** The price got so far beyond its level: gaps that make up for more than that must be there. */
function weighBracket(event: LoggedEvent, causes: readonly LoggedEvent[], events: Events): Weighed {
  // A stop of what was bought lies below, and so does the target of what was sold.
  const way = (event.side === 'sell') === (event.bracket === 'stop') ? -1 : 1;
  const opened = openingOf(event, causes, events);
  // One from before the position was open has moved its entry as well.
  const weightOf = ({ id, return: by }: LoggedEvent): number => (id < opened ? 0 : way * log1p(by as number));
  const beyond = way * log((event.price as number) / (event.level as number));
  return withOthers(causes, { weightOf, needed: sumOf(causes, weightOf) - Math.max(0, beyond) - HAIR });
}

/** The id of the event that opened the position of an event, after its order; 0 where the log has none. */
function openingOf({ id, position }: LoggedEvent, [order]: readonly LoggedEvent[], events: Events): number {
  for (const opening of events.where({ type: 'position_opened', position, from: order.t })) {
    if (opening.id > order.id) return opening.id < id ? opening.id : 0;
  }
  return 0;
}

/**
 * A signal, or what else a condition decides, comes as long as its comparisons come out as they did. Where
 * gaps bear on several of them each must by itself leave all as they are.
 */
function weighCondition(event: LoggedEvent, causes: readonly LoggedEvent[], events: Events): Weighed {
  const symbols = events.log.entities.symbol.names;
  const gaps = causes.filter(isGap);
  const seen = event.conditions as readonly Seen[];
  const holding = seen.filter(({ result }) => result);
  const told = (holding.length > 0 ? holding : seen)
    .map((each) => weighComparison(each, gaps, symbols))
    .filter(({ weights }) => weights.some((weight) => weight !== 0));
  if (told.length === 0) return withOthers(causes, { weightOf: () => 0, needed: 0 });
  if (told.length === 1) {
    const [{ weights, needed }] = told;
    const weightOf = (gap: LoggedEvent): number => weights[gaps.indexOf(gap)];
    return withOthers(causes, { weightOf, needed: needed - HAIR });
  }
  const turns = gaps.map((_, i) =>
    told.some(({ weights, needed }) => totalOf(weights) - weights[i] < needed - HAIR),
  );
  const weightOf = (gap: LoggedEvent): number => Number(turns[gaps.indexOf(gap)]);
  return withOthers(causes, { weightOf, needed: sumOf(gaps, weightOf) });
}

/**
 * An order of an active node comes at once. One that came later waited for its position to be closed: by what
 * moved its price; or for a price, which no gap brings.
 */
function weighOrder(event: LoggedEvent, causes: readonly LoggedEvent[], events: Events): Weighed {
  const { t, id, position, symbol } = event;
  let hasClosed = false;
  for (const { id: closing } of events.where({
    type: 'position_closed',
    position,
    from: causes[0].t,
    to: t,
  })) {
    if (closing > causes[0].id && closing < id) hasClosed = true;
  }
  const weightOf = (gap: LoggedEvent): number => (hasClosed && gap.symbol === symbol ? 1 : 0);
  return withOthers(causes, { weightOf, needed: sumOf(causes, weightOf) });
}

/** An order fills at whatever price. */
function weighFill(_event: LoggedEvent, causes: readonly LoggedEvent[]): Weighed {
  return withOthers(causes, { weightOf: () => 0, needed: 0 });
}

/** What closes all that is left does so without the parts that were closed before. */
function weighClosing(_event: LoggedEvent, causes: readonly LoggedEvent[], events: Events): Weighed | null {
  const [fill] = causes;
  if (fill.causes.length === 0 || events.get(fill.causes[0]).type === 'order_placed') return null;
  const weights = causes.map(({ type }) => (type === 'position_reduced' ? 0 : 1));
  return { weights, needed: totalOf(weights) };
}

function sumOf(causes: readonly LoggedEvent[], weightOf: (gap: LoggedEvent) => number): number {
  return totalOf(causes.map((cause) => (isGap(cause) ? weightOf(cause) : 0)));
}

function totalOf(weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  return total;
}

/** By kind of event: what its causes weigh. */
export const weigh: NonNullable<Reasons['weigh']> = {
  bracket_hit: weighBracket,
  signal_emitted: weighCondition,
  condition_evaluated: weighCondition,
  square_off: weighCondition,
  order_placed: weighOrder,
  order_filled: weighFill,
  position_closed: weighClosing,
};
