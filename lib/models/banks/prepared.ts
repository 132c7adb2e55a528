import { FaultlineError } from '../../core/faultline-error.ts';
import type { Modules } from '../../core/model.ts';
import { type Bank, banksOf } from './bank-table.ts';
import { cents } from './cent.ts';
import type { BanksConfig, ShockRow } from './config.ts';
import { type Network, networkOf } from './network.ts';
import { isBuiltIn, policyOf } from './policies.ts';
import type { Policy } from './policy.ts';
import { fixedMatrix, marginsOf, type Sampler, samplerOf } from './reconstruction.ts';
import { createRoom, type Room } from './room.ts';
import { SHOCK_KINDS, SHOCKS } from './shock-kind.ts';

/** All of a config that does not depend on the seed. */
export interface Prepared {
  readonly banks: readonly Bank[];
  /** 0, 1, 2, … */
  readonly bankIndexes: Int32Array;
  readonly marketNames: readonly string[];
  readonly startPrice: Float64Array;
  /** By market: what one unit of currency moves the price. */
  readonly slope: Float64Array;
  /** By bank, to the cent. */
  readonly totalAssets: Float64Array;
  readonly openingCash: Float64Array;
  readonly openingInvestments: Float64Array;
  readonly interbankTarget: Float64Array;
  readonly targetLeverage: Float64Array;
  readonly room: Room;
  /** How opening loans come about: the first of these that is not null. */
  readonly matrix: Float64Array | null;
  readonly sampler: Sampler | null;
  readonly network: Network;
  /** Policy 0 is the config's; the built-in ones and those of commands follow. */
  readonly policyNames: readonly string[];
  readonly policies: readonly Policy[];
  readonly builtInPolicies: readonly boolean[];
  /** Scheduled shocks by step, then kind. */
  readonly schedule: readonly ShockRow[];
}

/** Networks that are made from the banks' totals. */
const RECONSTRUCTED: readonly string[] = ['maximum-entropy', 'minimum-density', 'sampled'];

/** @throws FaultlineError for what the schema cannot see: sizes that disagree, books that do not balance. */
export function prepare(config: BanksConfig, modules: Modules): Prepared {
  const banks = banksOf(config);
  const column = (value: (bank: Bank, i: number) => number): Float64Array => Float64Array.from(banks, value);
  const totalAssets = column((bank) => cents(bank.capital * bank.targetLeverage));
  const matrix = config.matrix === null ? null : checkMatrix(config.matrix, banks.length);
  const targetLeverage = column((bank) => bank.targetLeverage);
  const openingCash = column((_, i) => cents(config.cashShare * totalAssets[i]));
  const openingInvestments = column((bank, i) =>
    cents(bank.marketInvestments ?? config.investmentShare * (0.5 + bank.riskFactor) * totalAssets[i]),
  );
  const interbankTarget = column((bank, i) =>
    matrix ? sum(matrix[i]) : (bank.interbankAssets ?? config.interbankShare * totalAssets[i]),
  );
  checkMagnitudes(config);
  const isReconstructed = matrix === null && RECONSTRUCTED.includes(config.network);
  const margins = isReconstructed ? marginsOf(banks, totalAssets, interbankTarget, config.network) : null;
  const borrowed = column((_, i) =>
    matrix ? sum(matrix.map((row) => row[i])) : (margins?.liabilities[i] ?? 0),
  );
  checkBooks(banks, totalAssets, openingCash, openingInvestments, interbankTarget, borrowed);
  const policyNames = [...new Set([config.policy, 'rules', 'random', ...modules.keys()])];
  const marketNames = config.markets.map((market) => market.name);
  checkNames(marketNames, 'config.markets');
  checkNames(
    banks.map((bank) => bank.name),
    'config.banks',
  );
  return {
    banks,
    bankIndexes: Int32Array.from(banks.keys()),
    marketNames,
    startPrice: Float64Array.from(config.markets, (market) => market.price),
    slope: slopesOf(config, sum([...openingInvestments]) / marketNames.length),
    totalAssets,
    openingCash,
    openingInvestments,
    interbankTarget,
    targetLeverage,
    room: createRoom(
      column((bank) => bank.riskFactor),
      targetLeverage,
    ),
    network: networkOf(config, totalAssets),
    matrix: fixedMatrix(config, margins),
    sampler: margins !== null && config.network === 'sampled' ? samplerOf(margins, config.density) : null,
    policyNames,
    policies: policyNames.map((name) => policyOf(name, modules)),
    builtInPolicies: policyNames.map(isBuiltIn),
    schedule:
      typeof config.shocks === 'string'
        ? []
        : checkSchedule(config.shocks, config.steps, banks.length, marketNames),
  };
}

const LINEAR_IMPACT = 0.001;

