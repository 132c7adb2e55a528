/**
 * @file Incidents of a strategy. Positions are bought at a time of day and left when the price has fallen by a
 * tenth. Blows are gaps that a person gives: those of the position's own symbol add up, those of the other
 * symbol are larger, close more positions and are no cause. Prices by themselves move by less than half a per cent.
 */

const TICKS = 40;
const ENTRY = 4;

/** The time of day of a tick. */
const clockOf = (/** @type {number} */ tick) => `09:${15 + tick}`;

/** What a strategy buys when `condition` holds, and leaves at its stop. */
function buying(
  /** @type {string} */ position,
  /** @type {string} */ symbol,
  /** @type {object} */ condition,
  from = 'start',
) {
  const nodes = [
    { id: `signal-${position}`, type: 'EntrySignalNode', condition },
    {
      ...{
        id: `buy-${position}`,
        type: 'EntryNode',
        position_id: position,
        symbol,
        side: 'buy',
        quantity: 10,
      },
      ...{ stop_pct: '0.1', target_pct: '5' },
    },
  ];
  const edges = [
    from === 'start' ? [from, nodes[0].id] : [from, nodes[0].id, 'stop'],
    [nodes[0].id, nodes[1].id],
  ];
  return { nodes, edges };
}

const isAfter = (/** @type {number} */ tick) => ({
  ...{ lhs: { type: 'time' }, op: '>=' },
  rhs: { type: 'const_time', value: clockOf(tick) },
});
const isAbove = (/** @type {string} */ symbol, /** @type {number} */ level) => ({
  ...{ lhs: { type: 'ltp', symbol }, op: '>', rhs: level },
});

/** Prices that wobble about 100; those of some symbols fall at ticks of their own. */
function pricesOf(
  /** @type {import('./random.js').Random} */ random,
  /** @type {Record<string, number>} */ falls = {},
) {
  return Array.from({ length: TICKS }, (_, tick) => ({
    time: `2024-01-02T${clockOf(tick)}:00+05:30`,
    ltp: Object.fromEntries(
      ['A', 'B', 'C'].map((symbol) => {
        const level = tick >= (falls[symbol] ?? TICKS) ? 80 : 100;
        return [symbol, (level * random.between(0.998, 1.002)).toFixed(2)];
      }),
    ),
  }));
}

/** @typedef {{ part: string, command: Record<string, unknown> }} Part */

const gap = (
  /** @type {string} */ part,
  /** @type {number} */ at,
  /** @type {number} */ size,
  /** @type {string | undefined} */ symbol = 'A',
) => ({
  part,
  command: { name: 'gap', at, return: Number(size.toFixed(4)), ...(symbol !== undefined && { symbol }) },
});

/** Gaps about a blow at a tick: of the same symbol before it and with it, and larger ones of another. */
function decoys(/** @type {import('./random.js').Random} */ random, /** @type {number} */ tick, count = 4) {
  const small = () => -random.between(0.004, 0.008);
  const large = () => random.pick([-1, -1, 1]) * random.between(0.35, 0.6);
  const list = [
    gap('decoy', random.whole(ENTRY + 2, tick), small()),
    gap('decoy', tick, -random.between(0.3, 0.6), 'B'),
    gap('decoy', tick, small()),
    gap('decoy', random.whole(ENTRY + 2, tick), large(), random.pick(['B', 'C'])),
  ];
  return list.slice(0, count);
}

/** The whole incident: the position P on A, and three on B, of which decoys close all at once. */
function incident(
  /** @type {import('./random.js').Random} */ random,
  /** @type {readonly Part[]} */ parts,
  /** @type {readonly (readonly string[])[]} */ planned,
  { graphs = [buying('P', 'A', isAfter(ENTRY))], target = targetOf(random), falls = {} } = {},
) {
  const all = [...graphs, ...['R', 'S', 'T'].map((name) => buying(name, 'B', isAfter(random.whole(1, 3))))];
  const order = random.shuffled(parts);
  return {
    config: {
      strategy: {
        nodes: [{ id: 'start', type: 'StrategyController' }, ...all.flatMap(({ nodes }) => nodes)],
        edges: all.flatMap(({ edges }) => edges),
      },
      ticks: pricesOf(random, falls),
      market: { kind: 'replay' },
      candles: null,
    },
    commands: order.map(({ command }) => command),
    target,
    planned: planned.map((names) => names.map((name) => order.findIndex(({ part }) => part === name))),
  };
}

