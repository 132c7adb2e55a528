/** @file Eisenberg and Noe 2001, Rogers and Veraart 2013. */

import { clearingPayments } from '../../dist/index.js';
import { code, fromPrinted, largest, literal, quotient, set, shown, size, table } from './words.js';

const input = {
  liabilities: [
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
  ],
  externalAssets: [0.5, 0.625, 0.75],
  externalLiabilities: [1.5, 0.5, 0.5],
};
const costs = { recoveryExternal: 0.5, recoveryInterbank: 0.7 };

/** The payments worked out in exact fractions, and what R printed when we ran the example there. */
const models = [
  {
    name: 'Eisenberg–Noe',
    input,
    exact: ['165/112', '159/112', '3/2'],
    program: ['1.47321428571', '1.41964285714', '1.5'],
  },
  {
    name: 'Rogers–Veraart',
    input: { ...input, ...costs },
    exact: ['4225/8416', '160275/311392', '176055/311392'],
    program: ['0.50201996197718612', '0.51470493782756122', '0.56538061350323687'],
  },
];

/** @returns {import('./words.js').Section} */
export function clearing() {
  const found = models.map((model) => clearingPayments(model.input));
  const deviations = models.map(({ exact }, m) =>
    exact.map((fraction, bank) => found[m].payments[bank] - quotient(fraction)),
  );
  const rows = models.flatMap(({ name, exact, program }, m) =>
    exact.map((fraction, bank) => [
      name,
      String(bank),
      String(found[m].payments[bank]),
      fraction,
      size(deviations[m][bank]),
      program[bank],
    ]),
  );
  const furthest = size(largest(deviations.flat()));
  const fromProgram = fromPrinted(
    found.flatMap(({ payments }) => payments),
    models.flatMap(({ program }) => program),
  );
  const waves = models.map(({ name }, m) => `${name} ${found[m].waves.map(set).join(', then ')}`);
  return {
    title: 'Clearing: Eisenberg and Noe 2001, Rogers and Veraart 2013',
    summary: ['exact; program (R systemicrisk 0.4.3)', `${furthest}; ${fromProgram} from what R printed`],
    text: `
**Source.** Eisenberg and Noe (2001), the greatest clearing vector; Rogers and Veraart (2013), the same with
costs of default. The three banks are the documented example of the R package \`systemicrisk\` (help page
\`default_clearing\`, read; it prints no result). It was worked out in exact fractions, and run in R.

**Computed.**

${code(shown(clearingPayments, input), '// Rogers and Veraart: the same with', `// ${literal(costs).slice(2, -2)}`)}

${table(['model', 'bank', 'payment', 'exact', 'deviation', 'R'], rows)}

Who fails, wave by wave: ${waves.join('; ')}.

**Conventions.** What a bank owes outside ranks with what it owes banks. A bank that can just pay has not
failed. α and β of Rogers and Veraart are \`recoveryExternal\` and \`recoveryInterbank\`. Not tried: the
papers' own examples, the comparative statics of the first and the rescue consortia of the second.`,
  };
}
