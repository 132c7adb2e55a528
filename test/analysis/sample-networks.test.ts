import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advanceChain } from '../../lib/analysis/advance-chain.ts';
import { minimumDensity } from '../../lib/analysis/minimum-density.ts';
import { createChain, startChain } from '../../lib/analysis/network-chain.ts';
import { type SampleNetworksInput, sampleNetworks } from '../../lib/analysis/sample-networks.ts';
import { Chance } from '../../lib/core/chance.ts';
import { uniforms } from '../study/samples.ts';
import { draws } from '../support/draws.ts';
import { expectClose, sharedCases } from './shared-cases.ts';
import { linkCount, marginError, marginsOf, sizedMargins, someLoans } from './some-margins.ts';

/** All networks with these margins have [0][1] = t, [1][0] = 0.4 - t, and six links inside 0 < t < 0.4. */
const threeBanks = { assets: [1, 2.5, 3], liabilities: [0.7, 2.7, 3.1] };

/** What is measured of `count` networks of three banks. */
function measured(networks: number[][][]) {
  const part = (isCounted: (rows: number[][]) => boolean) =>
    networks.filter(isCounted).length / networks.length;
  const mean = (of: (rows: number[][]) => number) =>
    networks.reduce((total, rows) => total + of(rows), 0) / networks.length;
  return {
    low: part((rows) => rows[0][1] === 0),
    high: part((rows) => rows[1][0] === 0),
    mean: mean((rows) => rows[0][1]),
    square: mean((rows) => rows[0][1] * rows[0][1]),
    links: mean(linkCount),
  };
}

describe('right: three banks have a law in closed form', () => {
  const settings = { ...threeBanks, count: 40_000, thin: 10, burnIn: 1000 };

  test.each([
    [0.5, 0.25, 0.47619047619047616, 0.038730158730158726, 'maximum-entropy'],
    [0.5, 0.25, 0.47619047619047616, 0.038730158730158726, 'minimum-density'],
    [0.9, 2, 0.10869565217391301, 0.019130434782608695, 'maximum-entropy'],
    [0.9, 2, 0.10869565217391301, 0.019130434782608695, 'minimum-density'],
    [1, 2, 0, 0.4 ** 2 / 12, 'minimum-density'],
  ] as const)('probability %d, rate %d', (linkProbability, rate, empty, variance, start) => {
    const found = measured(sampleNetworks({ ...settings, linkProbability, rate, start, seed: 7 }));
    expect(Math.abs(found.low - empty)).toBeLessThan(0.015);
    expect(Math.abs(found.high - empty)).toBeLessThan(0.015);
    expect(Math.abs(found.mean - 0.2)).toBeLessThan(0.004);
    expect(Math.abs(found.square - 0.04 - variance)).toBeLessThan(0.002);
    expect(Math.abs(found.links - (6 - 2 * empty))).toBeLessThan(0.015);
  });

  test('each link with its own probability and rate', () => {
    const linkProbability = [
      [0, 0.3, 0.9],
      [0.8, 0, 0.5],
      [0.7, 1, 0],
    ];
    const rate = [
      [0, 3, 0.5],
      [1, 0, 1.5],
      [2, 0.25, 0],
    ];
    const slope = 3 - 0.5 - 1 + 1.5 + 2 - 0.25;
    const low = 0.7 / (0.3 * 3);
    const high = (0.2 / 0.8) * Math.exp(-0.4 * slope);
    const inside = (1 - Math.exp(-0.4 * slope)) / slope;
    // The mean of t: 0 at one end, 0.4 at the other, inside by parts.
    const first = inside / slope - (0.4 * Math.exp(-0.4 * slope)) / slope;
    const all = low + high + inside;
    const found = measured(sampleNetworks({ ...settings, linkProbability, rate, seed: 3 }));
    expect(Math.abs(found.low - low / all)).toBeLessThan(0.015);
    expect(Math.abs(found.high - high / all)).toBeLessThan(0.015);
    expect(Math.abs(found.mean - (first + 0.4 * high) / all)).toBeLessThan(0.004);
    const turned = measured(
      sampleNetworks({
        ...settings,
        rate: rate.map((row) => row.map((value) => 4 - value)),
        linkProbability,
        seed: 3,
      }),
    );
    expect(turned.mean).toBeGreaterThan(found.mean);
  });

  test('the rate unless told is that whose mean total is that of the margins', () => {
    const settings = { ...threeBanks, count: 3, seed: 1, linkProbability: 0.3 };
    expectClose(sampleNetworks(settings), sampleNetworks({ ...settings, rate: (0.3 * 6) / 6.5 }));
  });

  test('tied margins: of one matrix and its inverse each half, since all between have more links', () => {
    const networks = sampleNetworks({ assets: [1, 1, 1], liabilities: [1, 1, 1], count: 4000, seed: 2 });
    const there = networks.filter((rows) => rows[0][1] === 1 && rows[1][2] === 1 && rows[2][0] === 1).length;
    const back = networks.filter((rows) => rows[1][0] === 1 && rows[2][1] === 1 && rows[0][2] === 1).length;
    expect(there + back).toBe(4000);
    expect(Math.abs(there - back)).toBeLessThan(600);
    // Certain links admit no end.
    const certain = sampleNetworks({
      assets: [1, 1, 1],
      liabilities: [1, 1, 1],
      linkProbability: 1,
      count: 10,
      seed: 2,
      start: 'minimum-density',
    });
    expect(certain.map(linkCount)).toEqual(Array(10).fill(6));
  });
});

