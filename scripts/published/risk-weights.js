/** @file The risk weights of Basel's internal-ratings approach. */

import { irbCapital } from '../../dist/index.js';
import { code, fixed, shown, size, table } from './words.js';

/** Probability of default and risk weight, both in percent, as printed: large companies, LGD 45 %, 2.5 years. */
const printed = [
  [0.03, 14.44],
  [0.05, 19.65],
  [0.1, 29.65],
  [0.25, 49.47],
  [0.4, 62.72],
  [0.5, 69.61],
  [0.75, 82.78],
  [1, 92.32],
  [1.3, 100.95],
  [1.5, 105.59],
  [2, 114.86],
  [2.5, 122.16],
  [3, 128.44],
];
/** The same, recalled and not read. */
const recalled = [[10, 193.09]];

/** The same formula with an LGD of 40 %, as a later standard prints it. */
const laterPrinted = [
  [0.05, 17.47],
  [0.1, 26.36],
  [0.25, 43.97],
  [0.4, 55.75],
  [0.5, 61.88],
  [0.75, 73.58],
  [1, 82.06],
  [1.3, 89.73],
];

const percent = (/** @type {number} */ pd, /** @type {number} */ lgd) =>
  100 * irbCapital({ pd: pd / 100, lgd, maturity: 2.5 }).riskWeight;

/** @returns {import('./words.js').Section} */
export function riskWeights() {
  const rowsOf = (/** @type {number[][]} */ rows, /** @type {number} */ lgd, /** @type {string} */ how) =>
    rows.map(([pd, weight]) => {
      const found = percent(pd, lgd);
      return [
        fixed(pd, 2),
        fixed(100 * lgd, 0),
        fixed(found, 4),
        fixed(weight, 2),
        size(found - weight),
        how,
      ];
    });
  const all = [...printed, ...recalled].map(([pd, weight]) => ({ pd, found: percent(pd, 0.45), weight }));
  const later = laterPrinted.map(([pd, weight]) => ({ pd, found: percent(pd, 0.4), weight }));
  const both = [...all, ...later];
  const differing = both.filter(({ found, weight }) => found.toFixed(2) !== weight.toFixed(2));
  const words = differing.map(
    ({ pd, found, weight }) => `${fixed(found, 4)} for a printed ${fixed(weight, 2)} at a PD of ${pd} %`,
  );
  return {
    title: 'Basel: risk weights of the internal-ratings approach',
    summary: [
      `printed, 0.01 of a percent (${printed.length + laterPrinted.length} read, ${recalled.length} recalled)`,
      `${differing.length} of ${both.length}, by one digit; see there`,
    ],
    text: `
**Source.** Basel Committee (2006, BCBS 128), paragraph 272, and its Annex 5, which prints illustrative
weights to 0.01 % for loans to large companies with an LGD of 45 % and 2.5 years. We read ${printed.length} of
them in a reproduction of the annex; one is recalled. With an LGD of 40 % the same formula is in later rules
(here those of the Saudi Central Bank, 2022), of which we read ${laterPrinted.length}.

**Computed.**

${code(shown(irbCapital, { pd: 0.01, lgd: 0.45, maturity: 2.5 }))}

${table(
  ['PD, %', 'LGD, %', 'risk weight, %', 'printed', 'deviation', ''],
  [
    ...rowsOf(printed, 0.45, 'read'),
    ...rowsOf(recalled, 0.45, 'recalled'),
    ...rowsOf(laterPrinted, 0.4, 'read'),
  ],
)}

${both.length - differing.length} of ${both.length} agree in every printed digit. Not so: ${words.join('; ')}.
Worked out apart from ours to 40 digits the formula gives 114.8542 at 2 %, so that the printed digit is not
the formula's.

**Conventions.** Without the scaling factor of 1.06, the adjustment for small firms and the floor under PD.
Not tried, as there is no function for them: the columns for small firms and retail loans.`,
  };
}