/** What one unit of currency moves each price; `invested` is what the banks hold of one market. */
function slopesOf(config: BanksConfig, invested: number): Float64Array {
  return Float64Array.from(config.markets, ({ price }) => {
    if (config.impact === 'linear') return config.impactStrength ?? LINEAR_IMPACT;
    const units = invested / config.bankMarketShare / price;
    return units > 0 ? (config.impactStrength ?? 1) / units : 0;
  });
}

function checkMatrix(matrix: readonly (readonly number[])[], banks: number): readonly (readonly number[])[] {
  if (matrix.length !== banks) {
    throw new FaultlineError(
      'config.matrix',
      `${matrix.length} rows`,
      `a row for each of the ${banks} banks`,
    );
  }
  for (const [i, row] of matrix.entries()) {
    const where = `config.matrix[${i}]`;
    if (row.length !== banks) {
      throw new FaultlineError(
        where,
        `${row.length} numbers`,
        `${banks} numbers, as the matrix must be square`,
      );
    }
    if (row[i] !== 0) throw new FaultlineError(`${where}[${i}]`, row[i], '0, as no bank lends to itself');
  }
  return matrix;
}

/** Shares that add up to 1 may, to the cent, add up to more than the whole. */
const ROUNDING = 0.02;

function checkBooks(
  banks: readonly Bank[],
  totalAssets: Float64Array,
  cash: Float64Array,
  investments: Float64Array,
  interbank: Float64Array,
  borrowed: Float64Array,
): void {
  for (const [i, bank] of banks.entries()) {
    const where = `config.banks[${i}]`;
    const used = cash[i] + investments[i] + interbank[i];
    if (used > totalAssets[i] + ROUNDING) {
      const parts = `cash ${cash[i]}, investments ${investments[i]}, interbank ${cents(interbank[i])}`;
      throw new FaultlineError(where, parts, `at most the total assets, ${totalAssets[i]}`);
    }
    if (borrowed[i] + bank.capital > totalAssets[i]) {
      const parts = `borrowed ${cents(borrowed[i])} + capital ${bank.capital}`;
      throw new FaultlineError(where, parts, `at most the total assets, ${totalAssets[i]}`);
    }
  }
}

/** Ranges of random magnitudes: from low to high, within what the kind allows. */
function checkMagnitudes({ shockMagnitudes }: BanksConfig): void {
  for (const kind of SHOCK_KINDS) {
    const [low, high] = shockMagnitudes[kind];
    const { max } = SHOCKS[kind];
    if (low <= high && high <= max) continue;
    throw new FaultlineError(`config.shockMagnitudes.${kind}`, [low, high], `[low, high] from 0 to ${max}`);
  }
}

const STRIKES = { bank: 'a bank or all', market: 'a market or all', all: 'all banks' };

function checkNames(names: readonly string[], where: string): void {
  const seen = new Set<string>();
  for (const [i, name] of names.entries()) {
    if (seen.has(name)) throw new FaultlineError(`${where}[${i}].name`, name, 'a name that no other has');
    seen.add(name);
  }
}

function checkSchedule(
  shocks: readonly ShockRow[],
  steps: number,
  banks: number,
  markets: readonly string[],
): ShockRow[] {
  for (const [i, shock] of shocks.entries()) {
    checkShock(shock, banks, markets, `config.shocks[${i}]`);
    if (shock.at > steps)
      throw new FaultlineError(`config.shocks[${i}].at`, shock.at, `a step from 1 to ${steps}`);
  }
  return [...shocks].sort((a, b) => a.at - b.at);
}

/** @throws FaultlineError when a shock's bank or market does not exist or its magnitude is out of range. */
export function checkShock(
  shock: Omit<ShockRow, 'at'>,
  banks: number,
  markets: readonly string[],
  where: string,
): void {
  const { kind, bank, market, magnitude } = shock;
  const { strikes } = SHOCKS[kind];
  for (const [field, given] of Object.entries({ bank, market })) {
    if (given !== undefined && field !== strikes) {
      throw new FaultlineError(`${where}.${field}`, given, `nothing: ${kind} strikes ${STRIKES[strikes]}`);
    }
  }
  if (bank !== undefined && bank >= banks) {
    throw new FaultlineError(`${where}.bank`, bank, `a bank from 0 to ${banks - 1}`);
  }
  if (market !== undefined && !markets.includes(market)) {
    throw new FaultlineError(`${where}.market`, market, `one of ${markets.join(', ')}`);
  }
  if (magnitude !== undefined && magnitude > SHOCKS[kind].max) {
    throw new FaultlineError(
      `${where}.magnitude`,
      magnitude,
      `at most ${SHOCKS[kind].max} (${SHOCKS[kind].unit})`,
    );
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
