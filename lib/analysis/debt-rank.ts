import { FaultlineError } from '../core/faultline-error.ts';
import { checkFields, checkMatrix, checkVector, type Matrix } from './check-input.ts';
import { passThrough } from './pass-through.ts';

/** A network of loans and what strikes it. Money in any one unit. */
export interface DebtRankInput {
  /** exposures[i][j] is what bank i lent bank j; nothing on the diagonal. */
  readonly exposures: Matrix;
  /** Each bank's equity before the shock, above 0. */
  readonly equity: ArrayLike<number>;
  /** How much each bank counts, at least 0 and not all 0; its equity unless given. */
  readonly weights?: ArrayLike<number>;
  /** The share of its equity that each bank loses at first, 0 to 1. */
  readonly shock: ArrayLike<number>;
  /** 'linear' unless given: see `debtRank`. */
  readonly variant?: 'linear' | 'single-hit';
}

/** What `debtRank` finds. */
export interface DebtRankResult {
  /** The share of its equity that each bank has lost in the end, the shock included, 0 to 1. */
  readonly stress: number[];
  /** The weighted mean of stress less shock: what the network adds. */
  readonly impact: number;
}

/**
 * DebtRank: how much of the banks' equity is lost when loans lose value with their debtors' equity. When
 * bank j loses a further share of its equity, bank i loses exposures[i][j] / equity[i] times that share of
 * its own, until all is lost.
 *
 * 'linear' (Bardoscia et al. 2015) passes on every loss: h_i(t + 1) = min(1, h_i(t) + sum_j A_ij / E_i
 * (h_j(t) - h_j(t - 1))), which adds up to min(1, h_i(0) + sum_j A_ij / E_i h_j(t)). Iterated until no digit
 * changes; when that has not come after as many rounds as there are banks, and at least 100, what remains
 * is solved as linear equations. 'single-hit' (Battiston et al. 2012, with A_ij / E_i uncapped) lets each
 * bank pass on once, in the round after it is first struck, what it has lost by then.
 *
 * @throws FaultlineError for input of the wrong shape or out of range.
 */
export function debtRank(input: DebtRankInput): DebtRankResult {
  checkFields('debtRank', input, ['exposures', 'equity', 'weights', 'shock', 'variant']);
  const exposures = checkMatrix('exposures', input.exposures);
  const bankCount = input.exposures.length;
  const equity = checkVector('equity', input.equity, bankCount, { aboveMin: true });
  const weights = checkVector('weights', input.weights ?? equity, bankCount);
  const shock = checkVector('shock', input.shock, bankCount, { max: 1 });
  const { variant = 'linear' } = input;
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  if (weightSum === 0) throw new FaultlineError('weights', 'only zeros', 'a weight above 0 for some bank');
  let stress: Float64Array;
  if (variant === 'linear') stress = linearStress(exposures, equity, shock);
  else if (variant === 'single-hit') stress = singleHitStress(exposures, equity, shock);
  else throw new FaultlineError('variant', variant, "'linear' or 'single-hit'");
  const added = stress.reduce((sum, h, i) => sum + weights[i] * (h - shock[i]), 0);
  return { stress: Array.from(stress), impact: added / weightSum };
}

function linearStress(exposures: Float64Array, equity: Float64Array, shock: Float64Array): Float64Array {
  const roundsMax = Math.max(100, equity.length);
  let stress: Float64Array = shock;
  for (let round = 0; round < roundsMax; round++) {
    const next = stressAfter(exposures, equity, shock, stress);
    // Rounding keeps order, so stress never falls from round to round.
    if (next.every((h, i) => h === stress[i])) return next;
    stress = next;
  }
  return solvedStress(exposures, equity, shock, stress);
}

function stressAfter(
  exposures: Float64Array,
  equity: Float64Array,
  shock: Float64Array,
  stress: Float64Array,
): Float64Array {
  const bankCount = equity.length;
  return shock.map((start, i) => {
    let loss = 0;
    for (let j = 0; j < bankCount; j++) loss += exposures[i * bankCount + j] * stress[j];
    return Math.min(1, start + loss / equity[i]);
  });
}

/**
 * The limit of the rounds by linear equations. Among the banks that stress has reached it is the only
 * solution of h = min(1, shock + A h / E), whose right side is concave. Found from above: with all of
 * these at 1, those are solved for who would lose less than all; that lets others lose less than all; and
 * so on.
 */
function solvedStress(
  exposures: Float64Array,
  equity: Float64Array,
  shock: Float64Array,
  reached: Float64Array,
): Float64Array {
  let stress: Float64Array = reached.map((h) => (h > 0 ? 1 : 0));
  let solvent: number[] = [];
  for (;;) {
    const after = stressAfter(exposures, equity, shock, stress);
    const more = Array.from(after.keys()).filter((i) => stress[i] === 1 && after[i] < 1);
    if (more.length === 0) return stress;
    solvent = solvent.concat(more);
    stress = stressWhere(solvent, exposures, equity, shock, stress);
  }
}

/** Solves for the stress of the banks in `solvent`, given that of the others. */
function stressWhere(
  solvent: readonly number[],
  exposures: Float64Array,
  equity: Float64Array,
  shock: Float64Array,
  given: Float64Array,
): Float64Array {
  const bankCount = equity.length;
  const size = solvent.length;
  const isSolvent = new Set(solvent);
  const flow = new Float64Array(size * size);
  const slack = Float64Array.from(solvent, (i) => equity[i]);
  const source = Float64Array.from(solvent, (i) => equity[i] * shock[i]);
  solvent.forEach((lender, to) => {
    for (let j = 0; j < bankCount; j++) {
      if (!isSolvent.has(j)) source[to] += exposures[lender * bankCount + j] * given[j];
    }
    solvent.forEach((borrower, from) => {
      const exposure = exposures[lender * bankCount + borrower];
      flow[from * size + to] = exposure;
      slack[from] -= exposure;
    });
  });
  const solved = passThrough(flow, slack, source);
  const stress = given.slice();
  solvent.forEach((bank, at) => {
    stress[bank] = Math.min(1, solved[at]);
  });
  return stress;
}

/** Each bank passes its stress on in the round after it is first struck; until nobody is struck anew. */
function singleHitStress(exposures: Float64Array, equity: Float64Array, shock: Float64Array): Float64Array {
  const bankCount = equity.length;
  const stress = shock.slice();
  let hitting = Array.from(shock.keys()).filter((i) => shock[i] > 0);
  while (hitting.length > 0) {
    const before = stress.slice();
    for (let i = 0; i < bankCount; i++) {
      let loss = 0;
      for (const j of hitting) loss += exposures[i * bankCount + j] * before[j];
      stress[i] = Math.min(1, stress[i] + loss / equity[i]);
    }
    hitting = Array.from(stress.keys()).filter((i) => before[i] === 0 && stress[i] > 0);
  }
  return stress;
}