/** A trade, whenever it ends so; or its end at that time. */
function targetOf(/** @type {import('./random.js').Random} */ random, position = 'P') {
  return { type: random.pick(['trade_update', 'trade_update', 'position_closed', 'bracket_hit']), position };
}

const trade = { type: 'trade_update', position: 'P' };
const strong = (/** @type {import('./random.js').Random} */ random) => -random.between(0.14, 0.25);
const half = (/** @type {import('./random.js').Random} */ random) => -random.between(0.062, 0.072);

/** @type {Record<string, (random: import('./random.js').Random) => ReturnType<typeof incident>>} */
export const tradingIncidents = {
  single(random) {
    const tick = random.whole(14, TICKS - 8);
    return incident(random, [gap('a', tick, strong(random)), ...decoys(random, tick)], [['a']]);
  },

  common(random) {
    const tick = random.whole(14, TICKS - 8);
    const graphs = [
      buying('P', 'A', isAfter(ENTRY)),
      buying('Q', 'A', isAfter(ENTRY + 1)),
      buying('O', 'C', isAfter(ENTRY)),
    ];
    const everywhere = random.unit() < 0.5;
    const cause = gap('a', tick, strong(random), everywhere ? undefined : 'A');
    return incident(random, [cause, ...decoys(random, tick)], [['a']], { graphs });
  },

  joint(random) {
    const tick = random.whole(14, TICKS - 8);
    const parts = [
      gap('a', tick - random.whole(0, 5), half(random)),
      gap('b', tick, half(random)),
      ...decoys(random, tick),
    ];
    return incident(random, parts, [['a'], ['b']]);
  },

  'over-determined'(random) {
    const tick = random.whole(14, TICKS - 8);
    const parts = [gap('a', tick, strong(random)), gap('b', tick, strong(random)), ...decoys(random, tick)];
    return incident(random, parts, [['a', 'b']]);
  },

  'pre-empted'(random) {
    const tick = random.whole(14, TICKS - 8);
    const parts = [
      gap('a', tick, strong(random)),
      gap('b', tick + random.whole(1, 5), -random.between(0.3, 0.5)),
      ...decoys(random, tick),
    ];
    return incident(random, parts, [['a']], { target: trade });
  },

  /** A jump signals, the signal buys, the price falls to the stop, and the stop makes another wait to buy. */
  chain(random) {
    const tick = random.whole(8, 14);
    const fall = tick + random.whole(4, 6);
    const graphs = [
      buying('Q', 'A', isAbove('A', 110)),
      buying('O', 'C', isAfter(1), 'buy-Q'),
      buying('P', 'A', isAbove('A', 80), 'buy-O'),
    ];
    const parts = [
      gap('a', tick, random.between(0.14, 0.2)),
      ...decoys(random, tick, 3),
      gap('decoy', fall + random.whole(1, 3), random.between(0.004, 0.008), 'A'),
    ];
    const target = random.pick([
      { type: 'trade_update', position: 'O' },
      { type: 'position_opened', position: 'P' },
      { type: 'order_placed', position: 'P' },
    ]);
    return incident(random, parts, [['a']], { graphs, target, falls: { A: fall, C: fall + 5 } });
  },

  prevention(random) {
    const tick = random.whole(14, TICKS - 10);
    const delays = random.unit() < 0.5;
    const parts = delays
      ? [
          gap('lift', tick - random.whole(1, 4), random.between(0.09, 0.1)),
          gap('a', tick, -random.between(0.135, 0.14)),
          gap('b', tick + random.whole(1, 3), -random.between(0.08, 0.085)),
        ]
      : [
          gap('lift', tick - random.whole(1, 4), random.between(0.01, 0.03)),
          gap('a', tick, strong(random)),
          // It comes too late.
          { part: 'end', command: { name: 'square_off', at: tick + random.whole(1, 4) } },
        ];
    const planned = delays ? [['a'], ['b']] : [['a']];
    return incident(random, [...parts, ...decoys(random, tick, 3)], planned, { target: trade });
  },
};
