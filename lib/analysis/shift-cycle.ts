import { exp, expm1 } from '../core/exp.ts';
import { log1p } from '../core/log.ts';
import { addLink, type NetworkChain, removeLink } from './network-chain.ts';

/** What is thought of each cell before the margins are known, row after row. */
export interface NetworkPrior {
  /** Of the exponential amount of a link: 1 over its mean. */
  readonly rate: Float64Array;
  /** What an empty cell weighs, as an amount: (1 - p) / (p rate) for a link of probability p. */
  readonly atom: Float64Array;
}

/** Rows and columns of a cycle of cells: see `setCells`. */
export interface Cycle {
  /** Of rows, and of columns: 2 or 3. */
  length: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** Drawn without regard to where links are? */
  isBlind: boolean;
}

const CELLS_MAX = 6;
/** The cells of the cycle in turn, and the row and the column of each. */
const cells = new Int32Array(CELLS_MAX);
const rowOf = new Int32Array(CELLS_MAX);
const columnOf = new Int32Array(CELLS_MAX);

/**
 * Draws anew, by a uniform u, the amount d that passes round a cycle, given all other cells and the margins:
 * cells 0, 2, … fall by it, the others rise (Gandy & Veraart 2017). Inside, where all cells are
 * links, d has density exp(-slope d); an end, where a cell empties, weighs that cell's atom. Where margins
 * are tied several cells can empty at once: an end with more of them is certain, as in the authors' own
 * program, since its chance is of a higher order. A cell that is a link for certain (atom 0) rules its
 * end out.
 *
 * A cycle along links is drawn with a chance q that depends on the network, and so the networks on its line
 * weigh π q instead of π. The way from x to y then has the chance π(x) q(x) · π(y) q(y) / Σ π q, as the way
 * back has. Let E be the links and d a row's or column's when all cells of the cycle are links. A way round
 * that leaves out cell f has chance 1 / E times the product of 1 / (d - 1) over the rows and columns but f's.
 * Inside, each cell can be the one left out; at an end only the empty one, and links are E - 1. So an end
 * weighs E / (E - 1) times its cell's (d - 1) (d' - 1) over the sum of these over the cycle, to 1 inside.
 */
export function shiftCycle(chain: NetworkChain, prior: NetworkPrior, cycle: Cycle, u: number): void {
  const { matrix, dust } = chain;
  const count = setCells(chain, cycle);
  let fall = matrix[cells[0]];
  let rise = matrix[cells[1]];
  for (let s = 2; s < count; s += 2) {
    fall = Math.min(fall, matrix[cells[s]]);
    rise = Math.min(rise, matrix[cells[s + 1]]);
  }
  if (fall + rise <= dust) return;
  // Empty cells are links of amount 0 for the while.
  for (let s = 0; s < count; s++) if (matrix[cells[s]] === 0) addLink(chain, cells[s]);
  const d = drawShift(chain, prior, cycle, fall, rise, u);
  const least = d === fall || d === -rise ? dust : 0;
  for (let s = 0; s < count; s++) {
    const cell = cells[s];
    const amount = (s & 1) === 0 ? matrix[cell] - d : matrix[cell] + d;
    matrix[cell] = amount > least ? amount : 0;
    if (matrix[cell] === 0) removeLink(chain, cell);
  }
}

/** (rows[0], columns[0]), (rows[1], columns[0]), (rows[1], columns[1]), … (rows[0], columns[last]). */
function setCells({ size }: NetworkChain, { length, rows, columns }: Cycle): number {
  const count = 2 * length;
  for (let s = 0; s < count; s++) {
    rowOf[s] = rows[s + 1 < count ? (s + 1) >> 1 : 0];
    columnOf[s] = columns[s >> 1];
    cells[s] = rowOf[s] * size + columnOf[s];
  }
  return count;
}

/** An amount from -rise to fall, both included. */
function drawShift(
  chain: NetworkChain,
  { rate, atom }: NetworkPrior,
  { length, isBlind }: Cycle,
  fall: number,
  rise: number,
  u: number,
): number {
  const { matrix, dust, linkCount, rowCount, columnCount } = chain;
  let slope = 0;
  let ways = 0;
  for (let s = 0; s < 2 * length; s++) {
    slope += (s & 1) === 0 ? -rate[cells[s]] : rate[cells[s]];
    ways += (rowCount[rowOf[s]] - 1) * (columnCount[columnOf[s]] - 1);
  }
  const scale = linkCount / ((linkCount - 1) * ways);
  let fallWeight = 1;
  let riseWeight = 1;
  let falling = 0;
  let rising = 0;
  for (let s = 0; s < 2 * length; s++) {
    const isFalling = (s & 1) === 0;
    if (matrix[cells[s]] > (isFalling ? fall : rise) + dust) continue;
    let weight = atom[cells[s]];
    if (!isBlind) weight *= scale * (rowCount[rowOf[s]] - 1) * (columnCount[columnOf[s]] - 1);
    if (isFalling) {
      falling++;
      fallWeight *= weight;
    } else {
      rising++;
      riseWeight *= weight;
    }
  }
  // An end that a certain link rules out does not count, however many cells empty there.
  const order = Math.max(fallWeight > 0 ? falling : 0, riseWeight > 0 ? rising : 0);
  const span = fall + rise;
  const steepness = Math.abs(slope);
  let inside = span;
  if (steepness > 0) {
    // Weights in units of the density where it is highest.
    inside = -expm1(-steepness * span) / steepness;
    if (slope > 0) fallWeight *= exp(-steepness * span);
    else riseWeight *= exp(-steepness * span);
  }
  if (order > 1) {
    inside = 0;
    if (falling < order) fallWeight = 0;
    if (rising < order) riseWeight = 0;
  }
  const drawn = u * (inside + fallWeight + riseWeight);
  if (drawn >= inside) return drawn < inside + fallWeight ? fall : -rise;
  if (steepness === 0) return (drawn / inside) * span - rise;
  const far = -log1p((drawn / inside) * expm1(-steepness * span)) / steepness;
  return slope > 0 ? far - rise : fall - far;
}
