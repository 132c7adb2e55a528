import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../lib/core/event-kind.ts';
import {
  conditionText,
  type SeenComparison,
  sidesText,
  valueText,
} from '../../lib/figures/condition-words.ts';
import { flowFigure } from '../../lib/figures/flow-figure.ts';
import { tradeFlow } from '../../lib/figures/trade-flow.ts';
import { wrapped } from '../../lib/figures/wrapped.ts';

const recipe = { config: { currency: 'EUR' } };

type Fields = Readonly<Record<string, unknown>>;

function source(list: readonly Fields[]) {
  const all = list.map((event, id) => ({ t: 0, causes: [], ...event, id })) as unknown as LoggedEvent[];
  return { get: (id: number) => all[id], [Symbol.iterator]: () => all[Symbol.iterator]() };
}

const seen = (
  condition: string,
  left: number | null,
  right: number | null,
  result: boolean,
): SeenComparison => {
  return { condition, left, right, result, leftBefore: null, rightBefore: null };
};
const node = (
  name: string,
  type: string,
  clock: string,
  cause: number | null,
  more: Fields = {},
): Fields => ({
  ...{ node: name, type, ordinal: 1, timestamp: `2024-01-02T${clock}+05:30`, execution_id: `exec_${name}` },
  ...{ causes: cause === null ? [] : [cause] },
  ...more,
});
const order = (number: number, side: string): Fields => {
  return { order: number, position: 'p', side, symbol: 'X', quantity: 2, price: 10, re_entry_num: 0 };
};
const fill = (number: number, cause: number, clock: string, price: number): Fields => ({
  ...{ type: 'order_filled', order: number, position: 'p', timestamp: `2024-01-02T${clock}+05:30` },
  ...{ quantity: 2, price, fee: 0.25, causes: [cause] },
});
const update = (entry_leaf: number, exit_leaf: number): Fields => ({
  ...{ type: 'trade_update', position: 'p', re_entry_num: 0, side: 'buy', symbol: 'X' },
  ...{ quantity: 2, entry_price: 10.5, exit_price: 12, pnl: 2.5, reason: 'target', entry_leaf, exit_leaf },
  trade: { trade_id: 'p-r0' },
});
const trade = source([
  node('start', 'strategy_started', '09:15:00', null),
  node('low', 'signal_emitted', '09:20:00', 0, {
    re_entry_num: 0,
    conditions: [seen('X <= 10.5', 10.25, 10.5, true), seen('rsi > 70', null, 70, false)],
    variables: [{ variable: 'low.range', value: 0.5 }],
  }),
  node('in', 'order_placed', '09:20:00', 1, order(1, 'buy')),
  fill(1, 2, '09:20:10', 10.5),
  node('high', 'signal_emitted', '09:30:00', 2, { re_entry_num: 0, conditions: [], variables: [] }),
  node('out', 'order_placed', '09:30:00', 4, order(2, 'sell')),
  fill(2, 5, '09:30:10', 12),
  update(2, 5),
]);

interface Note {
  readonly text: string;
  readonly y: number;
  readonly x: number;
  readonly showarrow: boolean;
}
const notesOf = (figure: ReturnType<typeof flowFigure>): Note[] => {
  return (figure.layout.annotations as unknown as Note[]).filter(({ showarrow }) => !showarrow);
};
const arrowsOf = (figure: ReturnType<typeof flowFigure>): number => {
  return (figure.layout.annotations as unknown as Note[]).filter(({ showarrow }) => showarrow).length;
};

