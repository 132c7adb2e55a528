/** A matrix of loans that is drawn anew again and again (see `advanceChain`), and lists of its links. */
export interface NetworkChain {
  readonly size: number;
  /** What the bank of a row lends to that of a column. A cell is its place: row times `size` plus column. */
  readonly matrix: Float64Array;
  /** Amounts up to this are rounding. */
  dust: number;
  /** The cells of the links in no order, and the place in it of each. */
  linkCount: number;
  readonly links: Int32Array;
  readonly place: Int32Array;
  /** The columns of each row's links in no order, from row times `size` on, and the place of each cell. */
  readonly rowCount: Int32Array;
  readonly rowLinks: Int32Array;
  readonly rowPlace: Int32Array;
  /** The rows of each column's links, likewise. */
  readonly columnCount: Int32Array;
  readonly columnLinks: Int32Array;
  readonly columnPlace: Int32Array;
}

/** Room for networks of so many banks, yet empty. */
export function createChain(size: number): NetworkChain {
  const cells = (): Int32Array => new Int32Array(size * size);
  return {
    size,
    matrix: new Float64Array(size * size),
    dust: 0,
    linkCount: 0,
    links: cells(),
    place: cells(),
    rowCount: new Int32Array(size),
    rowLinks: cells(),
    rowPlace: cells(),
    columnCount: new Int32Array(size),
    columnLinks: cells(),
    columnPlace: cells(),
  };
}

/** Amounts up to this part of the total are rounding. */
const DUST = 1e-14;

/** Puts the chain at a matrix, kept row after row, whose margins it then keeps. */
export function startChain(chain: NetworkChain, matrix: Float64Array): void {
  chain.matrix.set(matrix);
  chain.linkCount = 0;
  chain.rowCount.fill(0);
  chain.columnCount.fill(0);
  let total = 0;
  for (let cell = 0; cell < matrix.length; cell++) {
    if (matrix[cell] > 0) addLink(chain, cell);
    total += matrix[cell];
  }
  chain.dust = DUST * total;
}

/** Puts a cell that is in no list into the lists. */
export function addLink(chain: NetworkChain, cell: number): void {
  const { size, rowCount, columnCount } = chain;
  const row = (cell / size) | 0;
  const column = cell - row * size;
  chain.place[cell] = chain.linkCount;
  chain.links[chain.linkCount++] = cell;
  chain.rowPlace[cell] = rowCount[row];
  chain.rowLinks[row * size + rowCount[row]++] = column;
  chain.columnPlace[cell] = columnCount[column];
  chain.columnLinks[column * size + columnCount[column]++] = row;
}

/** Takes a cell out of the lists: the last of each gets its place. */
export function removeLink(chain: NetworkChain, cell: number): void {
  const { size, links, place, rowLinks, rowPlace, columnLinks, columnPlace } = chain;
  const row = (cell / size) | 0;
  const column = cell - row * size;
  const lastLink = links[--chain.linkCount];
  links[place[cell]] = lastLink;
  place[lastLink] = place[cell];
  const lastColumn = rowLinks[row * size + --chain.rowCount[row]];
  rowLinks[row * size + rowPlace[cell]] = lastColumn;
  rowPlace[row * size + lastColumn] = rowPlace[cell];
  const lastRow = columnLinks[column * size + --chain.columnCount[column]];
  columnLinks[column * size + columnPlace[cell]] = lastRow;
  columnPlace[lastRow * size + column] = columnPlace[cell];
}
