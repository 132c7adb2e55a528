import type { Entities, EventSource, LoggedEvent } from '../../core/event-kind.ts';
import type { Reasons, Remedy, Root } from '../../core/reasons.ts';
import { metrics } from './metrics.ts';
import { weigh } from './weigh.ts';
import { whyNot } from './why-not.ts';

/** So many times are tried. */
const TIMES_MAX = 12;

/** A node’s decision: its part of the tick is its place in the walk. */
const decision: Root = {
  kind: 'decision',
  partOf: ({ node }: LoggedEvent, entities: Entities): number | null => {
    const place = entities.node.names.indexOf(node as string);
    return place < 0 ? null : place;
  },
};

/**
 * What brings trades about: the orders that nodes place, their square-offs, and what a person commands.
 * Signals and conditions are steps between: prices say what they are, and what they lead to is an order.
 * Stops, targets and the end of the data are rules.
 */
export const reasons: Reasons = {
  roots: { order_placed: decision, square_off: decision },
  fates: {
    strategy_started: [],
    strategy_idle: [],
    trade_update: ['entry_node', 'entry_at', 'reason'],
  },
  weigh,
  // A change of any metric is fills, which lead to orders, and closed positions, which lead to their entries.
  carriers: Object.fromEntries(
    Object.keys(metrics).map((metric) => [metric, ['order_filled', 'position_closed']]),
  ),
  remedies,
  whyNot,
};

/**
 * Square-offs, the latest first: of a trade, at ticks between its order and its end; of anything else, at the
 * ticks of what led to it. The one live field of the config is the market’s law, which nobody can command.
 */
function remedies(chain: readonly LoggedEvent[], events: EventSource): Remedy[] {
  const target = chain.at(-1);
  if (target === undefined) return [];
  const ordered = orderedAt(target, chain, events);
  const times =
    ordered === null
      ? chain.filter(({ type }) => type !== 'init').map(({ t }) => t)
      : between(ordered + 1, Math.max(ordered + 1, target.t - 1));
  return [...new Set(times)]
    .filter((t) => t <= target.t)
    .sort((a, b) => b - a)
    .slice(0, TIMES_MAX)
    .map((at) => ({
      command: { name: 'square_off' },
      at,
      sentence: `every position closed and every node stopped before tick ${at}`,
    }));
}

/** The tick at which the trade of an event was ordered; null for an event that is of none. */
function orderedAt(target: LoggedEvent, chain: readonly LoggedEvent[], events: EventSource): number | null {
  if (target.type === 'trade_update') {
    const leaf = target.entry_leaf as number;
    return leaf < 0 ? null : events.get(leaf).t;
  }
  if (!OF_TRADES.includes(target.type)) return null;
  const entry = chain.findLast(
    ({ type, entry, position, id }) =>
      type === 'order_placed' && entry === true && position === target.position && id < target.id,
  );
  return entry?.t ?? null;
}

const OF_TRADES = ['bracket_hit', 'order_filled', 'position_opened', 'position_reduced', 'position_closed'];

/** At most as many ticks as are tried, evenly apart, from one to another. */
function between(from: number, to: number): number[] {
  const count = Math.min(TIMES_MAX, to - from + 1);
  return Array.from({ length: count }, (_, i) =>
    count === 1 ? to : from + Math.round((i * (to - from)) / (count - 1)),
  );
}
