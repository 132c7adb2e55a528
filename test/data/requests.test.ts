import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { zipfPopularity } from '../../lib/analysis/caching/zipf-popularity.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const text = readFileSync(join(root, 'data/requests.txt'), 'utf8');

test('the shipped trace is what its script prints', () => {
  const printed = execFileSync(process.execPath, ['data/make-requests.js'], { cwd: root, encoding: 'utf8' });
  expect(text).toBe(printed);
});

test('its pages are asked for by Zipf’s law', () => {
  const pages = text
    .trimEnd()
    .split('\n')
    .map((line) => Number(/^\/page\/(\d+)$/.exec(line)?.[1]));
  expect(pages).toHaveLength(4000);
  const shares = zipfPopularity(1000, 0.9);
  // Counts of the ten most popular: within 4 standard deviations of a binomial.
  for (let page = 1; page <= 10; page++) {
    const share = shares[page - 1];
    const count = pages.filter((each) => each === page).length;
    expect(Math.abs(count - 4000 * share), `page ${page}`).toBeLessThan(
      4 * Math.sqrt(4000 * share * (1 - share)),
    );
  }
  expect(Math.max(...pages)).toBeLessThanOrEqual(1000);
});
