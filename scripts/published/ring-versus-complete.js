/** @file Acemoglu, Ozdaglar and Tahbaz-Salehi 2015: the same debts as a ring and as a complete network. */

import { ringVersusComplete } from '../../dist/index.js';
import { lineChart } from '../line-chart.js';
import { code, fixed, largest, shown, size, table } from './words.js';

const economy = { n: 10, a: 3, v: 2, y: 20 };
const { n, a, v, y } = economy;
const slack = a - v;
const shocks = Array.from({ length: 12 }, (_, k) => k + 0.5);
const YSTAR = (n - 1) * slack;
const EPSSTAR = n * slack;

/** The closed form. Payments are known below epsStar: of the failed banks in the ring, of bank 0 otherwise. */
function closedForm(/** @type {number} */ eps) {
  if (eps > EPSSTAR) return { ring: n, complete: n, ringPayments: [], completePayments: [] };
  const ring = Math.max(0, Math.ceil(eps / slack) - 1);
  const complete = eps > slack ? 1 : 0;
  return {
    ring,
    complete,
    ringPayments: Array.from({ length: n }, (_, k) => (k < ring ? y - (eps - (k + 1) * slack) : y)),
    completePayments: Array.from({ length: n }, (_, k) => (k < complete ? y - (eps - slack) : y)),
  };
}

function compared(/** @type {number} */ eps) {
  const found = ringVersusComplete({ ...economy, eps });
  const theory = closedForm(eps);
  const isSame = found.ring.defaults === theory.ring && found.complete.defaults === theory.complete;
  const deviation = largest([
    ...theory.ringPayments.map((each, k) => found.ring.payments[k] - each),
    ...theory.completePayments.map((each, k) => found.complete.payments[k] - each),
  ]);
  return { eps, found, theory, isSame, deviation };
}

function figure() {
  const step = (/** @type {number} */ k) => [
    [k * slack, k - 1],
    [k * slack, k],
  ];
  const ring = [[0, 0], [slack, 0], ...Array.from({ length: n }, (_, k) => step(k + 1)).flat(), [12, n]];
  const complete = [
    [0, 0],
    [slack, 0],
    [slack, 1],
    [EPSSTAR, 1],
    [EPSSTAR, n],
    [12, n],
  ];
  const points = shocks.map((eps) => compared(eps));
  return lineChart({
    title: 'Defaults over the size of the shock, in a ring and in a complete network',
    panels: [
      {
        x: { title: 'shock ε', min: 0, max: 12, ticks: [0, 2, 4, 6, 8, 10, 12] },
        y: { title: 'failed banks of 10', min: 0, max: 10, ticks: [0, 2, 4, 6, 8, 10] },
        height: 290,
        guides: [{ x: EPSSTAR }],
        series: [
          {
            mark: 'circle',
            curve: ring,
            points: points.map(({ eps, found }) => ({ x: eps, y: found.ring.defaults })),
          },
          {
            mark: 'square',
            curve: complete,
            points: points.map(({ eps, found }) => ({ x: eps, y: found.complete.defaults })),
          },
        ],
        labels: [
          { x: 3.7, y: 5.3, anchor: 'end', series: 0, lines: ['ring'] },
          { x: 5.5, y: 1.3, above: true, anchor: 'middle', series: 1, lines: ['complete network'] },
          { x: 9.8, y: 3.2, anchor: 'end', lines: ['ε* = n(a − v)'] },
        ],
      },
    ],
  });
}

/** @returns {import('./words.js').Section} */
export function ringsVersusCompletes() {
  const all = Array.from({ length: 48 }, (_, k) => compared((k + 1) / 4));
  const faults = all.filter(({ isSame }) => !isSame).length;
  const furthest = largest(all.map(({ deviation }) => deviation));
  const { yStar, epsStar } = ringVersusComplete({ ...economy, eps: 1 });
  const rows = shocks.map((eps) => {
    const { found, theory } = compared(eps);
    return [
      String(eps),
      String(found.ring.defaults),
      String(theory.ring),
      String(found.complete.defaults),
      String(theory.complete),
      fixed(found.ring.payments[0], 4),
      theory.ringPayments.length > 0 ? fixed(theory.ringPayments[0], 4) : '–',
      fixed(found.complete.payments[0], 4),
      theory.completePayments.length > 0 ? fixed(theory.completePayments[0], 4) : '–',
    ];
  });
  return {
    title: 'Ring versus complete network: Acemoglu, Ozdaglar and Tahbaz-Salehi 2015',
    summary: [
      'exact (closed form)',
      faults === 0 ? `none in defaults; ${size(furthest)} in payments` : `${faults} shocks differ`,
    ],
    figures: { 'ring-versus-complete.svg': figure() },
    text: `
**Source.** Acemoglu, Ozdaglar and Tahbaz-Salehi (2015), section III: with debts y above y* = (n − 1)(a − v)
and shocks ε below ε* = n(a − v) the ring is the least stable network and the complete one the most; above ε*
all banks fail in both. We recall the propositions and have not read them again; the closed form below is
worked out by us, and no number of the paper was compared.

**Computed.** n = ${n}, a = ${a}, v = ${v}, y = ${y}: y* = ${YSTAR} (ours ${yStar}), ε* = ${EPSSTAR} (ours
${epsStar}).

${code(shown(ringVersusComplete, { ...economy, eps: 2.5 }))}

![Failed banks over the size of the shock: one by one in the ring, none but the first in the complete network until ε*](ring-versus-complete.svg)

Marks are computed, lines the closed form: in the ring ⌈ε / (a − v)⌉ − 1 banks fail, and failed bank k pays y
− (ε − (k + 1)(a − v)); in the complete network one fails, and pays y − (ε − (a − v)); above ε* all n do.

${table(
  [
    'ε',
    'ring: failed',
    'theory',
    'complete: failed',
    'theory',
    'ring: bank 0 pays',
    'theory',
    'complete: bank 0 pays',
    'theory',
  ],
  rows,
)}

Over ε = 0.25, 0.5, … 12, the ties at whole numbers among them, the number of failed banks differs from the
closed form in ${faults} of ${all.length} shocks; payments (of all banks, up to ε*) by at most
${size(furthest)}.

**Conventions.** A shock that a bank can just bear leaves it standing. Outside creditors come first; projects
cannot be liquidated. Not tried: networks between the two, bottlenecks, and the harmonic distance.`,
  };
}
