import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { whyFigure } from '../../lib/figures/why-figure.ts';
import { whyLayout } from '../../lib/figures/why-layout.ts';
import { type DrawnCause, type DrawnStep, type DrawnWhy, whySteps } from '../../lib/figures/why-steps.ts';

const step = (
  id: number,
  t: number,
  causes: number[],
  type = 'loss',
  sentence = `Event ${id}.`,
): DrawnStep => ({ id, t, type, causes, sentence });

const cause = (id: number | null, t: number, verdict: string): DrawnCause => ({
  ...{ id, t, verdict, kind: 'shock', sentence: `Shock ${id}.` },
});

const answer = (chain: DrawnStep[], rootCauses: DrawnCause[], sets: number[][]): DrawnWhy => {
  const { id, t, type, sentence } = chain.at(-1)!;
  return { target: { kind: 'fate', id, t, type, sentence }, chain, rootCauses, sets, prevention: null };
};

interface Note {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly ax: number;
  readonly width?: number;
  readonly height: number;
  readonly borderpad: number;
  readonly hovertext: string;
  readonly bgcolor: string;
  readonly showarrow: boolean;
  readonly arrowhead: number;
}
type Drawn = ReturnType<typeof whyFigure>;
const notesOf = (figure: Drawn): Note[] => figure.layout.annotations as unknown as Note[];
const boxesOf = (figure: Drawn): Note[] => notesOf(figure).filter(({ width }) => width !== undefined);
const arrowsOf = (figure: Drawn): Note[] => notesOf(figure).filter(({ arrowhead }) => arrowhead === 2);
const headsOf = (figure: Drawn): string[] => {
  return boxesOf(figure).map(({ text }) => /<b>(#\d+|t)/.exec(text)![1]!);
};

/** Events each of which has some of those before it as causes; the last is asked about. */
const answers = fc
  .record({
    causes: fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 60 }),
    waits: fc.array(fc.nat(2), { minLength: 60, maxLength: 60 }),
    types: fc.array(fc.constantFrom('loss', 'default'), { minLength: 60, maxLength: 60 }),
    words: fc.array(fc.string({ maxLength: 150 }), { minLength: 60, maxLength: 60 }),
    sets: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
  })
  .map(({ causes, waits, types, words, sets }) => {
    let t = 0;
    const chain = causes.map((own, id) => {
      t += waits[id]!;
      const earlier = id === 0 ? [] : [...new Set(own.map((place) => place % id))];
      return step(id, t, earlier, id === causes.length - 1 ? 'default' : types[id], words[id]);
    });
    const members = sets.map((set) => [...new Set(set.map((place) => place % chain.length))]);
    const roots = [...new Set(members.flat())].map((id) => cause(id, chain[id]!.t, 'contributing'));
    return answer(chain, [...roots, cause(null, 1, 'contributing'), cause(900, 0, 'irrelevant')], members);
  });

