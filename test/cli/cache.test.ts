import { expect, test } from 'vitest';
import { faultline, folderOf, inOneProcess, json } from './faultline.ts';

const small = ['--set', 'requests=4000', '--set', 'keys=1000', '--set', 'capacity=50'];
const kill = '{"kind":"kill","node":1,"at":100,"for":150}';

test('run cache: metrics by name, and a page within 80 columns that says what befell the cluster', async () => {
  const { metrics, recipe } = await json(['run', 'cache', ...small, '--json']);
  expect(recipe.config).toMatchObject({ requests: 4000, eviction: 'lru', timeout: 100 });
  for (const name of ['hitRatio', 'latencyP99', 'goodput', 'availability', 'databaseLoad', 'loss']) {
    expect(metrics[name], name).toSatisfy(Number.isFinite);
  }
  const { code, stdout } = await faultline(['run', 'cache', ...small, '--set', `chaos=[${kill}]`]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/latencyP99 +[\d.]+ {2}ms/);
  expect(stdout).toMatch(/- 100: node 1 is killed with \d+ entries/);
  expect(stdout).toMatch(/- 250: node 1 is up again, empty/);
  expect(stdout).toMatch(/The slowest 1 % of the answers/);
  const wide = stdout.split('\n').filter((line) => [...line].length > 80 && !line.includes('Again'));
  expect(wide).toEqual([]);
});

test('sweep cache: the loss is a share, and the highlights speak of requests', async () => {
  const { code, stdout } = await faultline(['sweep', 'cache', ...small, '--runs', '12']);
  expect(code).toBe(0);
  expect(stdout).toContain('Loss in share, over 4,000 requests');
  expect(stdout).toMatch(/No request failed in any run\. The hit ratio went from [\d.]+ % to [\d.]+ %\./);
});

test('a trace as a file gives the keys; trace counts the misses of the same keys', async () => {
  const keys = Array.from({ length: 400 }, (_, i) => `page/${(i * i) % 37}`);
  const cwd = folderOf({ 'keys.txt': `${keys.join('\n')}\n` });
  const one = ['--set', 'nodes=1', '--set', 'capacity=10', '--set', 'warmup=0', '--set', 'requests=400'];
  const still = ['--set', 'network.latency=0', '--set', 'service=0', '--set', 'database.service=0'];
  const config = [...one, ...still, '--set', 'timeout=null', '--set', 'database.workers=null'];
  const { metrics } = await json(['run', 'cache', '--set', 'trace=keys.txt', ...config, '--json'], { cwd });
  const [counts] = await json(['trace', 'keys.txt', '--policy', 'lru', '--size', '10', '--json'], { cwd });
  expect(counts).toMatchObject({ policy: 'lru', size: 10, requests: 400 });
  expect(metrics.hitRatio).toBe(1 - counts.misses / 400);
});

test('trace: a table of policies and sizes', async () => {
  const cwd = folderOf({ 'keys.csv': 'time,key\n1,a\n2,b\n3,a\n4,c\n5,a\n' });
  const { code, stdout } = await faultline(['trace', 'keys.csv', '--policy', 'lru,opt', '--size', '1,2'], {
    cwd,
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/lru +1 +5 +100/);
  expect(stdout).toMatch(/opt +2 +3 +60/);
  expect(stdout).not.toContain('Nearly every key');
});

test('trace: a note where even the largest cache misses nearly always', async () => {
  const times = Array.from({ length: 40 }, (_, i) => `2026-01-01T00:00:${i} /page/1`);
  // 19 in 20 are new: not more than 95 %.
  const few = times.map((line, i) => (i < 38 ? line : times[37]));
  const cwd = folderOf({ 'log.txt': `${times.join('\n')}\n`, 'few.txt': `${few.join('\n')}\n` });
  const words = 'Nearly every key is new: is each line one key?';
  const { stdout } = await faultline(['trace', 'log.txt', '--size', '1,2'], { cwd });
  expect(stdout.split(words)).toHaveLength(2);
  expect((await faultline(['trace', 'few.txt', '--size', '1,2'], { cwd })).stdout).not.toContain(words);
});

const bad: [string[], string][] = [
  [['run', 'cache', '--set', 'capacity=0'], 'config.capacity: given 0; a number of at least 1'],
  [['run', 'cache', '--set', 'routing=magic'], 'config.routing: given "magic"; one of round-robin'],
  [
    ['run', 'cache', '--set', 'nodes=4', '--set', 'chaos=[{"kind":"kill","node":9,"at":1}]'],
    'config.chaos[0].node: given 9; a node from 0 to 3',
  ],
  [['run', 'cache', '--set', 'trace=bad.txt'], 'bad.txt:2: given ""; a key'],
  [['run', 'cache', '--set', 'arrivals.rate=0'], 'config.arrivals.rate: given 0; a number above 0'],
  [
    ['run', 'cache', '--set', 'chaos=[{"kind":"kil","at":1,"node":0}]'],
    'config.chaos[0].kind: given "kil"; one of kill, restart, slow,',
  ],
  [
    ['run', 'cache', '--set', 'chaos=[{"at":5,"node":3}]'],
    'config.chaos[0].kind: given nothing; one of kill,',
  ],
  [['run', 'cache', '--set', 'arrivals={"kind":"poison"}'], 'one of poisson, closed is needed'],
  [
    ['run', 'cache', '--set', 'service={"kind":"gauss"}'],
    'one of constant, exponential, uniform, lognormal,',
  ],
  [['run', 'cache', '--set', 'replicas=9'], 'config.replicas: given 9; at most 8, one a node'],
  [['run', 'cache', '--set', 'service={"kind":"uniform","min":2,"max":1}'], 'config.service.max: given 1'],
  [['trace', 'bad.txt', '--size', '5'], 'bad.txt:2'],
  [['trace', 'none.txt', '--size', '5'], 'none.txt'],
  [['trace', 'keys.txt', '--size', '0'], '--size'],
  [['trace', 'keys.txt', '--policy', 'lru2', '--size', '5'], 'lru2'],
];

test('bad input is one line and exit code 2', () => {
  const cwd = folderOf({ 'bad.txt': 'a\n\nb\n', 'keys.txt': 'a\nb\n' });
  const lines = bad.map(([args]) => args);
  for (const [i, { code, stdout, stderr }] of inOneProcess(lines, { cwd }).entries()) {
    const [args, message] = bad[i]!;
    expect.soft({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
    expect.soft(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect.soft(stderr).toContain(message);
  }
});
