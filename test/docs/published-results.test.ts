import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { root } from '../house/source.ts';

// The script is plain JavaScript without declarations.
// biome-ignore lint/suspicious/noExplicitAny: its JSDoc types do not reach here.
const script = (name: string): Promise<any> => import(pathToFileURL(join(root, 'scripts', name)).href);
const read = (name: string): string => readFileSync(join(root, 'docs', name), 'utf8');

const { sections, sectionText, summaryRow } = await script('published-results.js');
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
