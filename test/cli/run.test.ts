import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultline, folderOf, json } from './faultline.ts';

describe('run --json', () => {
  test('prints the recipe, the metrics, the count of events and the digest, and nothing else', async () => {
    const result = await json([
      'run',
      'banks',
      '--seed',
      '7',
      '--set',
      'banks=60',
      '--set',
      'steps=40',
      '--json',
    ]);
    expect(Object.keys(result)).toEqual(['recipe', 'metrics', 'eventCount', 'digest']);
    expect(result.recipe).toMatchObject({ faultline: 1, model: 'banks', seed: 7, commands: [], until: null });
    expect(result.recipe.config).toMatchObject({ banks: 60, steps: 40, recovery: 0.4 });
    expect(result.metrics.loss).toBeTypeOf('number');
    expect(result.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is the same again, also from the saved recipe, and differs by seed', async () => {
    const cwd = folderOf();
    const args = ['run', 'banks', '--set', 'steps=5', '--seed'];
    const first = await json([...args, 'storm', '--json', '--save-recipe', 'recipe.json'], { cwd });
    expect(first.recipe.seed).toBe('storm');
    expect(JSON.parse(readFileSync(join(cwd, 'recipe.json'), 'utf8'))).toEqual(first.recipe);
    expect(await json(['run', '--recipe', 'recipe.json', '--json'], { cwd })).toEqual(first);
    expect((await json([...args, '8', '--json'])).digest).not.toBe(first.digest);
  });

  test('options go over the recipe, --set over --config, the later over the earlier', async () => {
    const cwd = folderOf({ 'config.json': { steps: 9, banks: 5, noise: 0 } });
    const base = ['run', 'banks', '--config', 'config.json', '--json'];
    const set = await json([...base, '--set', 'steps=4', '--set', 'steps=3', '--save-recipe', 'r.json'], {
      cwd,
    });
    expect(set.recipe.config).toMatchObject({ steps: 3, banks: 5, noise: 0 });
    const over = await json(['run', '--recipe', 'r.json', '--seed', '5', '--set', 'noise=0.1', '--json'], {
      cwd,
    });
    expect(over.recipe).toMatchObject({ seed: 5, config: { steps: 3, banks: 5, noise: 0.1 } });
  });

  test('--set reaches into a field of the preset and leaves the rest of it', async () => {
    const args = ['--set', 'shockRates.rate_rise=1', '--set', 'preset=reference', '--until', '2', '--json'];
    const { recipe } = await json(['run', 'banks', ...args]);
    expect(recipe.config.shockRates).toMatchObject({ rate_rise: 1, asset_price_crash: 0.02 });
    expect(recipe.until).toBe(2);
  });

  test('reads banks from a CSV file and commands from a JSON file', async () => {
    const cwd = folderOf({
      'banks.csv': 'name,capital\nAlpha,100\nBeta,200\nGamma,300\n',
      'commands.json': [{ name: 'add_capital', bank: 2, amount: 100, at: 3 }],
    });
    const args = [
      'run',
      'banks',
      '--set',
      'banks=banks.csv',
      '--commands',
      'commands.json',
      '--set',
      'steps=4',
    ];
    const { recipe } = await json([...args, '--json'], { cwd });
    expect(recipe.config.banks.map(({ name }: { name: string }) => name)).toEqual(['Alpha', 'Beta', 'Gamma']);
    expect(recipe.commands).toEqual([{ name: 'add_capital', bank: 2, amount: 100, at: 3 }]);
  });
});

test('run --events ndjson prints every event, one a line, with entries where value moves', async () => {
  const args = ['run', 'banks', '--seed', '7', '--set', 'steps=12'];
  const [{ eventCount }, { code, stdout, stderr }] = await Promise.all([
    json([...args, '--json']),
    faultline([...args, '--events', 'ndjson']),
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events).toHaveLength(eventCount);
  expect(events[0]).toMatchObject({ id: 0, t: 0, type: 'init', causes: [] });
  expect(events.at(-1)).toMatchObject({ id: eventCount - 1, type: 'complete' });
  expect(events.find(({ type }) => type === 'accrual').entries).not.toHaveLength(0);
});

test('run tells people what happened, without colours in a pipe', async () => {
  const { code, stdout, stderr } = await faultline([
    ...['run', 'banks', '--seed', '3', '--set', 'steps=8', '--set', 'banks=20'],
    ...['--set', 'shocks=[{"kind":"bank_failure","bank":4,"at":3,"magnitude":5000}]'],
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/Bank 4 (failed|fell first), in step 3 of 8\. What took its equity to EUR −/);
  expect(stdout).toContain('- a bank failure in step 3, which took EUR');
  expect(stdout).toContain('  Again   npx faultline run banks --seed 3 --set steps=8 --set banks=20 --set ');
  expect(stdout).toMatch(/defaults +\d+ {2}banks/);
  expect(stdout).toMatch(/Digest {2}[0-9a-f]{64}\n$/);
  expect(stdout).not.toContain('\u001b');
});

test('run tells of every step with failures, of few failures by name, and of commands', async () => {
  const cwd = folderOf({
    'commands.json': [
      { name: 'add_capital', bank: 2, amount: 100, at: 2 },
      { name: 'add_capital', bank: 4, amount: 100, at: 5 },
      { name: 'set', path: 'noise', value: 0, at: 1 },
    ],
  });
  const shocks = [4, 7, 9].map((bank, i) => ({ kind: 'bank_failure', bank, at: 3 + (i > 0 ? 3 : 0) }));
  const { stdout } = await faultline(
    [
      ...[
        'run',
        'banks',
        '--seed',
        '3',
        '--commands',
        'commands.json',
        '--set',
        'steps=8',
        '--set',
        'banks=20',
      ],
      ...['--set', `shocks=${JSON.stringify(shocks)}`, '--set', 'recovery=1', '--set', 'medianCapital=90000'],
    ],
    { cwd },
  );
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toContain(
    'Commands: set noise in step 1, add_capital for Bank 2 in step 2 and add_capital for Bank 4 in step 5 ' +
      '(did nothing).',
  );
  expect(text).toContain('Bank 4 fell first, in step 3 of 8.');
  expect(text).toContain('- Step 3: 1 bank. Bank 4 through a bank failure.');
  expect(text).toContain('- Step 6: 2 banks. Bank 7 and Bank 9 through a bank failure.');
});
