import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { root } from '../house/source.ts';

// The script is plain JavaScript without declarations.
// biome-ignore lint/suspicious/noExplicitAny: its JSDoc types do not reach here.
const script = (name: string): Promise<any> => import(pathToFileURL(join(root, 'scripts', name)).href);
const read = (name: string): string => readFileSync(join(root, 'docs', name), 'utf8');

const { lead, sections, sectionText, summaryRow } = await script('published-results.js');
const { tableRow } = await script('published/words.js');
const { gaiKapadiaRow, measure: measureGaiKapadia } = await script('published/gai-kapadia.js');
const { nierRow, measure: measureNier } = await script('published/nier.js');
const page = read('published-results.md');

interface Section {
  readonly figures?: Record<string, string>;
}

/** Sections whose Monte Carlo takes long: a few of their points are drawn again. */
const DRAWN = ['gaiKapadias', 'niers'];
const stale = 'not what docs/ has: npm run published';

describe('the page has what is computed:', () => {
  const undrawn: { name: string; section: () => Section }[] = sections
    .map((section: () => Section) => ({ name: section.name, section }))
    .filter(({ name }: { name: string }) => !DRAWN.includes(name));

  test.each(undrawn)('$name', ({ section }) => {
    const found = section();
    expect(page.includes(sectionText(found)), stale).toBe(true);
    expect(page.includes(tableRow(summaryRow(found))), stale).toBe(true);
    for (const [name, svg] of Object.entries(found.figures ?? {})) {
      expect(read(name) === svg, stale).toBe(true);
    }
  });

  test.each([1.5, 3])('Gai and Kapadia at degree %d', (degree) => {
    const points = [true, false].map((strict) => measureGaiKapadia(strict, degree));
    expect(page).toContain(tableRow(gaiKapadiaRow(points)));
  });

  test.each([0.03, 0.07])('Nier et al. at a net worth of %d', (netWorth) => {
    expect(page).toContain(tableRow(nierRow(measureNier(netWorth))));
  });
});

describe('the page says of itself what it shows:', () => {
  const summary = page
    .match(/^\| result \|(.*\n)+?\n/m)![0]
    .trim()
    .split('\n')
    .slice(2);
  const cellsOf = (row: string): string[] => row.slice(2, -2).split(' | ');

  test('how its results are checked', () => {
    expect(page.replace(/\s+/g, ' ')).toContain(lead(summary.map((row) => cellsOf(row)[1])));
    expect(
      lead(['printed; program (C)', 'by hand', 'exact at 0; shape', 'program (R); shape', 'shape']),
    ).toMatch(
      /^Of 5 results 1 are .* numbers, 2 by exact .*, 1 by a program only and 1 by shape only\. By a program as well are 1;/,
    );
  });

  test('how far Gai and Kapadia are from theory at worst, anywhere in the table', () => {
    const section = page.split('\n## ').find((text) => text.startsWith('Contagion in random networks'))!;
    const found = [...section.matchAll(/^\| \d+\.\d \|.*\|$/gm)].map(([row]) =>
      cellsOf(row).map(Number.parseFloat),
    );
    expect(found).toHaveLength(19);
    const said = summary.find((row) => row.includes('Kapadia'));
    for (const first of [1, 3]) {
      // A dash, where nothing was drawn, is no number and no deviation.
      const all = found.flatMap((row) =>
        [first, first + 4].map((k) => ({ degree: row[0], size: Math.abs(row[k]! - row[k + 1]!) || 0 })),
      );
      const worst = all.reduce((most, each) => (each.size > most.size ? each : most));
      expect(said).toContain(`${worst.size.toFixed(3)} at worst (degree ${worst.degree} with ≥`);
    }
  });
});

test('its pictures are there, and the links within it lead to headings', () => {
  const pictures = [...page.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, name]) => name!);
  expect(pictures).toEqual(['gai-kapadia.svg', 'nier.svg', 'ring-versus-complete.svg']);
  for (const name of pictures) expect(existsSync(join(root, 'docs', name)), name).toBe(true);
  const slugs = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
  for (const [, slug] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(slugs).toContain(slug);
});
