import { Chance, type Stream, unit } from '../core/chance.ts';
import { log, log1p } from '../core/log.ts';
import type { Seed } from '../core/seed.ts';
import { checkFields, checkInteger, checkNumber } from './check-input.ts';
import { FAILURE_FIELDS, type FailureRule, leastFailures } from './least-failures.ts';

/** The benchmark of Gai & Kapadia (2010), and how often to draw it. */
export interface GaiKapadiaInput extends FailureRule {
  /** How many others a bank lends to on average, 0 to `banks` - 1. */
  readonly degree: number;
  /** How many networks to draw, 1 or more. */
  readonly draws: number;
  readonly seed: Seed;
  /** 2 or more; 1,000 unless told. */
  readonly banks?: number;
  /** The part of banks above which (excluded) failures count as contagion; 0.05 unless told. */
  readonly threshold?: number;
}

const FIELDS = ['degree', 'draws', 'seed', 'banks', 'threshold', ...FAILURE_FIELDS] as const;

/** How often there is contagion, and what part of the banks fails where there is. */
export interface GaiKapadiaResult {
  readonly frequency: number;
  /** The mean, the first bank included; null where there was no contagion. */
  readonly extent: number | null;
}

/** More links would not fit into memory. */
const LINKS_MAX = 2e7;

/**
 * Contagion in random networks (Gai & Kapadia 2010): each ordered pair of banks is linked with
 * probability degree / (banks - 1), a bank's loans are of one size, and nothing is recovered. In each draw a
 * new network is drawn and one bank, any, fails; a bank fails when what it lent to failed banks exceeds its
 * capital. With ever more banks the results tend to those of `gaiKapadiaTheory`.
 *
 * @throws FaultlineError for numbers out of range.
 */
export function gaiKapadia(input: GaiKapadiaInput): GaiKapadiaResult {
  checkFields('gaiKapadia', input, FIELDS);
  const banks = checkInteger('banks', input.banks ?? 1000, 2, 1e6);
  const degree = checkNumber('degree', input.degree, { max: Math.min(banks - 1, LINKS_MAX / banks) });
  const draws = checkInteger('draws', input.draws, 1, 1e9);
  const threshold = checkNumber('threshold', input.threshold ?? 0.05, { max: 1 });
  const least = leastFailures(input, banks - 1);
  const chance = new Chance(['network']);
  chance.reseed(input.seed);
  const stream = chance.streams.network;
  const room = createRoom(banks);
  let contagions = 0;
  let failures = 0;
  for (let draw = 0; draw < draws; draw++) {
    drawLinks(room, degree / (banks - 1), stream, draw);
    const failed = spread(room, least, Math.floor(stream.uniform(0, draw, 1) * banks));
    if (failed / banks <= threshold + 1e-12) continue;
    contagions++;
    failures += failed / banks;
  }
  return { frequency: contagions / draws, extent: contagions > 0 ? failures / contagions : null };
}

/** A network by borrower, and a cascade in it. */
interface Room {
  readonly banks: number;
  /** The lenders of bank j are those from `start[j]` to `start[j + 1]` (excluded). */
  lenders: Int32Array;
  readonly start: Int32Array;
  readonly borrowerCount: Int32Array;
  /** How many of its borrowers have failed. */
  readonly hits: Int32Array;
  /** The banks that have failed, in order, and whether a bank has. */
  readonly queue: Int32Array;
  readonly isFailed: Uint8Array;
}

function createRoom(banks: number): Room {
  const perBank = (): Int32Array => new Int32Array(banks);
  return {
    banks,
    lenders: new Int32Array(1024),
    start: new Int32Array(banks + 1),
    borrowerCount: perBank(),
    hits: perBank(),
    queue: perBank(),
    isFailed: new Uint8Array(banks),
  };
}

const words = new Int32Array(128);

/** Skips from link to link through all pairs by borrower: the gaps are geometric. */
function drawLinks(room: Room, probability: number, stream: Stream, draw: number): void {
  const { banks, start, borrowerCount } = room;
  const others = banks - 1;
  const perLog = 1 / log1p(-probability);
  let { lenders } = room;
  let count = 0;
  let borrower = 0;
  let pair = -1;
  borrowerCount.fill(0);
  for (let at = 0; ; at++) {
    const word = at % words.length;
    if (word === 0) stream.row(at / 2, words.length / 2, draw, 0, words);
    pair += 1 + Math.floor(log(unit(words[word])) * perLog);
    while (pair >= (borrower + 1) * others) {
      start[++borrower] = count;
      if (borrower === banks) return;
    }
    const other = pair - borrower * others;
    const lender = other < borrower ? other : other + 1;
    if (count === lenders.length) {
      lenders = new Int32Array(2 * count);
      lenders.set(room.lenders);
      room.lenders = lenders;
    }
    lenders[count++] = lender;
    borrowerCount[lender]++;
  }
}

/** How many banks fail when one does. */
function spread(room: Room, least: Float64Array, first: number): number {
  const { lenders, start, borrowerCount, hits, queue, isFailed } = room;
  hits.fill(0);
  isFailed.fill(0);
  isFailed[first] = 1;
  queue[0] = first;
  let failed = 1;
  for (let at = 0; at < failed; at++) {
    for (let k = start[queue[at]]; k < start[queue[at] + 1]; k++) {
      const lender = lenders[k];
      if (++hits[lender] < least[borrowerCount[lender]] || isFailed[lender] === 1) continue;
      isFailed[lender] = 1;
      queue[failed++] = lender;
    }
  }
  return failed;
}
