/** @file Tasche's allocation of the CVaR, with ties. */

import { conditionalValueAtRisk, contributions } from '../../dist/index.js';
import { code, declared, fixed, largest, quotient, size, table } from './words.js';

const losses = [
  [0, 0, 0],
  [1, 0, 0],
  [0, 2, 0],
  [1, 1, 1],
  [2, 1, 0],
  [0, 0, 3],
  [4, 1, 0],
  [0, 5, 0],
  [2, 2, 1],
  [6, 3, 1],
];

/** In exact fractions: level, CVaR, the banks' shares of it. */
const exact = /** @type {[number, string, string[]][]} */ ([
  [0.65, '45/7', ['22/7', '58/21', '11/21']],
  [0.7, '20/3', ['10/3', '25/9', '5/9']],
  [0.75, '7', ['18/5', '14/5', '3/5']],
  [0.8, '15/2', ['4', '17/6', '2/3']],
  [0.85, '25/3', ['14/3', '26/9', '7/9']],
  [0.9, '10', ['6', '3', '1']],
  [0.95, '10', ['6', '3', '1']],
]);

/** All orders of a list. @template T @param {T[]} list @returns {T[][]} */
function orders(list) {
  if (list.length < 2) return [list];
  return list.flatMap((each, i) => orders(list.toSpliced(i, 1)).map((rest) => [each, ...rest]));
}

/** @returns {import('./words.js').Section} */
export function tailContributions() {
  const found = exact.map(([level]) => contributions(losses, level));
  const totals = losses.map((row) => row.reduce((sum, each) => sum + each, 0));
  const deviations = exact.map(([level, cvar, shares], k) => [
    ...shares.map((share, bank) => found[k][bank] - quotient(share)),
    found[k].reduce((sum, each) => sum + each, 0) - quotient(cvar),
    conditionalValueAtRisk(totals, level) - quotient(cvar),
  ]);
  const furthest = largest(deviations.flat());
  const rows = exact.map(([level, cvar, shares], k) => [
    fixed(level, 2),
    ...found[k].map((each) => fixed(each, 6)),
    shares.join(', '),
    cvar,
    size(largest(deviations[k])),
  ]);
  const tiedFirst = [6, 7, 8];
  const permuted = orders(tiedFirst).map((order) => {
    const row = (/** @type {number} */ s) => losses[tiedFirst.includes(s) ? order[s - 6] : s];
    return contributions(
      losses.map((_, s) => row(s)),
      0.8,
    );
  });
  const moved = largest(permuted.flatMap((each) => each.map((share, bank) => share - found[3][bank])));
  const naive = orders(tiedFirst).map(([first]) =>
    losses[9].map((loss, bank) => (loss + losses[first][bank]) / 2),
  );
  const answers = [...new Set(naive.map((each) => `(${each.join(', ')})`))];
  return {
    title: 'Who the CVaR is made of: Tasche 2000, with ties',
    summary: ['exact', size(furthest)],
    text: `
**Source.** The Euler allocation of Tasche (2000, 2007); the share of the boundary as in Acerbi and Tasche
(2002). There is no printed example with ties that we know of: ours has ten scenarios, three of which tie at a
total of 5 with different splits. The fractions are worked out apart from the code, and agree with the
derivative of the CVaR in a bank's weight.

**Computed.** \`losses\` has a row a scenario and a column a bank:

${code(declared('losses', losses), 'contributions(losses, 0.8);')}

${table(['level', 'bank 0', 'bank 1', 'bank 2', 'exact', 'CVaR (sum)', 'largest deviation'], rows)}

The deviation is the largest of the banks', of their sum and of \`conditionalValueAtRisk\`. In all
${permuted.length} orders of the tied scenarios the shares at level 0.8 differ by ${size(moved)}. Taking the
last (1 − level) n rows of a sorted list would give one of ${answers.length} answers, by the order of the
rows: ${answers.join(', ')}; each sums to the CVaR, and none is its derivative.

**Conventions.** Losses are positive. At level 0.8 of ten scenarios the tail is two scenarios: the largest in
full, and the three tied ones a third each. Totals within 1e-12 of their size are tied.`,
  };
}
