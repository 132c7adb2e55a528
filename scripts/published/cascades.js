/** @file Furfine 2003; DebtRank of Battiston et al. 2012 and Bardoscia et al. 2015. */

import { debtRank, furfine } from '../../dist/index.js';
import { code, fixed, fromPrinted, largest, quotient, set, shown, size, table } from './words.js';

const exposures = [
  [0, 1, 0],
  [10, 0, 3],
  [3, 2, 0],
];
const capital = [2, 5, 2];
const weights = [10, 100, 30];
const names = ['a', 'b', 'c'];

/** Rounds and losses by hand; the additional stress that R printed when we ran it. */
const byHand = [
  { rounds: [[0], [1, 2]], losses: [1, 13, 5], stress: '13/14', program: '.928571' },
  { rounds: [[1]], losses: [1, 0, 2], stress: '1/4', program: '.25' },
  { rounds: [[2]], losses: [0, 3, 0], stress: '3/7', program: '.428571' },
];

/** The weighted mean of the capital lost, at most all of it, without the bank that fails first. */
function additionalStress(/** @type {number[]} */ losses, /** @type {number} */ initial) {
  const parts = losses.map((loss, i) => (i === initial ? 0 : weights[i] * Math.min(1, loss / capital[i])));
  return sum(parts) / sum(weights);
}

const sum = (/** @type {number[]} */ numbers) => numbers.reduce((total, each) => total + each, 0);

/** @returns {import('./words.js').Section} */
export function sequentialDefaults() {
  const input = { exposures, capital, initial: 1 };
  const found = names.map((_, initial) => furfine({ ...input, initial }));
  const isSame = found.every(
    ({ rounds, losses }, k) =>
      JSON.stringify([rounds, losses]) === JSON.stringify([byHand[k].rounds, byHand[k].losses]),
  );
  const stress = found.map(({ losses }, k) => additionalStress(losses, k));
  const rows = byHand.map((hand, k) => [
    names[k],
    found[k].rounds.map(set).join(', '),
    found[k].losses.join(', '),
    hand.losses.join(', '),
    String(stress[k]),
    hand.stress,
    hand.program,
  ]);
  const less = furfine({ ...input, capital: [2, 5, 2 - 1e-9] });
  const fromProgram = fromPrinted(
    stress,
    byHand.map(({ program }) => program),
  );
  const furthest = largest(stress.map((each, k) => each - quotient(byHand[k].stress)));
  return {
    title: 'Sequential default: Furfine 2003',
    summary: [
      'by hand; program (R NetworkRiskMeasures)',
      isSame
        ? `none in losses; ${size(furthest)} in stress, ${fromProgram} from what R printed; at a tie R counts a default more`
        : 'differs from the hand calculation',
    ],
    text: `
**Source.** Furfine (2003); the three banks are a documented example of the R package \`NetworkRiskMeasures\`,
run by us in R. Furfine's own tables rest on payment data that are not public: not tried.

**Computed.** For each of the banks 0 (a), 1 (b) and 2 (c) in turn as \`initial\`:

${code(shown(furfine, input))}

${table(['first', 'rounds', 'losses', 'by hand', 'additional stress', 'exact', 'R (threshold)'], rows)}

Additional stress is the package's measure, computed here from our losses: the weighted
(${weights.join(', ')}) mean of min(1, loss / capital) over the other banks.

**The tie.** When b fails, c loses ${found[1].losses[2]}, which is all of its capital of ${capital[2]}. Here
it stands: a bank fails when its losses *exceed* its capital, and ${set(found[1].defaulted)} is all that
fails. \`NetworkRiskMeasures\` counts a loss of just the capital as a default; with c's capital lower by 1e-9
ours fails ${set(less.defaulted)} too. Losses and stress are the same under both rules in this example, as the
only creditor of c is b; the number of defaults is not.`,
  };
}

/** @type {{ bank: number, variant: 'linear' | 'single-hit', impact: string, stress: number[], program: string }[]} */
const cases = [
  { bank: 0, variant: 'linear', impact: '13/14', stress: [1, 1, 1], program: '.928571' },
  { bank: 1, variant: 'linear', impact: '1/4', stress: [0.5, 1, 1], program: '.25' },
  { bank: 2, variant: 'linear', impact: '3/4', stress: [0.5, 1, 1], program: '.75' },
  { bank: 0, variant: 'single-hit', impact: '13/14', stress: [1, 1, 1], program: '.928571' },
  { bank: 1, variant: 'single-hit', impact: '1/4', stress: [0.5, 1, 1], program: '.25' },
  { bank: 2, variant: 'single-hit', impact: '103/140', stress: [0.3, 1, 1], program: '.735714' },
];

const exposuresOfPair = [
  [0, 0.5],
  [0.4, 0],
];

/** @returns {import('./words.js').Section} */
export function debtRanks() {
  const inputs = cases.map(({ bank, variant }) => {
    const shock = capital.map((_, i) => (i === bank ? 1 : 0));
    return { exposures, equity: capital, weights, shock, variant };
  });
  const found = inputs.map((input) => debtRank(input));
  const deviations = found.map(({ impact }, k) => impact - quotient(cases[k].impact));
  const stressDeviations = found.flatMap(({ stress }, k) => stress.map((h, i) => h - cases[k].stress[i]));
  const rows = cases.map(({ bank, variant, impact, program }, k) => [
    variant,
    names[bank],
    found[k].stress.map((h) => fixed(h, 1)).join(', '),
    String(found[k].impact),
    impact,
    size(deviations[k]),
    program,
  ]);
  const pair = { exposures: exposuresOfPair, equity: [1, 1], shock: [0.1, 0] };
  const { stress } = debtRank(pair);
  const fractions = ['1/8', '1/20'];
  const exact = fractions.map(quotient);
  const fromProgram = fromPrinted(
    found.map(({ impact }) => impact),
    cases.map(({ program }) => program),
  );
  const furthest = largest([...deviations, ...stressDeviations, ...stress.map((h, i) => h - exact[i])]);
  return {
    title: 'DebtRank: Battiston et al. 2012, Bardoscia et al. 2015',
    summary: [
      'exact; program (R NetworkRiskMeasures)',
      `${size(furthest)}; ${fromProgram} from what R printed`,
    ],
    text: `
**Source.** Bardoscia et al. (2015) for the linear variant, where every loss is passed on; Battiston et al.
(2012) for the one where a bank passes on once. The example is that of \`NetworkRiskMeasures\`, as above, run
by us in R; the fractions are worked out by hand. Not tried: the papers' own figures.

**Computed.** For each bank and variant (here c, linear):

${code(shown(debtRank, inputs[2]))}

${table(['variant', 'shocked', 'stress of a, b, c', 'impact', 'exact', 'deviation', 'R'], rows)}

Where no bank loses everything, the linear variant solves h = h(0) + Λh. Two banks with Λ = (0, 0.5; 0.4, 0)
and h(0) = (0.1, 0): ours (${stress.join(', ')}), in closed form (0.1, 0.04) / (1 − 0.5 · 0.4) =
(${fractions.join(', ')}).

**Conventions.** \`exposures[i][j]\` is what i has lent to j, and Λ_ij = exposures[i][j] / equity[i] is not
capped at 1 before it acts, stress is.`,
  };
}
