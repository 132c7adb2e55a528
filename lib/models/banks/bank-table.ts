import { parse } from 'csv-parse/browser/esm/sync';
import { exp } from '../../core/exp.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import { normalQuantile } from '../../core/normal-quantile.ts';
import { cents } from './cent.ts';
import type { BankRow, BanksConfig } from './config.ts';

/** A bank as the model starts it. */
export interface Bank {
  readonly name: string;
  readonly capital: number;
  readonly targetLeverage: number;
  readonly riskFactor: number;
  readonly interbankAssets: number | null;
  readonly interbankLiabilities: number | null;
  readonly marketInvestments: number | null;
}

/** The banks that a config speaks of, in order. */
export function banksOf(config: BanksConfig): Bank[] {
  const rows = typeof config.banks === 'number' ? syntheticBanks(config.banks, config) : config.banks;
  return rows.map((row, i) => ({
    name: row.name ?? `Bank ${i}`,
    capital: row.capital,
    targetLeverage: row.targetLeverage,
    riskFactor: row.riskFactor,
    interbankAssets: row.interbankAssets ?? null,
    interbankLiabilities: row.interbankLiabilities ?? null,
    marketInvestments: row.marketInvestments ?? null,
  }));
}

/** Spread of log equity and of log leverage over large European banks; data/README.md has the fit. */
const CAPITAL_SPREAD = 0.91;
const LEVERAGE_SPREAD = 0.28;

/**
 * Fractional parts of multiples of these fill the unit cube evenly: Roberts' R2 sequence, and the golden
 * ratio for a third dimension.
 */
const R2_LEVERAGE = 0.7548776662466927;
const R2_RISK = 0.5698402909980532;
const GOLDEN = 0.6180339887498949;

/** What the synthetic banks of a config follow. */
export type SyntheticConfig = Pick<
  BanksConfig,
  'medianCapital' | 'medianLeverage' | 'cashShare' | 'investmentShare' | 'interbankShare' | 'interbankSpread'
>;

/**
 * `count` banks, the largest first: equity, leverage and interbank share at evenly spread quantiles of
 * lognormal laws, the latter two and the risk factor paired with size by low-discrepancy sequences. Of
 * all assets `interbankShare` are interbank loans; one bank's share is cut where it would not fit. No
 * chance is in it: every run of a config has the same banks.
 */
export function syntheticBanks(count: number, config: SyntheticConfig): BankRow[] {
  const rows = Array.from({ length: count }, (_, i) => {
    const size = normalQuantile(1 - (i + 0.5) / count);
    const leverage = normalQuantile(0.02 + 0.96 * fraction(0.5 + (i + 1) * R2_LEVERAGE));
    return {
      name: `Bank ${i}`,
      capital: cents(config.medianCapital * exp(CAPITAL_SPREAD * size)),
      targetLeverage:
        Math.round(100 * Math.max(1.5, config.medianLeverage * exp(LEVERAGE_SPREAD * leverage))) / 100,
      riskFactor: Math.round(100 * fraction(0.5 + (i + 1) * R2_RISK)) / 100,
    };
  });
  const tilts = rows.map((_, i) =>
    exp(config.interbankSpread * normalQuantile(0.01 + 0.98 * fraction(0.5 + (i + 1) * GOLDEN))),
  );
  const assets = rows.map(({ capital, targetLeverage }) => cents(capital * targetLeverage));
  const whole = assets.reduce((sum, each) => sum + each, 0);
  const tilted = assets.reduce((sum, each, i) => sum + each * tilts[i], 0);
  const scale = (config.interbankShare * whole) / tilted;
  return rows.map((row, i) => {
    const room = 1 - config.cashShare - config.investmentShare * (0.5 + row.riskFactor);
    const share = Math.min(scale * tilts[i], Math.max(0, room));
    return { ...row, interbankAssets: Math.floor(share * assets[i] * 100) / 100 };
  });
}

function fraction(x: number): number {
  return x - Math.floor(x);
}