describe('the flow of a trade', () => {
  test('each node in order, with what it saw, what it kept and what its order got', () => {
    const figure = flowFigure({ recipe, events: trade }, 'p-r0');
    expect(figure.title).toBe('Trade p-r0: +2.5 EUR (target)');
    expect(notesOf(figure).map(({ text }) => text)).toEqual([
      ...['Entry, 2024-01-02', '<b>start</b> starts', '09:15:00'],
      ...['<b>low</b> signals', '09:20:00', '✓ X ≤ 10.5', '10.25 &lt; 10.5'],
      ...['✗ rsi &gt; 70', 'missing, 70', 'keeps range', '0.5'],
      ...['<b>in</b> orders', '09:20:00', 'order 1: buy 2 X', 'last price 10'],
      ...['filled 09:20:10', '2 at 10.5, fee 0.25'],
      ...['Exit', '<b>high</b> signals', '09:30:00'],
      ...['<b>out</b> orders', '09:30:00', 'order 2: sell 2 X', 'last price 10'],
      ...['filled 09:30:10', '2 at 12, fee 0.25'],
    ]);
    expect(figure.layout.shapes).toHaveLength(5);
    expect(arrowsOf(figure)).toBe(4);
    expect(figure.caption).toContain('3 nodes to the entry, 2 more to the exit');
    expect(figure.data[0].hovertext).toContain('<b>exec_low</b><br>low signals');
    expect(flowFigure({ recipe, events: trade }, trade.get(7))).toEqual(figure);
    const exits = [
      { quantity: 1, price: '11.00', reason: 'half' },
      { quantity: 1, price: '12.00', reason: 'target' },
    ];
    const several = { ...trade.get(7), trade: { trade_id: 'p-r0', exits } };
    expect(flowFigure({ recipe, events: trade }, several).caption).toContain(
      'The exit is the last of several; before it 1 at 11.00 (half).',
    );
  });

  test('an exit by another way begins where the two part', () => {
    const squared = source([
      ...[0, 1, 2, 3].map((id) => trade.get(id)),
      node('flat', 'square_off', '15:20:00', 0, { positions: 3, conditions: [], variables: [] }),
      { ...fill(3, 4, '15:20:10', 1), position: 'other' },
      fill(4, 4, '15:20:10', 12),
      update(2, 4),
    ]);
    const flow = tradeFlow(squared, 'p-r0');
    expect([flow.entry.length, flow.exit.length, flow.fork]).toEqual([3, 1, 0]);
    expect(flow.fills.get(4)).toMatchObject({ order: 4, price: 12 });
    const texts = notesOf(flowFigure({ recipe, events: squared }, 'p-r0')).map(({ text }) => text);
    expect(texts.slice(-4)).toEqual([
      '<b>flat</b> squares off 3 positions',
      '15:20:00',
      'filled 15:20:10',
      '2 at 12, fee 0.25',
    ]);
    expect(texts).toContain('Exit, from start of 09:15:00 on');
  });

  test('a chain that a person began has nothing in common with that of the entry', () => {
    const commanded = source([
      ...[0, 1, 2, 3].map((id) => trade.get(id)),
      { type: 'command' },
      node('flat', 'square_off', '15:20:00', 4, { positions: 1, conditions: [], variables: [] }),
      update(2, 5),
    ]);
    const { entry, exit, fork } = tradeFlow(commanded, 'p-r0');
    expect([entry.length, exit.map((each) => each.node), fork]).toEqual([3, ['flat'], -1]);
    const texts = notesOf(flowFigure({ recipe, events: commanded }, 'p-r0')).map(({ text }) => text);
    expect(texts).toContain('Exit, by a chain of its own');
  });

  const loop = (length: number) =>
    source([
      ...Array.from({ length }, (_, i) => {
        const clock = `09:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`;
        return node(`n${i}`, 'signal_emitted', clock, i === 0 ? null : i - 1, {
          conditions: [],
          variables: [],
        });
      }),
      update(length - 3, length - 1),
    ]);

  test('a long one: the first, how many are left out and when they were, the last', () => {
    const figure = flowFigure({ recipe, events: loop(220) }, 'p-r0', { nodesMax: 6 });
    const texts = notesOf(figure).map(({ text }) => text);
    // 218 nodes to the entry: the first and the last five are drawn.
    expect(texts).toContain('… 212 more …');
    expect(texts).toContain('09:00:01 to 09:03:32');
    expect(texts.filter((text) => text.startsWith('<b>'))).toEqual(
      ['n0', 'n213', 'n214', 'n215', 'n216', 'n217', 'n218', 'n219'].map((name) => `<b>${name}</b> signals`),
    );
    const whole = notesOf(flowFigure({ recipe, events: loop(9) }, 'p-r0', { nodesMax: 6 }));
    expect(whole.some(({ text }) => text.includes('more'))).toBe(false);
  });

  test('whatever it says, both sides of a line have room, and no two texts share a place', () => {
    const words = fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 70, size: 'max' }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(words, fc.string({ maxLength: 90 }), (conditions, name) => {
        const events = source([
          node(name, 'signal_emitted', '09:15:00', null, {
            conditions: conditions.map((text) => seen(text, 123456.789, -0.000012345, true)),
            variables: [],
          }),
          update(0, 0),
        ]);
        const figure = flowFigure({ recipe, events }, 'p-r0');
        const byPlace = new Map<number, Note[]>();
        for (const note of notesOf(figure)) byPlace.set(note.y, [...(byPlace.get(note.y) ?? []), note]);
        for (const notes of byPlace.values()) {
          expect(notes.length).toBeLessThanOrEqual(2);
          expect(new Set(notes.map(({ x }) => x)).size).toBe(notes.length);
          expect(notes.reduce((sum, { text }) => sum + plain(text).length, 0)).toBeLessThanOrEqual(57);
        }
        const heights = [...byPlace.keys()].sort((a, b) => a - b);
        expect(heights.every((y, i) => i === 0 || y - heights[i - 1] >= 14)).toBe(true);
        expect(heights.at(-1)! + 7).toBeLessThanOrEqual(
          (figure.layout.yaxis as { range: number[] }).range[0],
        );
      }),
    );
  });

  test('a trade that there is not', () => {
    expect(() => flowFigure({ recipe, events: trade }, 'q-r0')).toThrow(/flowFigure: trade: .*p-r0/);
    expect(() => flowFigure({ recipe, events: source([]) }, 'q-r0')).toThrow('a run with a trade');
    expect(() => flowFigure({ recipe, events: trade }, trade.get(0))).toThrow('a trade_update of the run');
  });
});

function plain(html: string): string {
  return html
    .replace(/<\/?b>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

describe('the words of a comparison', () => {
  test('values as they were, with as many digits as tell them apart', () => {
    expect(sidesText(seen('a > b', 30, 30, false))).toBe('30 = 30');
    expect(sidesText(seen('a >= b', 50.8209648956, 50, true))).toBe('50.821 > 50');
    expect(sidesText(seen('a < b', 100.0000001, 100.0000002, true))).toBe('100.0000001 < 100.0000002');
    expect(sidesText(seen('a < b', null, null, false))).toBe('both missing');
    expect(sidesText(seen('the time < 10:00', 33_300, 36_000, true))).toBe('09:15:00 < 10:00:00');
    const crossing = { ...seen('rsi crosses above 30', 31, 30, true), leftBefore: 28.5, rightBefore: 30 };
    expect(sidesText(crossing)).toBe('28.5 < 30, then 31 > 30');
    expect(conditionText(seen('a - (2 * b) >= c', 0, 0, true))).toBe('a − (2 × b) ≥ c');
  });

  test('numbers', () => {
    expect([1234567.8, -0.5, 2868.23999, 0, 1e-9, 979].map((value) => valueText(value))).toEqual([
      ...['1,234,568', '−0.5', '2,868.24', '0', '1e−9', '979'],
    ]);
  });

  test('lines', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('abcdefghij kl', 4)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
  });
});
