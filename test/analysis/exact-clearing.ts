/** A fraction of whole numbers, in lowest terms, the second above 0. */
type Fraction = readonly [bigint, bigint];

function fraction(top: bigint, bottom = 1n): Fraction {
  let [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  while (b > 0n) [a, b] = [b, a % b];
  const divisor = bottom < 0n ? -a : a;
  return [top / divisor, bottom / divisor];
}

const add = (x: Fraction, y: Fraction) => fraction(x[0] * y[1] + y[0] * x[1], x[1] * y[1]);
const multiply = (x: Fraction, y: Fraction) => fraction(x[0] * y[0], x[1] * y[1]);
const divide = (x: Fraction, y: Fraction) => fraction(x[0] * y[1], x[1] * y[0]);
const negative = (x: Fraction): Fraction => [-x[0], x[1]];
const ZERO = fraction(0n);
const ONE = fraction(1n);

/** A double as the fraction that it is. */
function fromNumber(value: number): Fraction {
  let bottom = 1n;
  let top = value;
  for (; !Number.isInteger(top); top *= 2) bottom *= 2n;
  return fraction(BigInt(top), bottom);
}

function toNumber([top, bottom]: Fraction): number {
  // 20 digits more than a double has, so that only the last step rounds.
  const scale = 10n ** 40n;
  return Number((top * scale) / bottom) / 1e40;
}

/**
 * The clearing vector and its waves by fictitious default in exact fractions, for external assets that are not
 * negative: banks in default solve their linear equations by Gauss-Jordan elimination. `closest` is what the
 * bank that came closest to its threshold had or lacked, exact ties apart, as a share of what it owed.
 */
export function exactClearing(
  liabilities: number[][],
  externalAssets: number[],
  externalLiabilities: number[],
  recoveryExternal = 1,
  recoveryInterbank = 1,
): { payments: number[]; waves: number[][]; closest: number } {
  const n = externalAssets.length;
  const debts = liabilities.map((row) => row.map(fromNumber));
  const assets = externalAssets.map(fromNumber);
  const owed = debts.map((row, i) => row.reduce(add, fromNumber(externalLiabilities[i])));
  const waves: number[][] = [];
  let closest = Infinity;
  let shares: Fraction[] = owed.map(() => ONE);
  for (;;) {
    const failed = waves.flat();
    const received = (i: number) =>
      debts.reduce((sum, row, j) => add(sum, multiply(shares[j], row[i])), ZERO);
    const solvent = Array.from(owed.keys()).filter((i) => !failed.includes(i) && owed[i][0] > 0n);
    const falling = solvent.filter((i) => {
      const lacking = add(owed[i], negative(add(assets[i], received(i))));
      if (lacking[0] !== 0n) closest = Math.min(closest, Math.abs(toNumber(divide(lacking, owed[i]))));
      return lacking[0] > 0n;
    });
    if (falling.length === 0) break;
    waves.push(falling);
    shares = exactShares(waves.flat(), n);
  }
  return { payments: shares.map((share, i) => toNumber(multiply(share, owed[i]))), waves, closest };

  function exactShares(failed: number[], count: number): Fraction[] {
    const alpha = fromNumber(recoveryExternal);
    const beta = fromNumber(recoveryInterbank);
    const rows = failed.map((i) => {
      const coefficients = failed.map((j) =>
        add(i === j ? owed[i] : ZERO, negative(multiply(beta, debts[j][i]))),
      );
      let right = multiply(alpha, assets[i]);
      for (let j = 0; j < count; j++) {
        if (!failed.includes(j)) right = add(right, multiply(beta, debts[j][i]));
      }
      return [...coefficients, right];
    });
    rows.forEach((_, k) => {
      const pivot = rows.findIndex((row, i) => i >= k && row[k][0] !== 0n);
      [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
      rows[k] = rows[k].map((value, _column, row) => divide(value, row[k]));
      rows.forEach((row, i) => {
        if (i !== k) rows[i] = row.map((value, c) => add(value, negative(multiply(row[k], rows[k][c]))));
      });
    });
    const result = owed.map(() => ONE);
    failed.forEach((i, k) => {
      result[i] = rows[k][failed.length];
    });
    return result;
  }
}
