import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultline, folderOf, inOneProcess, json } from './faultline.ts';

const files = {
  'negative.json': { banks: [{ capital: -5 }, { capital: 3 }] },
  'matrix.json': { banks: 2, matrix: [[0, 1], [1]] },
  'broken.json': '{\n  "steps": 5,\n}\n',
  'cut.json': '{"steps": 5',
  'missing.csv': 'name,targetLeverage\na,5\nb,6\n',
  'newer.json': { faultline: 9, model: 'banks', version: 1, config: {}, seed: 1 },
  'other.json': { faultline: 1, model: 'banks', version: 999, config: {}, seed: 1 },
  'unknown.json': [{ name: 'nope', at: 3 }],
  'nobody.json': [{ name: 'add_capital', bank: 99, amount: 5, at: 3 }],
  'late.json': [{ name: 'add_capital', bank: 9, amount: 5, at: 300 }],
  'market.json': [{ name: 'apply_shock', kind: 'asset_price_crash', market: 'X', at: 3 }],
  'null.json': [null],
  'timeless.json': [{ name: 'halt_lending' }],
  'debts-negative.json': {
    liabilities: [
      [0, -1],
      [1, 0],
    ],
    externalAssets: [1, 1],
  },
  'debts-ragged.json': { liabilities: [[0, 1], [1]], externalAssets: [1, 1] },
  'debts-short.json': {
    liabilities: [
      [0, 1],
      [1, 0],
    ],
    externalAssets: [1],
  },
  'debts-text.json': {
    liabilities: [
      [0, 'NaN'],
      [1, 0],
    ],
    externalAssets: [1, 1],
  },
  'debts-field.json': {
    liabilities: [
      [0, 1],
      [1, 0],
    ],
    assets: [1],
  },
  'debts-names.json': {
    liabilities: [
      [0, 1],
      [1, 0],
    ],
    externalAssets: [1, 1],
    names: ['A'],
  },
  'hub.json': {
    banks: [
      { capital: 100, targetLeverage: 10, interbankAssets: 60 },
      { capital: 10, targetLeverage: 10, interbankAssets: 1 },
      { capital: 10, targetLeverage: 10, interbankAssets: 1 },
    ],
  },
  'owed.json': { banks: [{ capital: 10, interbankLiabilities: 5 }, { capital: 10 }, { capital: 10 }] },
  'totals.json': {
    banks: [
      { capital: 10, interbankAssets: 10, interbankLiabilities: 15 },
      { capital: 10, interbankAssets: 10, interbankLiabilities: 15 },
    ],
  },
  'empty.mjs': 'export const nothing = 1;\n',
};

