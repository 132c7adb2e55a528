import { pick, type Stream } from '../core/chance.ts';
import type { NetworkChain } from './network-chain.ts';
import { type Cycle, type NetworkPrior, shiftCycle } from './shift-cycle.ts';

/** Words of chance of an update, two a block, and updates whose words are drawn in one call. */
const WORDS = 6;
const BATCH = 16;
const words = new Int32Array(WORDS * BATCH);
/** More words, for an update with a cycle of three banks a side. */
const moreWords = new Int32Array(WORDS);

const cycle: Cycle = { length: 2, rows: new Int32Array(3), columns: new Int32Array(3), isBlind: false };

/**
 * Updates the chain `count` times, numbered `from` on, by the Gibbs sampler of Gandy & Veraart (2017): a
 * cycle of cells is drawn, then the amount that passes round it is, anew: see `shiftCycle`. The chance of an
 * update is keyed by its number.
 *
 * Blindly drawn cycles, as theirs are, hardly ever move in a sparse network: most have empty cells on both
 * sides. So all but one in 8 are drawn along links: a link, another of its column, another of that one's
 * row, and so on, each evenly from those there are. The cell of the first row and the last column, link or
 * not, closes the cycle. Cycles of four cells and, one in 8, of six reach every network: while a cell off
 * the diagonal is empty, the row and the column of one such are joined by a path of three links or, if those
 * only join a bank's own row and column, of five; and so it can be filled.
 */
export function advanceChain(
  chain: NetworkChain,
  prior: NetworkPrior,
  stream: Stream,
  from: number,
  count: number,
): void {
  for (let update = from; update < from + count; update++) {
    const at = WORDS * (update % BATCH);
    if (at === 0 || update === from) stream.row(0, words.length / 2, Math.floor(update / BATCH), 0, words);
    // The lowest bits of two words choose the cycle, the others make a uniform number of 53 bits.
    const high = words[at];
    const low = words[at + 1];
    cycle.length = (high & 7) === 0 || chain.size === 3 ? 3 : 2;
    cycle.isBlind = (low & 7) === 0;
    let picks = words;
    let first = at + 2;
    if (cycle.length === 3) {
      stream.row(0, moreWords.length / 2, update, 1, moreWords);
      picks = moreWords;
      first = 0;
    }
    if (!(cycle.isBlind ? drawBlind(chain, picks, first) : drawAlongLinks(chain, picks, first))) continue;
    const u = ((high >>> 5) * 2 ** 26 + (low >>> 6) + 0.5) * 2 ** -53;
    shiftCycle(chain, prior, cycle, Math.min(u, 1 - 2 ** -53));
  }
}

/** Evenly from all cycles of different rows and columns; false where it meets the diagonal. */
function drawBlind({ size }: NetworkChain, picks: Int32Array, first: number): boolean {
  const { length, rows, columns } = cycle;
  for (let s = 0; s < length; s++) {
    rows[s] = pickOther(picks[first + 2 * s], size, rows, s);
    columns[s] = pickOther(picks[first + 2 * s + 1], size, columns, s);
  }
  for (let s = 0; s < length; s++) {
    if (rows[s] === columns[s] || rows[s + 1 < length ? s + 1 : 0] === columns[s]) return false;
  }
  return true;
}

/** One of 0 to `size` - 1 that is not among the first `count`, at most 2, of those taken. */
function pickOther(word: number, size: number, taken: Int32Array, count: number): number {
  let value = pick(word, size - count);
  if (count > 0 && value >= (count > 1 ? Math.min(taken[0], taken[1]) : taken[0])) value++;
  if (count > 1 && value >= Math.max(taken[0], taken[1])) value++;
  return value;
}

/** False where a row or a column has no other link, or comes twice, or the last cell is on the diagonal. */
function drawAlongLinks(chain: NetworkChain, picks: Int32Array, first: number): boolean {
  const { size, rowCount, rowLinks, rowPlace, columnCount, columnLinks, columnPlace } = chain;
  const { length, rows, columns } = cycle;
  if (chain.linkCount === 0) return false;
  let cell = chain.links[pick(picks[first], chain.linkCount)];
  let row = (cell / size) | 0;
  let column = cell - row * size;
  rows[0] = row;
  columns[0] = column;
  for (let s = 1; s < length; s++) {
    const otherRows = columnCount[column] - 1;
    if (otherRows === 0) return false;
    const rowAt = pick(picks[first + 2 * s - 1], otherRows);
    row = columnLinks[column * size + rowAt + (rowAt < columnPlace[cell] ? 0 : 1)];
    cell = row * size + column;
    const otherColumns = rowCount[row] - 1;
    if (otherColumns === 0) return false;
    const columnAt = pick(picks[first + 2 * s], otherColumns);
    column = rowLinks[row * size + columnAt + (columnAt < rowPlace[cell] ? 0 : 1)];
    cell = row * size + column;
    for (let r = 0; r < s; r++) if (rows[r] === row || columns[r] === column) return false;
    rows[s] = row;
    columns[s] = column;
  }
  return rows[0] !== column;
}
