import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { banks, loadTable, run } from '../../lib/index.ts';
import { temporaryFile } from '../support/temporary-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a program of plain Node in the project; returns what it prints. */
async function node(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
  });
  return stdout;
}

test('plain Node imports the built package, which gives the same digest as its sources', async () => {
  const config = { banks: 5, steps: 4, noise: 0.3, density: 0.5 };
  const out = await node(`
    import { banks, open, run, sweep, valueAtRisk, conditionalValueAtRisk } from 'faultline';
    const config = ${JSON.stringify(config)};
    const { digest } = run(banks, { config, seed: 'plain' });
    const live = open(banks, { config, seed: 'plain' }).finish();
    const { losses } = await sweep(banks, { config, runs: 40, workers: 2 });
    console.log(JSON.stringify([digest, live.digest, valueAtRisk(losses, 0.9) <= conditionalValueAtRisk(losses, 0.9)]));
  `);
  const { digest } = run(banks, { config, seed: 'plain' });
  expect(JSON.parse(out)).toEqual([digest, digest, true]);
});

test('a program that has swept ends by itself', async () => {
  const out = await node(`
    import { banks, sweep } from 'faultline';
    await sweep(banks, { config: { banks: 3, steps: 2 }, runs: 20, workers: 2 });
    console.log('done');
  `);
  expect(out.trim()).toBe('done');
});

test('loadTable reads what a field of the config takes', () => {
  const path = temporaryFile('banks.csv', 'name,capital\nA,1\nB,2\n');
  expect(loadTable(banks, 'banks', path)).toEqual([
    { name: 'A', capital: 1 },
    { name: 'B', capital: 2 },
  ]);
  expect(() => loadTable(banks, 'steps' as 'banks', path)).toThrow(
    'loadTable: given "steps"; a field that takes a file: banks',
  );
  expect(() => loadTable(banks, 'banks', './none.csv')).toThrow(
    'loadTable: given "./none.csv"; a file that can be',
  );
});
