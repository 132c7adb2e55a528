import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noHost } from '../../lib/core/host.ts';
import { makeRecipe, type Recipe } from '../../lib/core/recipe.ts';
import { banks } from '../../lib/models/banks/banks.ts';
import { cache } from '../../lib/models/cache/cache.ts';
import { models } from '../../lib/models/models.ts';
import { trading } from '../../lib/models/trading/trading.ts';
import { deflate } from '../../lib/page/deflate.ts';
import { decodeLink, encodeLink, type LinkedRun } from '../../lib/page/recipe-link.ts';

const standing = { turnCount: 0, landedCount: 0, question: null };

const linkOf = (recipe: Recipe, rest: Partial<LinkedRun> = {}): Promise<string> => {
  const model = models.find(({ name }) => name === recipe.model);
  return encodeLink(model as (typeof models)[number], { ...standing, ...rest, recipe });
};

describe('a run goes into a link and comes out the same', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (value === 0 ? 0 : value));
  const size = fc.double({ min: 0.001, max: 1e6, noNaN: true });
  const at = fc.oneof(
    size,
    fc.record({
      time: size,
      phase: fc.constant('decide'),
      round: fc.nat(),
      entity: fc.nat(),
      ordinal: fc.nat(),
    }),
  );
  const command = fc.oneof(
    fc.record({ name: fc.constant('add_capital'), at, bank: fc.nat(47), amount: size }),
    fc.record({ name: fc.constant('set'), at, path: fc.constant('recovery'), value: share }),
  );
  const recipes = fc.oneof(
    fc
      .record(
        {
          recovery: share,
          capitalRequirement: share,
          shockRates: fc.record(
            { bank_failure: size.map((x) => x / 1e6), rate_rise: share },
            { requiredKeys: [] },
          ),
          shocks: fc.constantFrom('none', [{ kind: 'rate_rise', at: 3 }], []),
          exposureLimit: fc.constantFrom(null, 0.5),
          preset: fc.constantFrom('reference', null),
          currency: fc.string({ minLength: 1, unit: 'grapheme' }),
        },
        { requiredKeys: [] },
      )
      .map((config) => ({ model: banks, config })),
    fc
      .record(
        {
          arrivals: fc.constantFrom({ kind: 'poisson', rate: 3 }, { kind: 'closed', clients: 9 }),
          ttl: fc.constantFrom(null, 5, { kind: 'sliding', time: 3 }),
          service: fc.constantFrom(1, { kind: 'uniform', min: 0, max: 2 }),
          retries: fc.constantFrom(0, { max: 7 }),
          breaker: fc.constantFrom(null, {}),
        },
        { requiredKeys: [] },
      )
      .map((config) => ({ model: cache, config })),
    fc
      .record({ strategy: fc.constantFrom('sma-cross', 'opening-range'), cash: size }, { requiredKeys: [] })
      .map((config) => ({ model: trading, config })),
  );
  const seeds = fc.oneof(fc.maxSafeInteger(), fc.string({ unit: 'grapheme' }));

  test('whatever its config, seed, commands and place', async () => {
    await fc.assert(
      fc.asyncProperty(
        recipes,
        seeds,
        fc.array(command, { maxLength: 5 }),
        fc.option(size),
        fc.nat(),
        fc.option(fc.record({ event: fc.nat() })),
        async ({ config, model }, seed, commands, until, turnCount, question) => {
          const plain = model as (typeof models)[number];
          const recipe = makeRecipe(plain, { config, seed, commands, until }, noHost);
          const run = { recipe, turnCount, landedCount: 1, question };
          const link = await encodeLink(plain, run);
          expect(link).toMatch(/^[\w-]+$/);
          expect(await decodeLink(models, link)).toEqual({ ...run, model });
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('what is left out of a run stays left out', async () => {
  const without = [{ time: 3, phase: 0, round: 0, entity: 1, ordinal: 0, parts: [0] }];
  const recipe = { ...makeRecipe(banks, {}, noHost), without } as unknown as Recipe;
  expect((await decodeLink(models, await linkOf(recipe))).recipe.without).toEqual(without);
});

test('defaults are not in the link', async () => {
  const recipe = makeRecipe(cache, {}, noHost);
  expect((await linkOf(recipe)).length).toBeLessThan(80);
});

test('20 commands fit into 2 kB', async () => {
  // Times and values with all their digits, which pack badly.
  const digits = (i: number): number => Math.sqrt(i + 2) * 1000;
  const commands = Array.from({ length: 20 }, (_, i) =>
    i % 2 === 0
      ? { name: 'set', at: digits(i), path: 'arrivals.rate', value: digits(3 * i) }
      : {
          name: 'kill_node',
          at: { time: digits(i), phase: 'request', round: 0, entity: i, ordinal: 17 * i },
          node: i % 8,
          for: digits(5 * i),
        },
  );
  const recipe = { ...makeRecipe(cache, { config: { capacity: 77, nodes: 9 } }, noHost), commands };
  const link = await linkOf(recipe as Recipe, {
    turnCount: 123_456,
    landedCount: 20,
    question: { event: 9 },
  });
  expect(link.length).toBeLessThan(2_000);
});

describe('a bad link says in one line what is wrong', () => {
  const messageOf = (fragment: string): Promise<string> =>
    decodeLink(models, fragment).then(
      () => 'no error',
      (error: Error) => error.message,
    );

  test.each(['', 'x', '!!!', 'AAAA'])('%o', async (fragment) => {
    expect(await messageOf(fragment)).toBe('This link is broken: a part of it is missing or was changed.');
  });

  test('cut off', async () => {
    const link = await linkOf(makeRecipe(cache, { config: { nodes: 9 } }, noHost));
    for (const length of [1, 10, link.length - 3]) {
      expect(await messageOf(link.slice(0, length))).toMatch(/^This link is broken/);
    }
  });

  const pack = (json: object): Promise<string> => deflate(JSON.stringify(json));

  test('of another version', async () => {
    const link = await pack({ f: 1, m: 'banks', v: banks.version + 1, s: 1, c: { gone: 1 } });
    expect(await messageOf(link)).toMatch(/^link.version: given \d+; version \d+ of banks runs here/);
  });

  test('of a model that there is not, a field, a value', async () => {
    expect(await messageOf(await pack({ f: 1, m: 'weather', v: 1, s: 1 }))).toMatch(/^link.model: .*banks/);
    const gone = await pack({ f: 1, m: 'banks', v: banks.version, s: 1, c: { recovry: 1 } });
    expect(await messageOf(gone)).toContain('did you mean recovery?');
    const high = await pack({ f: 1, m: 'banks', v: banks.version, s: 1, c: { recovery: 2 } });
    expect(await messageOf(high)).toBe('link.config.recovery: given 2; a number of at most 1 is needed');
    expect(await messageOf(await pack([]))).toMatch(/^link: given \[\]; an object is needed/);
    expect(await messageOf(await pack({ f: 1, m: 'banks', v: 1, s: 1, x: 1 }))).toMatch(/no such field/);
  });

  test('that unpacks to very much', async () => {
    expect(await messageOf(await deflate(' '.repeat(5_000_000)))).toMatch(/^This link is broken/);
  });
});