/**
 * The parts of networks that have each link, as Gandy & Veraart say it: cycles of 2 banks a side or 3, drawn
 * from all there are, of a uniform prior.
 */
function plainLinkParts(start: number[][], atom: number, updates: number): number[][] {
  const n = start.length;
  const uniform = uniforms(99);
  const rows = start.map((row) => [...row]);
  const parts = rows.map((row) => row.map(() => 0));
  for (let update = 0; update < updates; update++) {
    const length = uniform() < 0.5 ? 2 : 3;
    const lenders: number[] = [];
    const borrowers: number[] = [];
    for (const list of [lenders, borrowers]) {
      while (list.length < length) {
        const bank = Math.floor(uniform() * n);
        if (!list.includes(bank)) list.push(bank);
      }
    }
    const falling = lenders.map((i, s) => [i, borrowers[s]]);
    const rising = lenders.map((i, s) => [i, borrowers[(s + 1) % length]]);
    if ([...falling, ...rising].every(([i, j]) => i !== j)) {
      const fall = Math.min(...falling.map(([i, j]) => rows[i][j]));
      const rise = Math.min(...rising.map(([i, j]) => rows[i][j]));
      const u = uniform() * (fall + rise + 2 * atom);
      let d = u - atom - rise;
      if (u < atom) d = -rise;
      else if (u > fall + rise + atom) d = fall;
      const emptyCount = (cells: number[][]) => cells.filter(([i, j]) => rows[i][j] === 0).length;
      // An end where two cells are empty is certain.
      if (fall + rise > 1e-9 && emptyCount(falling) < 2 && emptyCount(rising) < 2) {
        for (const [i, j] of falling) rows[i][j] = rows[i][j] - d < 1e-9 ? 0 : rows[i][j] - d;
        for (const [i, j] of rising) rows[i][j] = rows[i][j] + d < 1e-9 ? 0 : rows[i][j] + d;
      }
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) if (rows[i][j] > 0) parts[i][j] += 1 / updates;
    }
  }
  return parts;
}

test('right: five banks as a plain program has them, though its cycles are drawn otherwise', () => {
  const margins = {
    assets: [1.3127, 2.2531, 0.7391, 3.1177, 1.9213],
    liabilities: [2.1091, 0.8363, 2.7549, 1.2571, 2.3865],
  };
  const networks = sampleNetworks({
    ...margins,
    linkProbability: 0.3,
    rate: 1,
    count: 20_000,
    thin: 50,
    seed: 4,
  });
  const plain = plainLinkParts(networks[0], 0.7 / 0.3, 2_000_000);
  for (const [i, row] of plain.entries()) {
    for (const [j, part] of row.entries()) {
      const own = networks.filter((rows) => rows[i][j] > 0).length / networks.length;
      expect(Math.abs(own - part), `link ${i}, ${j}`).toBeLessThan(0.02);
    }
  }
});