const TABLE_COLUMNS = [
  'capital',
  'targetLeverage',
  'riskFactor',
  'interbankAssets',
  'interbankLiabilities',
  'marketInvestments',
] as const;
const TABLE_NAMES: readonly string[] = ['name', ...TABLE_COLUMNS];
const AGGREGATE_COLUMNS = ['bank', 'interbank_assets', 'tier1_capital', 'total_exposure'] as const;

/**
 * Reads banks from CSV text with a header line. Two forms are known: a table (`capital`, and any of
 * `name, targetLeverage, riskFactor, interbankAssets, interbankLiabilities, marketInvestments`), and
 * supervisory aggregates (`bank, tier1_capital, total_exposure, interbank_assets`, and any of
 * `government_bonds, corporate_bonds`), of which equity is tier 1, leverage total exposure over it, and
 * market investments the bonds.
 *
 * @throws FaultlineError that names the file and line.
 */
export function parseBanks(text: string, path: string): BankRow[] {
  const [header, ...rows] = readCsv(text, path);
  if (header === undefined || rows.length === 0) {
    throw new FaultlineError(path, text.slice(0, 40), 'a header line and a line for each bank');
  }
  const simple = !header.includes('bank') && header.some((name) => TABLE_NAMES.includes(name));
  checkHeader(header, simple, path);
  const needed = simple ? ['capital'] : AGGREGATE_COLUMNS;
  const missing = needed.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw new FaultlineError(
      `${path}:1`,
      header.join(','),
      `column ${missing.join(', ')} is missing: either capital is needed, or ${AGGREGATE_COLUMNS.join(', ')}`,
    );
  }
  return rows.map((cells, i) => {
    const where = `${path}:${i + 2}`;
    const number = (column: string): number =>
      numberIn(cells[header.indexOf(column)] ?? '', `${where} ${column}`);
    return simple ? tableRow(header, cells, number) : aggregateRow(header, cells, number, where);
  });
}

/** A table has columns of ours only; aggregates may have any, once each. */
function checkHeader(header: readonly string[], simple: boolean, path: string): void {
  for (const [i, column] of header.entries()) {
    if (header.indexOf(column) !== i) throw new FaultlineError(`${path}:1`, column, 'each column once');
    if (simple && !TABLE_NAMES.includes(column)) {
      throw new FaultlineError(`${path}:1`, column, `no such column; known are ${TABLE_NAMES.join(', ')}`);
    }
  }
}

function tableRow(
  header: readonly string[],
  cells: readonly string[],
  number: (column: string) => number,
): BankRow {
  const given = TABLE_COLUMNS.filter((name) => header.includes(name));
  const row = Object.fromEntries(given.map((name) => [name, number(name)]));
  const name = cells[header.indexOf('name')];
  return { ...row, ...(name ? { name } : {}) } as BankRow;
}

function aggregateRow(
  header: readonly string[],
  cells: readonly string[],
  number: (column: string) => number,
  where: string,
): BankRow {
  const capital = number('tier1_capital');
  const exposure = number('total_exposure');
  if (!(capital > 0 && exposure > capital)) {
    throw new FaultlineError(
      where,
      cells.join(','),
      'tier1_capital above 0 and total_exposure above tier1_capital',
    );
  }
  const bonds = ['government_bonds', 'corporate_bonds'].filter((name) => header.includes(name));
  return {
    name: cells[header.indexOf('bank')] as string,
    capital,
    targetLeverage: exposure / capital,
    riskFactor: 0.5,
    interbankAssets: number('interbank_assets'),
    ...(bonds.length > 0 ? { marketInvestments: bonds.reduce((sum, name) => sum + number(name), 0) } : {}),
  };
}

function readCsv(text: string, path: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, trim: true }) as string[][];
  } catch (error) {
    throw new FaultlineError(path, error, 'CSV with the same number of cells on each line');
  }
}

function numberIn(text: string, where: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new FaultlineError(where, text, 'a number is needed');
  return value;
}
