/**
 * @file `npm run published`: writes docs/published-results.md and its figures, from what is built. Seeds are fixed:
 * run twice it writes the same bytes. Takes about a minute.
 */

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { debtRanks, sequentialDefaults } from './published/cascades.js';
import { clearing } from './published/clearing.js';
import { tailContributions } from './published/contributions.js';
import { fireSale } from './published/fire-sales.js';
import { maximumEntropies, minimumDensities, sampled } from './published/from-totals.js';
import { gaiKapadias } from './published/gai-kapadia.js';
import { niers } from './published/nier.js';
import { ringsVersusCompletes } from './published/ring-versus-complete.js';
import { riskWeights } from './published/risk-weights.js';
import { filled, table } from './published/words.js';

/** @typedef {import('./published/words.js').Section} Section */

/** The sections in the order of the page. @type {(() => Section)[]} */
export const sections = [
  clearing,
  sequentialDefaults,
  debtRanks,
  maximumEntropies,
  minimumDensities,
  sampled,
  gaiKapadias,
  niers,
  ringsVersusCompletes,
  fireSale,
  tailContributions,
  riskWeights,
];

/** Where a heading can be linked to. @param {string} title */
function anchorOf(title) {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

/** A section's line in the table at the top. @param {Section} section */
export function summaryRow({ title, summary: [checked, furthest] }) {
  return [`[${title}](#${anchorOf(title)})`, checked, furthest];
}

/** A section as it stands on the page. @param {Section} section */
export function sectionText({ title, text }) {
  return `## ${title}\n\n${filled(text)}\n`;
}

/**
 * What the results are checked by, each counted once, by the best that it has.
 *
 * @param {string[]} checked Of each result, ways to check separated by semicolons.
 */
export function lead(checked) {
  const has = (/** @type {RegExp} */ way) => (/** @type {string} */ each) =>
    each.split('; ').some((part) => way.test(part));
  const isPrinted = has(/^printed\b/);
  const isExact = has(/^(exact|theory|by hand)\b/);
  const isProgram = has(/^program\b/);
  const unprinted = checked.filter((each) => !isPrinted(each));
  const inexact = unprinted.filter((each) => !isExact(each));
  const programOnly = inexact.filter(isProgram).length;
  const best =
    `Of ${checked.length} results ${checked.length - unprinted.length} are checked by printed numbers, ` +
    `${unprinted.length - inexact.length} by exact ones or theory, ${programOnly} by a program only and ` +
    `${inexact.length - programOnly} by shape only.`;
  const also = checked.filter(isProgram).length - programOnly;
  return `${best} By a program as well are ${also}; that of Nier et al. is exact at one point only.`;
}

/** @param {Section[]} found */
function pageOf(found) {
  return `${filled(`# Published results

${lead(found.map(({ summary: [checked] }) => checked))}

They are of Faultline's [functions of the literature](api.md#the-literatures-models). The numbers of ours on
this page are written by \`scripts/published-results.js\` (\`npm run published\`); the tests compute them again,
of the drawn ones some, and compare.

How a result was checked:

- **printed**: digit by digit with numbers printed in a document that we have read.
- **exact**: with a closed form, or with fractions worked out apart from our code, in which there is no
  rounding.
- **theory**: as exact, but for ever more banks, and so not quite for the number that was drawn.
- **program**: with another program's output; we ran R packages as they are, and wrote two programs in C for
  the purpose.
- **by hand**: small enough for a pencil.
- **shape**: the paper prints a figure, and we recall its shape but have not read it again. That proves
  little.

**Not in this repository** are R and our runs of it, the programs in C, those that worked out fractions, the
search and the solver behind the least number of links, and the calculation to 40 digits. What is quoted of
them cannot be reproduced from here alone, unlike everything of ours.

${table(['result', 'checked', 'largest deviation'], found.map(summaryRow))}

Deviations like 1e-16 are rounding in the last digit of a double. *s.e.* are standard errors: of so many
comparisons some exceed 2, and 3 would be rare. Sources are at the end. No paper's data set was used: what
rests on one is listed as not tried.`)}

${found.map(sectionText).join('\n')}
${filled(`## Sources

Acemoglu, Ozdaglar, Tahbaz-Salehi (2015), Systemic risk and stability in financial networks, American Economic
Review 105 · Acerbi, Tasche (2002), On the coherence of expected shortfall, J. Banking and Finance 26 · Anand,
Craig, von Peter (2015), Filling in the blanks, Quantitative Finance 15 · Bardoscia, Battiston, Caccioli,
Caldarelli (2015), DebtRank: a microscopic foundation for shock propagation, PLoS ONE 10 · Basel Committee
(2006), International convergence of capital measurement and capital standards, BCBS 128 · Battiston, Puliga,
Kaushik, Tasca, Caldarelli (2012), DebtRank: too central to fail?, Scientific Reports 2 · Cont, Schaanning
(2017), Fire sales, indirect contagion and systemic stress testing · Eisenberg, Noe (2001), Systemic risk in
financial systems, Management Science 47 · Furfine (2003), Interbank exposures, J. Money, Credit and Banking
35 · Gai, Kapadia (2010), Contagion in financial networks, Proceedings of the Royal Society A 466 · Gandy,
Veraart (2016), A Bayesian methodology for systemic risk assessment in financial networks, Management Science
63 · Greenwood, Landier, Thesmar (2015), Vulnerable banks, J. Financial Economics 115 · Nier, Yang,
Yorulmazer, Alentorn (2007), Network models and financial stability, J. Economic Dynamics and Control 31 ·
Rogers, Veraart (2013), Failure and rescue in an interbank network, Management Science 59 · Tasche (2000),
Risk contributions and performance measurement; (2007), Capital allocation to business units and
sub-portfolios: the Euler principle · R packages NetworkRiskMeasures (Cinelli, Silva) and systemicrisk 0.4.3
(Gandy, Veraart).`)}
`;
}

/** The files of the page by name, in docs/. @returns {Record<string, string>} */
export function publishedResults() {
  const found = sections.map((section) => section());
  return Object.assign(
    { 'published-results.md': pageOf(found) },
    ...found.map(({ figures }) => figures ?? {}),
  );
}

if (fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const docs = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'docs');
  for (const [name, content] of Object.entries(publishedResults())) {
    fs.writeFileSync(path.join(docs, name), content);
  }
}
