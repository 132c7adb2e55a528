/** @file Nier, Yang, Yorulmazer and Alentorn 2007: how many banks fail, over their net worth. */

import { nier } from '../../dist/index.js';
import { lineChart } from '../line-chart.js';
import { code, fixed, inErrors, largest, shown, table, withError } from './words.js';

const NETWORKS = 4000;
const BANKS = 25;
const LINK = 0.2;
const netWorths = Array.from({ length: 21 }, (_, k) => k / 200);

/** An independent program in C, 2,000 networks a point, seed 5: net worth, mean, its standard error. */
const program = new Map([
  [0, [24.7558, 0.011]],
  [0.01, [14.6873, 0.0138]],
  [0.03, [5.8016, 0.0085]],
  [0.07, [1, 0]],
]);

/** @param {number} netWorth */
export function measure(netWorth) {
  return { netWorth, ...nier({ netWorth, networks: NETWORKS, seed: 1 }) };
}

/** @typedef {ReturnType<typeof measure>} Point */

/**
 * The mean size of a bank's component in a random graph, which is that of the set of banks that a chain of
 * loans leads to in a random directed one. `connected[k]`: the chance that k banks are all in one.
 */
function meanComponent() {
  const choose = [[1]];
  const connected = [0, 1];
  const none = (/** @type {number} */ pairs) => (1 - LINK) ** pairs;
  for (let n = 1; n <= BANKS; n++) {
    choose[n] = Array.from(
      { length: n + 1 },
      (_, k) => (choose[n - 1][k - 1] ?? 0) + (choose[n - 1][k] ?? 0),
    );
    connected[n] = 1;
    for (let k = 1; k < n; k++) connected[n] -= choose[n - 1][k - 1] * connected[k] * none(k * (n - k));
  }
  return Array.from({ length: BANKS + 1 }, (_, k) => k).reduce(
    (mean, k) => mean + (k > 0 ? k * choose[BANKS - 1][k - 1] * connected[k] * none(k * (BANKS - k)) : 0),
    0,
  );
}

const whole = meanComponent();
const direct = 1 + (BANKS - 1) * LINK;

/** @param {Point} point */
export function nierRow({ netWorth, meanDefaults, standardError }) {
  const theirs = program.get(netWorth);
  return [
    fixed(100 * netWorth, 1),
    withError(meanDefaults, standardError, 5),
    theirs === undefined ? '–' : withError(theirs[0], theirs[1], 4),
    theirs === undefined ? '–' : inErrors(meanDefaults - theirs[0], Math.hypot(standardError, theirs[1])),
  ];
}

function figure(/** @type {Point[]} */ points) {
  return lineChart({
    title: 'Defaults over net worth in the baseline of Nier et al.',
    panels: [
      {
        x: { title: 'net worth, % of assets', min: 0, max: 10, ticks: [0, 2, 4, 6, 8, 10] },
        y: { title: 'failed banks of 25, mean', min: 0, max: 25, ticks: [0, 5, 10, 15, 20, 25] },
        height: 300,
        guides: [{ y: whole }, { y: direct }, { y: 1 }],
        series: [
          {
            mark: 'circle',
            points: points.map(({ netWorth, meanDefaults, standardError }) => ({
              x: 100 * netWorth,
              y: meanDefaults,
              low: meanDefaults - 1.96 * standardError,
              high: meanDefaults + 1.96 * standardError,
            })),
          },
        ],
        labels: [
          {
            x: 10,
            y: whole,
            above: false,
            anchor: 'end',
            lines: [`all tied to it by loans: ${fixed(whole, 2)}`],
          },
          {
            x: 10,
            y: direct,
            above: true,
            anchor: 'end',
            lines: [`the first bank and its lenders: ${fixed(direct, 1)}`],
          },
          { x: 10, y: 1, above: true, anchor: 'end', lines: ['the first bank alone: 1'] },
        ],
      },
    ],
  });
}

/** @returns {import('./words.js').Section} */
export function niers() {
  const points = netWorths.map(measure);
  const fromTheory = (points[0].meanDefaults - whole) / points[0].standardError;
  const scores = points.flatMap(({ netWorth, meanDefaults, standardError }) => {
    const theirs = program.get(netWorth);
    return theirs ? [(meanDefaults - theirs[0]) / Math.hypot(standardError, theirs[1])] : [];
  });
  const others = (/** @type {number} */ percent) =>
    fixed(Math.round((points[2 * percent].meanDefaults - 1) * NETWORKS * BANKS), 0);
  const isFalling = points.every((point, k) => k === 0 || point.meanDefaults <= points[k - 1].meanDefaults);
  return {
    title: 'Defaults over net worth: Nier, Yang, Yorulmazer and Alentorn 2007',
    summary: [
      `exact at a net worth of 0; program (C, ours) at ${program.size}; shape at all ${points.length}`,
      `${fixed(Math.abs(fromTheory), 1)} s.e. at a net worth of 0; ${fixed(largest(scores), 1)} s.e. from the program, of ${scores.length}; nothing to compare with at the other ${points.length - scores.length}`,
    ],
    figures: { 'nier.svg': figure(points) },
    text: `
**Source.** Nier et al. (2007), the baseline of section 2: 25 banks, each pair linked with probability 0.2, 20
% of all assets between banks; one bank loses its external assets, each in turn. We recall the shape of the
paper's figure (defaults fall with net worth, not linearly, and beyond some 5 % the first bank falls alone)
and have not read it again.

**Computed.** ${fixed(NETWORKS, 0)} networks a point, ${BANKS} shocks each, seed 1, net worth 0 to 10 %:

${code(shown(nier, { netWorth: 0.03, networks: NETWORKS, seed: 1 }))}

![Mean number of failed banks over net worth, with three values to hold it against](nier.svg)

95 % intervals are smaller than the marks. What is known without simulating:

- At 0 % whoever loses anything fails: every bank from which a chain of loans leads to the first. The number
  of these is distributed as the component of a bank in an undirected random graph of the same size, with mean
  ${fixed(whole, 4)} (in closed form). Ours: ${withError(points[0].meanDefaults, points[0].standardError, 4)},
  ${inErrors(points[0].meanDefaults - whole, points[0].standardError)} s.e. off.
- If all who lent to the first bank fail and nobody else, the mean is 1 + (N − 1)p = ${fixed(direct, 1)}.
  Around 3 % that is nearly so, and not quite: the mean passes through the value, it does not rest on it.
- Further on the first bank falls alone, but for networks with so few links that one loan exceeds its lender's
  net worth: of ${fixed(NETWORKS * BANKS, 0)} shocks ${others(6)} others fail at 6 %, ${others(7)} at 7 %,
  ${others(8)} at 8 %.

${table(['net worth, %', 'failed ± s.e.', 'C program ± s.e.', 'difference in s.e.'], points.map(nierRow))}

The same ${fixed(NETWORKS, 0)} networks serve all rows, so their errors are not independent; the mean
${isFalling ? 'never rises' : 'rises somewhere'} with net worth. The program in C (2,000 networks a point,
another generator) was written apart from ours.

**Conventions.** A bank fails when its losses *exceed* its net worth. Depositors bear what banks cannot. Not
tried: the other experiments (interbank share, connectivity, concentration, liquidity effects, tiers).`,
  };
}
