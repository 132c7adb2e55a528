/** @file Fire sales after Cont and Schaanning 2017. */

import { fireSales } from '../../dist/index.js';
import { code, fixed, largest, quotient, set, shown, size, table } from './words.js';

const one = {
  banks: [{ holdings: [100], externalDebt: 90 }],
  depth: [5000],
  maxLeverage: 12,
  targetLeverage: 10,
  shock: { prices: [0.04] },
};

/** Worked by hand: what is asked of the result of `one`, and the fraction. */
const byHand = /** @type {[string, (result: any) => number, string][]} */ ([
  ['price after the shock', (result) => result.rounds[0].prices[0], '24/25'],
  ['equity after the shock', (result) => result.rounds[0].equity[0], '6'],
  ['must shed: assets − 10 × equity', (result) => result.rounds[1].required[0], '36'],
  ['units sold', (result) => result.rounds[1].unitsSold[0][0], '75/2'],
  ['price after the sale', (result) => result.rounds[1].prices[0], '1191/1250'],
  ['proceeds, at the middle price', (result) => result.rounds[1].proceeds[0], '7173/200'],
  ['loss: shock', (result) => result.totals.shock, '4'],
  ['loss: units kept, marked down', (result) => result.totals.fireSaleMark, '9/20'],
  ['loss: units sold', (result) => result.totals.fireSaleLiquidation, '27/200'],
  ['equity in the end', (result) => result.finalEquity[0], '1083/200'],
  ['leverage in the end', (result) => result.rounds[1].leverage[0], '3970/361'],
]);

const four = {
  banks: [
    { holdings: [50, 0], externalDebt: 30 },
    { holdings: [30, 40], externalDebt: 66 },
    { holdings: [20, 50], otherAssets: 10, externalDebt: 77 },
    { holdings: [0, 60], externalDebt: 60 },
  ],
  exposures: [
    [0, 0, 0, 0],
    [6, 0, 0, 0],
    [4, 3, 0, 0],
    [5, 0, 2, 0],
  ],
  depth: [1500, 3000],
  maxLeverage: 18,
  targetLeverage: 14,
  recovery: 0.4,
  shock: { prices: [0.14, 0] },
};

/** By a program in exact fractions, written apart from ours; its results as decimals. */
const exact = {
  shock: [7, 4.2, 2.8, 0],
  direct: [0, 3.6, 4.2, 3],
  fireSaleMark: [0.5731992630385487, 1.2872961167800454, 0.018637329931972788, 1.2627234574238166],
  fireSaleLiquidation: [0, 0, 0.5157838046267614, 0.07617069050577871],
};

const channelNames = {
  shock: 'the shock',
  direct: 'claims on failed banks',
  fireSaleMark: 'marked down',
  fireSaleLiquidation: 'sold below the mark',
};

/** @returns {import('./words.js').Section} */
export function fireSale() {
  const alone = fireSales(one);
  const together = fireSales(four);
  const handDeviations = byHand.map(([, of, fraction]) => of(alone) - quotient(fraction));
  const channels = /** @type {(keyof typeof channelNames)[]} */ (Object.keys(channelNames));
  const deviations = channels.map((channel) =>
    exact[channel].map((each, bank) => together.lossesByChannel[channel][bank] - each),
  );
  const rows = channels.map((channel, k) => [
    channelNames[channel],
    ...together.lossesByChannel[channel].map((each) => fixed(each, 6)),
    fixed(together.totals[channel], 6),
    size(largest(deviations[k])),
  ]);
  const total = channels.reduce((sum, channel) => sum + together.totals[channel], 0);
  const furthest = largest([...handDeviations, ...deviations.flat()]);
  const tied = fireSales({ ...one, targetLeverage: one.maxLeverage });
  const shed = tied.rounds.flatMap((round) => ('required' in round ? [round.required[0]] : []));
  return {
    title: 'Fire sales: after Cont and Schaanning 2017',
    summary: ['by hand; exact (a program in fractions)', size(furthest)],
    text: `
**Source.** The rule is that of Cont and Schaanning (2017), banks sell when above a leverage limit and not
before, with a target below the limit; linear impact as in Greenwood, Landier and Thesmar (2015). Nothing
printed there was compared. The cases are ours: one bank by hand, four in exact fractions by another program.

**Computed, one bank.**

${code(shown(fireSales, one))}

${table(
  ['', 'ours', 'by hand', 'deviation'],
  byHand.map(([name, of, fraction], k) => [name, String(of(alone)), fraction, size(handDeviations[k])]),
)}

**Computed, four banks** with claims on each other and two assets. The shock fails bank 0, which brings down
bank 1; the two others sell.

${code(shown(fireSales, four))}

${table(['loss', 'bank 0', 'bank 1', 'bank 2', 'bank 3', 'all', 'largest deviation'], rows)}

Failed: ${set(together.defaulted)}. The channels sum to ${fixed(total, 6)}; initial less final equity is
${fixed(together.totalLoss, 6)} (difference ${size(total - together.totalLoss)}).

**With the target at the limit** (12 and 12 in the first case) a bank never quite gets there, since its sale
lowers the price of what it keeps: it sheds ${shed
      .slice(0, 4)
      .map((each) => fixed(each, 4))
      .join(
        ', ',
      )}, … over ${tied.numberOfSellingRounds} rounds, each ${fixed(shed[3] / shed[2], 3)} times the one before. It is cut
off when it is above its limit by 1e-12 of its assets; ${size(tied.cutOff[0])} were left to shed (\`cutOff\`),
of ${fixed(one.banks[0].externalDebt, 0)} of debt. The loss until then is ${fixed(tied.totalLoss, 6)}, against
${fixed(alone.totalLoss, 6)} with the target of 10.

**Conventions.** A bank at its limit does not sell. All banks of a round sell at once; sellers get the middle
of the old and the new price (\`fill\` 0.5). Not tried: the papers' own stress tests.`,
  };
}