/** Arguments, and what the one line on stderr says. */
const cases: readonly (readonly [string, string])[] = [
  ['run banks --config negative.json', 'config.banks[0].capital: given -5; '],
  ['run banks --config matrix.json', 'config.matrix[1]: given '],
  ['run banks --config broken.json', 'broken.json:3:1: given "}"; JSON is needed'],
  ['run banks --config cut.json', 'cut.json:1:12: given nothing; JSON is needed'],
  ['run banks --config none.json', '--config: given "none.json"; a file that can be read (ENOENT)'],
  ['run banks --config null.json', 'null.json: given [null]; an object of fields is needed'],
  ['run banks --set stepz=3', 'config.stepz: given 3; no such field; did you mean steps?'],
  ['run banks --set nonsense', '--set: given "nonsense"; path=value'],
  ['run banks --set banks.2.capital=1', '--set: given "banks.2.capital"; banks has no fields'],
  ['run banks --set banks=missing.csv', 'missing.csv:1: given "name,targetLeverage"; '],
  ['run banks --set banks=none.csv', 'config.banks: given "none.csv"; a file that can be read'],
  [
    'run banks --set shocks=[{"kind":"asset_price_crash","at":3,"market":"X"}]',
    'config.shocks[0].market: given "X"; one of BANK_INDEX',
  ],
  ['run banks --set preset=none', 'config.preset: given "none"; one of reference'],
  ['run banks --set policy=./none.js', 'config.policy: given "./none.js"; '],
  ['run banks --set policy=./empty.mjs', 'config.policy: given "./empty.mjs"; rules, random, or '],
  ['run banks --commands unknown.json', 'commands[0].name: given "nope"; one of add_capital'],
  ['run banks --commands nobody.json', 'commands[0].bank: given 99; a bank from 0 to 47'],
  ['run banks --commands late.json', 'commands[0].at: given 300; a time that comes'],
  ['run banks --commands market.json', 'commands[0].market: given "X"; one of BANK_INDEX'],
  ['run banks --commands null.json', 'null.json: commands[0]: given null; '],
  ['run banks --commands negative.json', 'negative.json: given '],
  ['sweep banks --runs 4 --commands late.json', 'commands[0].at: given 300; a time that comes'],
  ['run --recipe newer.json', 'newer.json.faultline: given 9; '],
  ['run --recipe other.json', 'other.json.version: given 999; version '],
  ['run --recipe newer.json --config matrix.json', '--config: given "matrix.json"; without --recipe'],
  ['run', 'model: given nothing; one of banks'],
  ['run nope', 'model: given "nope"; one of banks'],
  ['run banks --json --events ndjson', '--events: given "ndjson"; without --json'],
  ['run banks --until -3', '--until: given -3; a number of at least 0'],
  ['run banks --until 99', 'until: given 99; a time up to 52, when the run ends'],
  ['sweep banks --runs 4 --until 53', 'until: given 53; a time up to 52'],
  ['run banks --seed=', '--seed: given ""; an integer, or a text that is hashed'],
  [
    'run banks --commands timeless.json',
    'timeless.json: commands[0].at: given nothing; a time, such as 3, or ',
  ],
  ['run banks --save-recipe none/r.json', '--save-recipe: given "none/r.json"; '],
  ['run banks --colour', "unknown option '--colour'; see --help"],
  ['sweep banks --runs 0', '--runs: given 0; an integer from 1 to 100000000'],
  ['sweep banks --runs 1e99', '--runs: given 1e+99; an integer from 1 to 100000000'],
  ['sweep banks --workers 0', '--workers: given 0; an integer from 1 to 256'],
  ['sweep banks --levels 0.95,2', '--levels: given "0.95,2"; '],
  ['sweep banks --measure x', 'measure: given "x"; one of loss, '],
  ['sweep banks --out none/runs.csv', '--out: given "none/runs.csv"; '],
  ['compare banks --runs 10', '--set-b: given nothing; '],
  ['compare banks --runs 10 --set-b density=3', 'config.density: given 3; '],
  ['clear', "missing required argument 'file.json'; see --help"],
  ['clear none.json', '<file.json>: given "none.json"; a file that can be read (ENOENT)'],
  ['clear broken.json', 'broken.json:3:1: given "}"; JSON is needed'],
  ['clear null.json', 'null.json: given [null]; an object of fields is needed'],
  ['clear debts-negative.json', 'debts-negative.json: liabilities[0][1]: given -1; a finite number of'],
  ['clear debts-ragged.json', 'debts-ragged.json: liabilities[1]: given "1 numbers"; 2 numbers'],
  ['clear debts-short.json', 'debts-short.json: externalAssets: given "1 numbers"; a list of 2 numbers'],
  ['clear debts-text.json', 'debts-text.json: liabilities[0][1]: given "NaN"; a finite number'],
  ['clear debts-field.json', 'debts-field.json: assets: given [1]; no such field; known are names'],
  ['clear debts-names.json', 'debts-names.json: names: given ["A"]; a list of 2 texts'],
  ['clear negative.json', 'negative.json: banks: given '],
  ['decompose banks --runs 1', '--runs: given 1; an integer of at least 2'],
  ['decompose banks --runs 4 --order direct,x', 'order[1]: given "x"; channels that are on'],
  ['decompose banks --runs 4 --set network=sampled --set density=0', 'config.density: given 0; above 0'],
  [
    'run banks --config hub.json --set network=minimum-density',
    'config.banks: bank 0: given "assets of 60 and liabilities of',
  ],
  [
    'run banks --config owed.json --set network=sampled',
    'config.banks: given "interbankLiabilities of 1"; those of all banks or of none',
  ],
  [
    'run banks --config totals.json --set network=maximum-entropy',
    'config.banks: assets and liabilities: given "totals of 20 and 30"; equal totals',
  ],
  ['tour --out negative.json/x', '--out: given "negative.json/x"; a folder'],
  ['nope', "unknown command 'nope'; see --help"],
  ['help nope', 'no such command; see --help'],
];

test('bad input: one line on stderr, exit code 2, nothing on stdout, no file', () => {
  const cwd = folderOf(files);
  const lines = cases.map(([line]) => line.split(' '));
  for (const [i, { code, stdout, stderr }] of inOneProcess(lines, { cwd }).entries()) {
    const [line, message] = cases[i];
    expect.soft({ line, code, stdout }).toEqual({ line, code: 2, stdout: '' });
    expect.soft(stderr).toMatch(/^faultline: .*\n$/);
    expect.soft(stderr).toContain(`faultline: ${message}`);
  }
  expect(readdirSync(cwd).sort()).toEqual(Object.keys(files).sort());
});

test.each([
  [
    ['run', 'banks', '--set', 'stepz=3'],
    'faultline: config.stepz: given 3; no such field; did you mean steps?\n',
  ],
  [['sweep', 'banks', '--runs', '0'], 'faultline: --runs: given 0; an integer from 1 to 100000000\n'],
  [['nope'], "faultline: unknown command 'nope'; see --help\n"],
])('%j in a process of its own', async (args, stderr) => {
  expect(await faultline(args)).toEqual({ code: 2, stdout: '', stderr });
});

test('a run that fails names its recipe, alone and in a sweep', async () => {
  const policy = 'export const policy = { decide() { throw new Error("no idea"); } };\n';
  const cwd = folderOf({ 'throws.mjs': policy });
  const set = ['--set', 'policy=./throws.mjs', '--set', 'steps=3'];
  for (const args of [
    ['run', 'banks', '--seed', '5'],
    ['sweep', 'banks', '--runs', '6', '--workers', '1'],
    ['sweep', 'banks', '--runs', '6', '--workers', '2', '--out', 'runs.csv'],
  ]) {
    const { code, stdout, stderr } = await faultline([...args, ...set], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const [, recipe] =
      /^faultline: run \d+: policy \.\/throws\.mjs, step 1: no idea; its recipe: (.*)\n$/.exec(stderr) ?? [];
    expect(JSON.parse(recipe)).toMatchObject({
      model: 'banks',
      config: { policy: './throws.mjs', steps: 3 },
    });
  }
  expect(existsSync(`${cwd}/runs.csv`)).toBe(false);
});

test('the number 7 and the text seven are different seeds', async () => {
  const seedOf = async (seed: string): Promise<unknown> =>
    (await json(['run', 'banks', '--until', '1', '--seed', seed, '--json'])).recipe.seed;
  expect(await Promise.all(['7', '-7', '7.5', 'seven'].map(seedOf))).toEqual([7, -7, '7.5', 'seven']);
});
