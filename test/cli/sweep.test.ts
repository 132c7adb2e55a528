import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultline, folderOf, json } from './faultline.ts';

const small = ['--set', 'banks=12', '--set', 'steps=12'];

test('sweep --json has the shape that others rely on, and run replays its worst run to the last bit', async () => {
  const cwd = folderOf();
  const args = ['sweep', 'banks', '--runs', '300', '--seed', '1', ...small];
  const result = await json(
    [...args, '--workers', '2', '--levels', '0.95,0.999', '--json', '--out', 'runs.csv'],
    { cwd },
  );
  const { levels, worst, digest, elapsed, ...rest } = result;
  expect(rest).toEqual({
    model: 'banks',
    runs: 300,
    seed: 1,
    measure: { name: 'loss', unit: 'EUR million', horizon: expect.stringContaining('12 steps') },
  });
  expect(Object.keys(levels)).toEqual(['0.95', '0.999']);
  expect(levels['0.95']).toMatchObject({
    var: expect.any(Number),
    varInterval: [expect.any(Number), expect.any(Number)],
    cvar: expect.any(Number),
    cvarInterval: [expect.any(Number), expect.any(Number)],
  });
  expect(levels['0.999'].varInterval[1]).toBeNull();
  expect(elapsed).toEqual({ wall: expect.any(Number), cpu: expect.any(Number) });

  const again = await json(['run', 'banks', '--seed', String(worst.seed), ...small, '--json']);
  expect(again.metrics.loss).toBe(worst.loss);

  const [header, ...rows] = readFileSync(join(cwd, 'runs.csv'), 'utf8').trimEnd().split('\n');
  expect(header).toMatch(/^run,seed,loss,defaults,/);
  expect(rows).toHaveLength(300);
  const [run, seed, loss] = rows[worst.run].split(',').map(Number);
  expect({ run, seed, loss }).toEqual(worst);
  expect(readdirSync(cwd)).toEqual(['runs.csv']);

  const one = await json([...args, '--workers', '1', '--json']);
  expect([one.digest, one.worst]).toEqual([digest, worst]);
});

test('sweep prints a table with open ends, what is thin, and the command for the worst run', async () => {
  const { code, stdout, stderr } = await faultline([
    'sweep',
    'banks',
    '--runs',
    '200',
    '--workers',
    '1',
    ...small,
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/99\.9 % .*, open\) /);
  expect(stdout).toContain('* Few runs in the tail');
  expect(stdout).toMatch(/npx faultline run banks --seed \d+ --set banks=12 --set steps=12\n/);
  expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
});

test('sweep measures another metric', async () => {
  const { measure } = await json([
    'sweep',
    'banks',
    '--runs',
    '20',
    ...small,
    '--measure',
    'defaults',
    '--json',
  ]);
  expect(measure).toMatchObject({ name: 'defaults', unit: 'banks' });
});

test('compare runs both sides on the same noise and prints the interval of the difference', async () => {
  const args = [
    'compare',
    'banks',
    '--runs',
    '100',
    '--workers',
    '1',
    '--seed',
    '1',
    ...small,
    '--set-b',
    'recovery=0.9',
  ];
  const result = await json([...args, '--json']);
  expect(Object.keys(result)).toEqual([
    ...['model', 'runs', 'seed', 'measure', 'mean', 'levels', 'correlation', 'varianceReduction', 'a', 'b'],
  ]);
  expect(result.mean).toEqual({
    difference: expect.any(Number),
    interval: [expect.any(Number), expect.any(Number)],
  });
  expect(result.levels['0.95'].cvar.difference).toBeTypeOf('number');
  const alone = await json(['sweep', 'banks', '--runs', '100', '--workers', '1', ...small, '--json']);
  expect(result.a.digest).toBe(alone.digest);

  const { stdout } = await faultline(args);
  expect(stdout).toContain('b: recovery=0.9');
  expect(stdout).toMatch(/CVaR 99\.9 %/);
  expect(stdout).toContain('* Few runs in the tail');
  expect(stdout).toMatch(/^Loss in EUR /);

  const shorter = await faultline([...args, '--set-b', 'steps=6']);
  expect(shorter.stdout).toMatch(
    /over 12 steps, [\d.]+ years? \(a\) and 6 steps, [\d.]+ years? \(b\), 100 pairs/,
  );
});

test('compare takes commands for each side', async () => {
  const cwd = folderOf({ 'rescue.json': [{ name: 'add_capital', bank: 2, amount: 1000, at: 3 }] });
  const args = ['compare', 'banks', '--runs', '20', ...small, '--commands-b', 'rescue.json'];
  const { stdout, code } = await faultline(args, { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain('b: commands rescue.json');
});
