import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultline, folderOf, inOneProcess, json } from './faultline.ts';

const NAMES = [
  ...[
    'node-failure',
    'cold-restart',
    'hot-key',
    'thundering-herd',
    'invalidation-storm',
    'network-partition',
  ],
  ...['capacity-planning', 'eviction-shootout', 'cache-flush', 'scale-out', 'metastable'],
];

test('without a name it lists them with their questions', async () => {
  const { stdout, code } = await faultline(['experiment']);
  expect(code).toBe(0);
  for (const name of NAMES) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
  const listed = await json(['experiment', '--json']);
  expect(listed.map(({ name }: { name: string }) => name)).toEqual(NAMES);
});

test('an experiment prints its finding and its numbers, and writes a page with the figure', async () => {
  const cwd = folderOf();
  const args = ['experiment', 'cold-restart', '--runs', '2', '--seed', '1', '--workers', '1'];
  const { code, stdout, stderr } = await faultline([...args, '--out', 'pages'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('The formula of a filling cache (warmUp) is off by');
  expect(stdout).toContain('pages/cold-restart.html');
  expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
  expect(readdirSync(join(cwd, 'pages'))).toEqual(['cold-restart.html']);
  const page = readFileSync(join(cwd, 'pages', 'cold-restart.html'), 'utf8');
  expect(page).toContain('<h1>cold-restart</h1>');
  expect(page).toContain('formula (warmUp)');

  const result = await json([...args, '--json'], { cwd });
  expect(Object.keys(result)).toEqual(['model', 'name', 'question', 'seed', 'runs', 'arms', 'finding']);
  expect(result.arms[0].differences).toBeNull();
  // What differs from the defaults: neither the exponent of its popularity nor its arrivals do.
  expect(result.arms[1].config).toEqual({
    ...{ requests: 3000, warmup: 0, capacity: 20_000, keys: 20_000, window: 200 },
    ...{ database: { service: 0.5, workers: null }, network: { latency: 0.1 } },
  });
  expect(result.arms[1]).toMatchObject({
    x: 3000,
    metrics: { hitRatio: { mean: expect.any(Number), interval: [expect.any(Number), expect.any(Number)] } },
    differences: { hitRatio: { mean: expect.any(Number) } },
    theory: expect.any(Number),
  });
}, 120_000);

test('bad input is one line and exit code 2', () => {
  const lines = [
    ['experiment', 'nothing'],
    ['experiment', 'metastable', '--runs', '1'],
    ['experiment', 'metastable', '--out', '/dev/null/x'],
  ];
  const words = ['one of node-failure', 'at least 2', '--out'];
  for (const [i, { code, stdout, stderr }] of inOneProcess(lines).entries()) {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words[i]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  }
});
