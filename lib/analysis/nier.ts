import { Chance, type Stream, unit } from '../core/chance.ts';
import type { Seed } from '../core/seed.ts';
import { checkFields, checkInteger, checkNumber } from './check-input.ts';

/** The baseline of Nier, Yang, Yorulmazer & Alentorn (2007), and how often to draw it. */
export interface NierInput {
  /** A bank's net worth (γ), as a part of its total assets, 0 to 1. */
  readonly netWorth: number;
  /** How many networks to draw, 2 or more. */
  readonly networks: number;
  readonly seed: Seed;
  /** 2 to 1,000; 25 unless told. */
  readonly banks?: number;
  /** That a bank lends to another, 0 to 1; 0.2 unless told. */
  readonly linkProbability?: number;
  /** Of all banks together, above 0, in any one unit; 100,000 unless told. */
  readonly externalAssets?: number;
  /** What banks lend to banks, as a part of all assets (θ), 0 to 0.5; 0.2 unless told. */
  readonly interbankShare?: number;
}

const FIELDS = [
  'netWorth',
  'networks',
  'seed',
  'banks',
  'linkProbability',
  'externalAssets',
  'interbankShare',
] as const;

/** What `nier` measures. */
export interface NierResult {
  /** Failed banks a shock, the shocked one included. */
  readonly meanDefaults: number;
  /** Of this mean, from the differences between networks. */
  readonly standardError: number;
}

/**
 * How many banks fail when one loses all its external assets (Nier et al. 2007): each bank of each
 * random network in turn. All loans are of one size, interbank assets over the number of loans. A bank that
 * borrows more than it lends holds as much more in external assets; the others are shared equally, and an
 * interbank share of at most 0.5 leaves some. What a bank loses above its net worth goes to the banks that
 * lent to it, evenly and up to what it owes them, and then to depositors. Losses add up until no more are
 * passed on; a bank fails when its own exceeds its net worth. Differences of 1e-12 of all external assets
 * are rounding.
 *
 * @throws FaultlineError for numbers out of range.
 */
export function nier(input: NierInput): NierResult {
  checkFields('nier', input, FIELDS);
  const banks = checkInteger('banks', input.banks ?? 25, 2, 100);
  const netWorth = checkNumber('netWorth', input.netWorth, { max: 1 });
  const networks = checkInteger('networks', input.networks, 2, 1e7);
  const linkProbability = checkNumber('linkProbability', input.linkProbability ?? 0.2, { max: 1 });
  const external = checkNumber('externalAssets', input.externalAssets ?? 100000, { aboveMin: true });
  const share = checkNumber('interbankShare', input.interbankShare ?? 0.2, { max: 0.5 });
  const chance = new Chance(['network']);
  chance.reseed(input.seed);
  const system = createSystem(banks);
  let sum = 0;
  let squares = 0;
  for (let network = 0; network < networks; network++) {
    drawLoans(system, linkProbability, chance.streams.network, network);
    openBooks(system, external, (external * share) / (1 - share), netWorth);
    let defaults = 0;
    for (let shocked = 0; shocked < banks; shocked++)
      defaults += defaultsAfter(system, shocked, ROUNDING * external);
    // Integers, so that the sums are exact.
    sum += defaults;
    squares += defaults * defaults;
  }
  const variance = Math.max(0, squares - (sum / networks) * sum) / (networks - 1);
  return { meanDefaults: sum / networks / banks, standardError: Math.sqrt(variance / networks) / banks };
}

/** Losses that differ by this part of all external assets are equal. */
const ROUNDING = 1e-12;

/** A network and its books, and the losses from a shock. */
interface System {
  readonly banks: number;
  /** The banks that lent to bank j are at j times `banks` and after. */
  readonly lenders: Int32Array;
  readonly lenderCount: Int32Array;
  readonly borrowerCount: Int32Array;
  readonly external: Float64Array;
  readonly netWorth: Float64Array;
  readonly owed: Float64Array;
  readonly loss: Float64Array;
  readonly passed: Float64Array;
}

function createSystem(banks: number): System {
  const amounts = (): Float64Array => new Float64Array(banks);
  return {
    banks,
    lenders: new Int32Array(banks * banks),
    lenderCount: new Int32Array(banks),
    borrowerCount: new Int32Array(banks),
    external: amounts(),
    netWorth: amounts(),
    owed: amounts(),
    loss: amounts(),
    passed: amounts(),
  };
}

const words = new Int32Array(1000);

function drawLoans(system: System, linkProbability: number, stream: Stream, network: number): void {
  const { banks, lenders, lenderCount, borrowerCount } = system;
  lenderCount.fill(0);
  borrowerCount.fill(0);
  for (let lender = 0; lender < banks; lender++) {
    stream.row(0, (banks + 1) >> 1, network, lender, words);
    for (let borrower = 0; borrower < banks; borrower++) {
      if (borrower === lender || unit(words[borrower]) >= linkProbability) continue;
      lenders[borrower * banks + lenderCount[borrower]++] = lender;
      borrowerCount[lender]++;
    }
  }
}

function openBooks(system: System, external: number, interbank: number, netWorth: number): void {
  const { banks, lenderCount, borrowerCount } = system;
  const loans = lenderCount.reduce((sum, count) => sum + count, 0);
  const loan = loans > 0 ? interbank / loans : 0;
  let shared = external;
  for (let i = 0; i < banks; i++) shared -= loan * Math.max(0, lenderCount[i] - borrowerCount[i]);
  for (let i = 0; i < banks; i++) {
    system.external[i] = loan * Math.max(0, lenderCount[i] - borrowerCount[i]) + shared / banks;
    system.netWorth[i] = netWorth * (system.external[i] + loan * borrowerCount[i]);
    system.owed[i] = loan * lenderCount[i];
  }
}

/** How many banks fail when one loses its external assets. */
function defaultsAfter(system: System, shocked: number, rounding: number): number {
  const { banks, lenders, lenderCount, external, netWorth, owed, loss, passed } = system;
  loss.fill(0);
  passed.fill(0);
  loss[shocked] = external[shocked];
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (let i = 0; i < banks; i++) {
      const more = Math.min(Math.max(0, loss[i] - netWorth[i]), owed[i]) - passed[i];
      if (more <= rounding) continue;
      isSettled = false;
      passed[i] += more;
      const end = i * banks + lenderCount[i];
      for (let k = i * banks; k < end; k++) loss[lenders[k]] += more / lenderCount[i];
    }
  }
  return loss.reduce((count, each, i) => (each > netWorth[i] + rounding ? count + 1 : count), 0);
}
