/**
 * What n banks owe, debtor after debtor: bank i owes amount[k] to bank column[k] for k from rowStart[i]
 * (included) to rowStart[i + 1] (excluded), and external[i] to the world outside. All of one rank, nothing
 * negative, nobody owing itself. A row of n entries is whole: its columns are 0 to n - 1, in order.
 */
export interface Obligations {
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  readonly amount: Float64Array;
  readonly external: Float64Array;
}

/**
 * Obligations from a matrix kept row after row, where row i is what bank i owes. Rows that are more than
 * half full are kept whole, zeros included: `addPayments` walks these three times as fast.
 */
export function obligationsOf(matrix: Float64Array, external: Float64Array): Obligations {
  const bankCount = external.length;
  const rowStart = new Int32Array(bankCount + 1);
  for (let i = 0; i < bankCount; i++) {
    let count = 0;
    for (let at = i * bankCount; at < (i + 1) * bankCount; at++) if (matrix[at] !== 0) count++;
    rowStart[i + 1] = rowStart[i] + (count > bankCount / 2 ? bankCount : count);
  }
  const column = new Int32Array(rowStart[bankCount]);
  const amount = new Float64Array(rowStart[bankCount]);
  for (let i = 0, k = 0; i < bankCount; i++) {
    const isWhole = rowStart[i + 1] - rowStart[i] === bankCount;
    for (let j = 0, at = i * bankCount; j < bankCount; j++, at++) {
      if (matrix[at] === 0 && !isWhole) continue;
      column[k] = j;
      amount[k++] = matrix[at];
    }
  }
  return { rowStart, column, amount, external };
}

/** What each bank owes in all. */
export function totalOwed({ rowStart, amount, external }: Obligations): Float64Array {
  return external.map((debt, i) => {
    let sum = debt;
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) sum += amount[k];
    return sum;
  });
}

/** Adds to `receipts` what each bank gets when each debtors[d] pays the share shares[d] of its debts. */
export function addPayments(
  debts: Obligations,
  debtors: readonly number[],
  shares: Float64Array,
  receipts: Float64Array,
): void {
  const { rowStart, column, amount } = debts;
  const isWhole = (debtor: number) => rowStart[debtor + 1] - rowStart[debtor] === receipts.length;
  for (let d = 0; d < debtors.length; d++) {
    if (d + 3 < debtors.length && isWhole(debtors[d])) {
      const four = debtors.slice(d, d + 4);
      if (four.every(isWhole)) {
        const starts = four.map((debtor) => rowStart[debtor]);
        addWholeRows(amount, starts, shares.subarray(d, d + 4), receipts);
        d += 3;
        continue;
      }
    }
    const share = shares[d];
    if (share === 0) continue;
    for (let k = rowStart[debtors[d]], end = rowStart[debtors[d] + 1]; k < end; k++) {
      receipts[column[k]] += share * amount[k];
    }
  }
}

/** Four whole rows in one pass: to load and store what a creditor gets takes longer than to add to it. */
function addWholeRows(
  amount: Float64Array,
  [start0, start1, start2, start3]: readonly number[],
  [share0, share1, share2, share3]: Float64Array,
  receipts: Float64Array,
): void {
  for (let j = 0; j < receipts.length; j++) {
    receipts[j] +=
      share0 * amount[start0 + j] +
      share1 * amount[start1 + j] +
      (share2 * amount[start2 + j] + share3 * amount[start3 + j]);
  }
}