describe('why something happened, as a graph', () => {
  test('boxes in the order of time, causes with their verdicts, arrows to what they did', () => {
    const figure = whyFigure({
      ...answer(
        [
          step(2, 1, [], 'shock', 'A run on Bank 3.'),
          step(3, 1, [], 'shock', 'A crash.'),
          step(5, 2, [2, 3], 'default', 'Bank 3 fails.'),
          step(9, 4, [5], 'default', 'Bank 7 fails.'),
        ],
        [cause(2, 1, 'contributing'), cause(3, 1, 'necessary'), cause(4, 1, 'irrelevant')],
        [[3, 2]],
      ),
      prevention: { sentence: '5 of capital for bank 7 at step 2' },
    });
    expect(figure.title).toBe('Why: Bank 7 fails');
    expect(boxesOf(figure).map(({ text, x }) => [text, x])).toEqual([
      ['<b>#2 · t = 1</b><br>contributing<br>shock<br>A run on Bank<br>3.<br>together with #3', 0],
      ['<b>#3 · t = 1</b><br>necessary shock<br>A crash.<br>together with #2', 0],
      ['<b>#5 · t = 2</b><br>Bank 3 fails.', 1],
      ['<b>#9 · t = 4</b><br>Bank 7 fails.', 2],
    ]);
    expect(arrowsOf(figure).map(({ x }) => x)).toEqual([1, 1, 2]);
    const notes = notesOf(figure).slice(-2);
    expect(notes.map(({ text }) => text).join(' ')).toBe(
      'Would have prevented it: 5 of capital for bank 7 at step 2',
    );
    expect(figure.caption).toContain('1 candidate that made no difference left out');
    const fills = boxesOf(figure).map(({ bgcolor }) => bgcolor);
    expect(new Set(fills).size).toBe(4);
    expect(fills[2]).toBe('rgba(0,0,0,0)');
  });

  test('irrelevant candidates where they are asked for, without arrows', () => {
    const given = answer([step(1, 0, []), step(2, 1, [1])], [cause(0, 0, 'irrelevant')], []);
    expect(headsOf(whyFigure(given))).toEqual(['#1', '#2']);
    const figure = whyFigure(given, { irrelevant: true });
    expect(headsOf(figure)).toEqual(['#0', '#1', '#2']);
    expect(arrowsOf(figure)).toHaveLength(1);
  });

  test('a cause that only waited has a pale arrow to the target; one that came after it none', () => {
    const given = answer([step(1, 0, []), step(2, 1, []), step(5, 3, [1])], [], [[1, 2, 7]]);
    const late = { ...given, rootCauses: [cause(7, 9, 'contributing')] };
    const { steps, edges } = whySteps(late, 24, false);
    expect(steps.map(({ id, role }) => [id, role])).toEqual([
      [1, 'cause'],
      [2, 'cause'],
      [5, 'target'],
      [7, 'cause'],
    ]);
    expect(edges).toEqual([
      { from: 0, to: 2, left: 0, isApart: false },
      { from: 1, to: 2, left: 0, isApart: true },
    ]);
  });

  test('the change of a metric has a box, and the ends of the chain lead there', () => {
    const figure = whyFigure({
      target: { kind: 'metric', metric: 'hitRatio', from: 30, to: 40, before: 0.9, after: 0.4, change: -0.5 },
      chain: [step(1, 31, []), step(2, 32, [1]), step(3, 33, [1])],
      rootCauses: [{ ...cause(1, 31, 'necessary'), share: -0.5 }],
      sets: [[1]],
      prevention: null,
    });
    expect(figure.title).toBe('Why: hitRatio −0.5');
    const texts = boxesOf(figure).map(({ text }) => text);
    expect(texts.at(-1)).toBe('<b>t = 30 to 40</b><br>hitRatio 0.9 →<br>0.4, −0.5');
    expect(texts[0]).toContain('share −0.5');
    expect(arrowsOf(figure)).toHaveLength(4);
  });

  test('a long chain: its ends, and how many steps are between them', () => {
    const chain = Array.from({ length: 200 }, (_, i) =>
      step(i, i, i === 0 ? [] : [i - 1], i === 199 ? 'default' : 'loss'),
    );
    const figure = whyFigure(answer(chain, [cause(0, 0, 'necessary')], [[0]]));
    expect(headsOf(figure)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 193, 194, 195, 196, 197, 198, 199].map((id) => `#${id}`),
    );
    expect(boxesOf(figure)[7]!.text).toContain('(+ 186 more<br>between)');
    expect(figure.title).toBe('Why: Event 199 (+ 186 more)');
    expect(arrowsOf(figure)).toHaveLength(13);
    // Fates on the way are worth more than other steps.
    const fates = chain.map((each) => ({ ...each, type: each.id === 100 ? 'default' : each.type }));
    const told = whyFigure(answer(fates, [cause(0, 0, 'necessary')], [[0]]));
    expect(headsOf(told)).toContain('#100');
  });

  test('an empty chain: the target alone; and a set of which nothing more is known', () => {
    const target = { kind: 'event', id: 4, t: 2, type: 'loss', sentence: 'Bank 1 loses 3.' } as const;
    const empty = { target, chain: [], rootCauses: [], sets: [], prevention: null };
    expect(headsOf(whyFigure(empty))).toEqual(['#4']);
    expect(arrowsOf(whyFigure(empty))).toEqual([]);
    expect(headsOf(whyFigure({ ...empty, sets: [[3]] }))).toEqual(['#3', '#4']);
    const metric = { kind: 'metric', metric: 'm', from: 0, to: 1, before: 0, after: 1, change: 1 } as const;
    expect(boxesOf(whyFigure({ ...empty, target: metric }))).toHaveLength(1);
  });

  test('what sentences say is plain text', () => {
    const words = '<img src=x onerror="alert(1)"> & <b>bold</b>';
    const given = answer(
      [step(1, 0, [], 'shock', words), step(2, 1, [1], 'loss', words)],
      [{ ...cause(1, 0, '<i>necessary</i>'), kind: '<script>' }],
      [[1]],
    );
    const figure = whyFigure({ ...given, prevention: { sentence: '<a href="javascript:0">x</a>' } });
    const shown = notesOf(figure).flatMap(({ text, hovertext }) => [text, hovertext ?? '']);
    const { text } = figure.layout.title as { text: string };
    for (const html of [...shown, text]) {
      expect(html.replace(/<b>[^<]*<\/b>|<br>/g, '')).not.toMatch(/[<>]/);
    }
    expect(shown.join(' ')).toContain('&lt;img');
    expect(shown.at(-2)).toContain('&lt;a href');
  });

  test('no two boxes overlap, nothing leaves the figure, and every member of a set is there', () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 2, max: 6 }), fc.boolean(), (given, columns, irrelevant) => {
        const figure = whyFigure(given, { columns, irrelevant });
        const boxes = boxesOf(figure);
        const [bottom] = (figure.layout.yaxis as { range: number[] }).range;
        for (const [i, box] of boxes.entries()) {
          const half = box.height / 2 + box.borderpad + 2;
          expect(box.y - half).toBeGreaterThanOrEqual(-2);
          expect(box.y + half).toBeLessThanOrEqual(bottom!);
          for (const other of boxes.slice(0, i)) {
            if (other.x !== box.x) continue;
            const apart = half + other.height / 2 + other.borderpad + 2;
            expect(Math.abs(box.y - other.y)).toBeGreaterThanOrEqual(apart);
          }
          const lines = box.text.split('<br>').length;
          expect(box.height).toBeGreaterThanOrEqual(13 * lines);
        }
        const heads = new Set(headsOf(figure));
        for (const id of given.sets.flat()) expect(heads).toContain(`#${id}`);
        expect(heads).toContain(`#${given.chain.length - 1}`);
        const members = new Set(given.sets.flat()).size;
        expect(boxes.length).toBeLessThanOrEqual(Math.max(24, members + 2));
      }),
    );
  });

  test('time never runs backwards, and arrows lead onwards and into the sides of boxes', () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 2, max: 6 }), (given, columns) => {
        const { steps, edges } = whySteps(given, 24, false);
        const heights = steps.map(() => 60);
        const { places } = whyLayout(steps, edges, heights, columns, 20);
        const layer = places.map(({ band, column }) => band * columns + column);
        for (const { from, to } of edges) expect(layer[from]!).toBeLessThan(layer[to]!);
        for (const [i, { t }] of steps.entries()) {
          for (const [k, other] of steps.entries()) {
            if (other.t < t) expect(layer[k]!).toBeLessThanOrEqual(layer[i]!);
          }
        }
        const figure = whyFigure(given, { columns });
        const boxes = boxesOf(figure);
        for (const { x, y, ax } of arrowsOf(figure)) {
          expect(ax).toBeLessThan(x);
          expect(boxes.some((box) => box.x === x && Math.abs(box.y - y) <= box.height / 2 + 4)).toBe(true);
        }
      }),
    );
  });

  test('lines between boxes run through none of them', () => {
    // In 400 pixels a column takes some 124, a box 102.
    const half = 0.41;
    fc.assert(
      fc.property(answers, (given) => {
        const figure = whyFigure(given);
        const boxes = boxesOf(figure);
        for (const { x, y } of figure.data as unknown as { x: (number | null)[]; y: (number | null)[] }[]) {
          for (let i = 1; i < x.length; i++) {
            const [ax, ay, bx, by] = [x[i - 1], y[i - 1], x[i], y[i]];
            if (typeof ax !== 'number' || typeof bx !== 'number') continue;
            if (typeof ay !== 'number' || typeof by !== 'number') continue;
            const hit = boxes.find(
              (box) =>
                Math.min(ax, bx) < box.x + half - 0.02 &&
                Math.max(ax, bx) > box.x - half + 0.02 &&
                Math.min(ay, by) < box.y + box.height / 2 &&
                Math.max(ay, by) > box.y - box.height / 2,
            );
            expect(hit).toBeUndefined();
          }
        }
      }),
    );
  });
});
