import { expect, test } from 'vitest';
import { faultline, folderOf, json } from './faultline.ts';

/** The example of the R package systemicrisk's help page. */
const network = {
  names: ['Alpha', 'Beta', 'Gamma'],
  liabilities: [
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
  ],
  externalAssets: [0.5, 0.625, 0.75],
  externalLiabilities: [1.5, 0.5, 0.5],
};

test('clear --json gives the clearing vector and the waves', async () => {
  const cwd = folderOf({ 'net.json': network });
  const result = await json(['clear', 'net.json', '--json'], { cwd });
  expect(result.payments[0]).toBeCloseTo(165 / 112, 12);
  expect(result.payments[1]).toBeCloseTo(159 / 112, 12);
  expect(result).toMatchObject({ defaulted: [0, 1], waves: [[0], [1]] });
  expect(result.equity[2]).toBeCloseTo(0.017857142857142856, 12);
});

test('clear prints a table for people within 80 columns', async () => {
  const cwd = folderOf({ 'net.json': { ...network, recoveryExternal: 0.5, recoveryInterbank: 0.7 } });
  const { code, stdout, stderr } = await faultline(['clear', 'net.json'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/Alpha +2\.5\d* +0\.50\d* +20\.1 % /);
  expect(stdout).toContain('3 banks of 3 cannot pay in full, in 2 waves.');
  expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
});