describe('lawful', () => {
  test('margins are met, for any of them', () => {
    const loans = someLoans({ min: 1, max: 9 }, fc.double({ min: 1e-3, max: 1e3, noNaN: true }));
    const chance = fc.constantFrom(0.05, 0.5, 1);
    fc.assert(
      fc.property(loans, chance, fc.boolean(), (given, linkProbability, isDense) => {
        const margins = marginsOf(given);
        const start = isDense ? 'maximum-entropy' : 'minimum-density';
        const networks = sampleNetworks({
          ...margins,
          linkProbability,
          start,
          count: 3,
          burnIn: 200,
          seed: 5,
        });
        for (const rows of networks) expect(marginError(rows, margins)).toBeLessThan(1e-12);
      }),
      draws(100),
    );
  });

  test('and after a million updates still', () => {
    const margins = sizedMargins(12, 1);
    const [rows] = sampleNetworks({ ...margins, linkProbability: 0.3, count: 1, thin: 1e6, seed: 1 });
    expect(marginError(rows, margins)).toBeLessThan(1e-12);
  });

  test('the same seed gives the same networks, whatever their count; another gives others', () => {
    const settings: SampleNetworksInput = { ...sizedMargins(6, 2), count: 5, seed: 'a', thin: 7 };
    const networks = sampleNetworks(settings);
    expect(sampleNetworks(settings)).toEqual(networks);
    expect(sampleNetworks({ ...settings, count: 3 })).toEqual(networks.slice(0, 3));
    expect(sampleNetworks({ ...settings, seed: 'b' })).not.toEqual(networks);
  });

  test('updates are keyed by their number: in one call or in many', () => {
    const margins = sizedMargins(10, 4);
    const start = Float64Array.from(minimumDensity(margins).flat());
    const prior = { rate: new Float64Array(100).fill(1), atom: new Float64Array(100).fill(2) };
    const chance = new Chance(['networks']);
    chance.reseed(11);
    const chains = [createChain(10), createChain(10)];
    for (const chain of chains) startChain(chain, start);
    advanceChain(chains[0], prior, chance.streams.networks, 3, 1000);
    for (let update = 3, step = 1; update < 1003; update += step, step = Math.min(7, 1003 - update)) {
      advanceChain(chains[1], prior, chance.streams.networks, update, step);
    }
    expect(chains[1]).toEqual(chains[0]);
  });

  test('fewer links are likely, fewer there are; the start is forgotten', () => {
    const margins = sizedMargins(30, 8);
    const links = (linkProbability: number, start: Pick<SampleNetworksInput, 'start'>) => {
      const networks = sampleNetworks({ ...margins, linkProbability, ...start, count: 40, seed: 6 });
      return networks.reduce((total, rows) => total + linkCount(rows), 0) / networks.length;
    };
    const means = [0.05, 0.2, 0.5, 0.9].map((p) => [
      links(p, {}),
      links(p, { start: 'maximum-entropy' }),
      links(p, { start: 'minimum-density' }),
    ]);
    for (const [k, [mixed, dense, sparse]] of means.entries()) {
      expect(Math.max(Math.abs(dense - mixed), Math.abs(sparse - mixed))).toBeLessThan(12);
      if (k > 0) expect(mixed).toBeGreaterThan(means[k - 1][0] + 30);
    }
  });

  test('the lists of links are those of the matrix', () => {
    const chain = createChain(15);
    startChain(chain, Float64Array.from(minimumDensity(sizedMargins(15, 5)).flat()));
    const chance = new Chance(['networks']);
    chance.reseed(1);
    const prior = { rate: new Float64Array(225).fill(0.1), atom: new Float64Array(225).fill(3) };
    advanceChain(chain, prior, chance.streams.networks, 0, 20_000);
    const linked = Array.from(chain.matrix.keys()).filter((cell) => chain.matrix[cell] > 0);
    expect(Array.from(chain.links.subarray(0, chain.linkCount)).sort((a, b) => a - b)).toEqual(linked);
    for (let bank = 0; bank < 15; bank++) {
      const row = chain.rowLinks.subarray(15 * bank, 15 * bank + chain.rowCount[bank]);
      expect(row.toSorted()).toEqual(
        Int32Array.from(
          linked.filter((cell) => Math.floor(cell / 15) === bank),
          (cell) => cell % 15,
        ),
      );
      const column = chain.columnLinks.subarray(15 * bank, 15 * bank + chain.columnCount[bank]);
      expect(column.toSorted()).toEqual(
        Int32Array.from(
          linked.filter((cell) => cell % 15 === bank),
          (cell) => Math.floor(cell / 15),
        ),
      );
    }
  });
});

describe('refuses', () => {
  const good = { ...threeBanks, count: 1, seed: 1 };
  test.each<[Record<string, unknown>, string]>([
    [{ linkProbability: 0 }, 'linkProbability: given 0; a finite number above 0 and at most 1'],
    [
      {
        linkProbability: [
          [0, 0.5],
          [0.5, 0],
        ],
      },
      'linkProbability: given "2 rows"; 3 rows',
    ],
    [
      {
        linkProbability: [
          [0, 0.5, 2],
          [1, 0, 1],
          [1, 1, 0],
        ],
      },
      'linkProbability[0][2]: given 2',
    ],
    [{ rate: -1 }, 'rate: given -1; a finite number above 0'],
    [
      {
        rate: [
          [0, 1, 1],
          [1, 0],
          [1, 1, 0],
        ],
      },
      'rate[1]: given "2 numbers"; a list of 3 numbers',
    ],
    [{ count: 0 }, 'count: given 0; an integer from 1 to '],
    [{ thin: 0.5 }, 'thin: given 0.5; an integer from 1 to '],
    [{ burnIn: -1 }, 'burnIn: given -1; an integer from 0 to '],
    [{ start: 'anywhere' }, "start: given \"anywhere\"; 'maximum-entropy' or 'minimum-density'"],
    [{ seed: undefined }, 'seed: given nothing'],
  ])('%j', (settings, message) => {
    expect(() => sampleNetworks({ ...good, ...settings } as SampleNetworksInput)).toThrow(message);
  });
});

const shared = sharedCases('network-sampling');

test.skipIf(!shared)('the worked cases', () => {
  for (const { p, lambda_: rate, exact } of shared.cases) {
    const found = measured(
      sampleNetworks({
        ...threeBanks,
        linkProbability: p,
        rate,
        count: 40_000,
        thin: 10,
        burnIn: 1000,
        seed: 1,
      }),
    );
    expect(Math.abs(found.low - exact.pL12zero)).toBeLessThan(0.015);
    expect(Math.abs(found.high - exact.pL21zero)).toBeLessThan(0.015);
    expect(Math.abs(found.mean - exact.meanL12)).toBeLessThan(0.004);
    expect(Math.abs(found.square - 0.04 - exact.varL12)).toBeLessThan(0.002);
    expect(Math.abs(found.links - exact.meanLinks)).toBeLessThan(0.015);
  }
});
