import { expect, test } from 'vitest';
import { faultline, inOneProcess, json } from './faultline.ts';

const small = ['--param', 'arrivals.rate', '--from', '4', '--to', '20', '--runs', '2'];

test('knee --json has the shape that others rely on, and finds the two loads apart', async () => {
  const result = await json(['knee', 'cache', ...small, '--seed', '1', '--workers', '2', '--json']);
  expect(Object.keys(result)).toEqual([
    ...['model', 'param', 'unit', 'limit', 'span', 'seed', 'seeds', 'break', 'recover', 'gap'],
  ]);
  expect(result).toMatchObject({ model: 'cache', param: 'arrivals.rate', limit: 0.05, seed: 1, seeds: 2 });
  expect(Object.keys(result.break)).toEqual(['median', 'interval', 'mean', 'unbounded']);
  expect(result.break.median).toBeGreaterThan(2 * result.recover.median);
  expect(result.gap.seeds).toBe(2);

  const { stdout, stderr, code } = await faultline(['knee', 'cache', ...small, '--workers', '1']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.replace(/\s+/g, ' ')).toContain('a system that was pushed over is not back at the end');
  expect(stdout).toMatch(/npx faultline run cache --seed \d+ \\/);
  const lines = stdout.split('\n').filter((line) => !line.includes('--set'));
  expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
}, 120_000);

test('bad input is one line and exit code 2', () => {
  const lines = [
    ['knee', 'cache'],
    ['knee', 'cache', '--param', 'nodes'],
    ['knee', 'cache', '--param', 'arrivals.rate', '--from', '9', '--to', '9'],
    ['knee', 'cache', '--param', 'arrivals.rate', '--runs', '0'],
    ['knee', 'cache', '--param', 'arrivals.clients'],
    ['knee', 'banks', '--param', 'density'],
    ['knee', 'nothing', '--param', 'x'],
  ];
  const words = [
    '--param',
    'one of arrivals.rate',
    'below --to',
    '--runs',
    'kind poisson',
    'has a load',
    'model',
  ];
  for (const [i, { code, stdout, stderr }] of inOneProcess(lines).entries()) {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words[i]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  }
});
