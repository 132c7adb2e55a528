import { expect, test } from 'vitest';
import { conditionalValueAtRiskInterval } from '../../lib/study/conditional-value-at-risk-interval.ts';
import { riskTable } from '../../lib/study/risk-table.ts';
import { valueAtRiskInterval } from '../../lib/study/value-at-risk-interval.ts';
import { normals, oneTo, sampleOf } from './samples.ts';

test('has the measures and intervals of each level', () => {
  const losses = oneTo(10_000).reverse();
  const table = riskTable(losses, [0.95, 0.99]);
  const ofVar = valueAtRiskInterval(losses, 0.99);
  const ofCvar = conditionalValueAtRiskInterval(losses, 0.99);
  expect(Object.keys(table)).toEqual(['0.95', '0.99']);
  expect(table['0.99']).toEqual({
    var: 9900,
    varInterval: [ofVar.lower, ofVar.upper],
    cvar: 9950.5,
    cvarInterval: [ofCvar.lower, ofCvar.upper],
    tailPoints: 100,
  });
  expect(table['0.95']!.tailPoints).toBe(500);
});

test('warns below 100 losses in the tail, and leaves ends open', () => {
  const table = riskTable(oneTo(1000));
  expect(table['0.95']!.warning).toBe(
    'Few runs in the tail (50 beyond 95 %): the CVaR interval covers less than it says; ' +
      'with 10 runs there a nominal 95 % covered 78 to 89 % of the time.',
  );
  expect(riskTable(oneTo(1550))['0.999']!.warning).toContain('(about 2 beyond 99.9 %)');
  expect(riskTable(oneTo(300))['0.999']!.warning).toContain('(under 1 beyond 99.9 %)');
  expect(table['0.999']).toMatchObject({ var: 999, cvar: 1000, tailPoints: 1 });
  expect(table['0.999']!.cvarInterval[1]).toBe(null);
  expect(riskTable(oneTo(1234))['0.999']!.tailPoints).toBe(1.234);
});

test('leaves a million losses as they were', () => {
  const losses = sampleOf(1_000_000, normals(5));
  const [first, second, third] = losses;
  const row = riskTable(losses)['0.999']!;
  expect(row.var).toBeCloseTo(3.0902, 1);
  expect([losses[0], losses[1], losses[2]]).toEqual([first, second, third]);
});

test('bad input throws', () => {
  expect(() => riskTable([])).toThrow('riskTable: losses: given []; one or more losses');
  expect(() => riskTable([1], [1])).toThrow('riskTable: level: given 1');
  expect(() => riskTable([1], [0.5], 1)).toThrow('riskTable: confidence: given 1');
});
