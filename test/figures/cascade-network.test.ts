import { expect, test } from 'vitest';
import { readCascade } from '../../lib/figures/cascade.ts';
import { cascadeNetwork } from '../../lib/figures/cascade-network.ts';
import type { Trace } from '../../lib/figures/figure.ts';
import { dark, recolor } from '../../lib/figures/theme.ts';
import { calmRun, cut, smallRun } from './small-run.ts';

const unit = { unit: 'EUR million' };
const figure = cascadeNetwork(smallRun(), unit);
const named = (name: string): Trace | undefined => figure.data.find((trace) => trace.name === name);

test('the cascade: who fell, over what, and what the loss on each was', () => {
  const { banks, failed, losses } = readCascade(smallRun());
  expect(banks.map(({ assets }) => assets)).toEqual([200, 100, 100, 25]);
  expect(banks.map(({ lost }) => lost)).toEqual([0, 36, 30, 0]);
  expect(failed.map(({ name, failure }) => [name, failure.round])).toEqual([
    ['Alpha', 1],
    ['Beta', 2],
  ]);
  expect(losses.map(({ creditor, isMain }) => [creditor, isMain])).toEqual([
    [1, true],
    [2, false],
    [2, false],
  ]);
});

test('title, and legend with waves', () => {
  expect(figure.title).toBe('2 of 4 banks fail; creditors lose EUR 66 million');
  expect(figure.data.map(({ name }) => name)).toEqual([
    'loan at the start',
    'other loss to a creditor',
    'largest loss behind a failure',
    'step 2, round 1: 1 bank',
    'step 2, round 2: 1 bank',
    'still standing: 2 banks',
  ]);
});

test('the first to fail is in the middle, the standing on the outer ring; areas are as assets', () => {
  const first = named('step 2, round 1: 1 bank')!;
  const second = named('step 2, round 2: 1 bank')!;
  expect([first.x, first.y]).toEqual([[0], [0]]);
  const sizeOf = (trace: Trace): number => (trace.marker as { size: number[] }).size[0]!;
  expect(sizeOf(first) / sizeOf(second)).toBeCloseTo(Math.SQRT2, 12);
  const standing = named('still standing: 2 banks')!;
  const radii = (standing.x as number[]).map((x, i) => Math.hypot(x, (standing.y as number[])[i]!));
  expect(cut(radii)).toEqual([1, 1]);
});

test('the strong arrow runs from Alpha to Beta', () => {
  const { x, y } = named('largest loss behind a failure')!;
  const beta = named('step 2, round 2: 1 bank')!;
  expect([x, y]).toEqual([
    [0, (beta.x as number[])[0], null],
    [0, (beta.y as number[])[0], null],
  ]);
});

test('hover tells a bank’s fate', () => {
  expect(named('step 2, round 2: 1 bank')!.hovertext).toEqual([
    '<b>Beta (bank 1)</b><br>failed at step 2, round 2, with equity EUR −25 million<br>' +
      'assets at the start EUR 100 million, equity EUR 10 million<br>lost on failed debtors EUR 36 million',
  ]);
});

test('equal events give equal figures, from a list or from a run', () => {
  expect(JSON.stringify(cascadeNetwork(smallRun(), unit))).toBe(JSON.stringify(figure));
  const asked = {
    where: ({ type }: { type: readonly string[] }) => smallRun().filter((event) => type.includes(event.type)),
  };
  expect(cascadeNetwork(asked, unit)).toEqual(figure);
});

test('a calm run has all banks on one ring', () => {
  const calm = cascadeNetwork(calmRun(), unit);
  expect(calm.title).toBe('None of 4 banks fails');
  expect(calm.data.map(({ name }) => name)).toEqual(['loan at the start', 'still standing: 4 banks']);
});

test('names stay names: neither HTML nor colours', () => {
  const odd = cascadeNetwork(smallRun(['</script><b>', '#ffffff', 'C', 'D']), unit);
  const text = JSON.stringify(odd);
  expect(text).toContain('&lt;/script&gt;&lt;b&gt;');
  expect(text).not.toContain('</script>');
  expect(JSON.stringify(recolor(odd, dark))).toContain('"text":["#ffffff"]');
});
