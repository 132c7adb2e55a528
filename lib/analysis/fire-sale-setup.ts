import { FaultlineError } from '../core/faultline-error.ts';
import { checkFields, checkMatrix, checkNumber, checkVector, type Range } from './check-input.ts';

/** A number, or one written in decimals: '0.04'. */
export type Decimal = number | string;

/** What a bank holds and owes at the opening. At least 0. */
export interface FireSaleBank {
  readonly name?: string;
  /** Units of each marketable asset, at a price of 1. */
  readonly holdings: readonly Decimal[];
  /** 0 unless given. */
  readonly cash?: Decimal;
  /** What cannot be sold; 0 unless given. */
  readonly otherAssets?: Decimal;
  /** What it owes to others than banks. */
  readonly externalDebt: Decimal;
}

/** Banks, markets and what strikes them: see `fireSales`. */
export interface FireSalesInput {
  readonly banks: readonly FireSaleBank[];
  /** exposures[i][j] is what bank i lent bank j: an asset of i, a debt of j. None unless given. */
  readonly exposures?: readonly (readonly Decimal[])[];
  /** Units whose sale takes a price to 0 (linear) or to 1 / e (exponential), by asset, above 0. */
  readonly depth: readonly Decimal[];
  /** Assets over equity above which a bank must act, at least 1. */
  readonly maxLeverage: Decimal;
  /** Assets over equity to which it then returns at current prices, 1 to maxLeverage. */
  readonly targetLeverage: Decimal;
  /** Shares lost at first, 0 to 1: of each price, and of each bank's other assets (0 unless given). */
  readonly shock: { readonly prices: readonly Decimal[]; readonly otherAssets?: readonly Decimal[] };
  /** 'linear' unless given. */
  readonly impact?: 'linear' | 'exponential';
  /** Where between the price before a round (0) and after it (1) its sellers are paid; 0.5 unless given. */
  readonly fill?: Decimal;
  /** The share of a claim on a failed bank that its creditor keeps, 0 to 1; 0 unless given. */
  readonly recovery?: Decimal;
  /** How losses spread; both ways unless given. */
  readonly channels?: readonly ('direct' | 'fireSales')[];
}

/** The same, checked, as numbers; matrices are kept row after row, a bank a row. */
export interface FireSaleSetup {
  readonly bankCount: number;
  readonly assetCount: number;
  readonly holdings: Float64Array;
  readonly cash: Float64Array;
  readonly otherAssets: Float64Array;
  readonly externalDebt: Float64Array;
  readonly exposures: Float64Array;
  readonly depth: Float64Array;
  readonly maxLeverage: number;
  readonly targetLeverage: number;
  readonly priceShock: Float64Array;
  readonly otherShock: Float64Array;
  readonly isLinear: boolean;
  readonly fill: number;
  readonly recovery: number;
  readonly isDirect: boolean;
  readonly isSelling: boolean;
}

const SHARE: Range = { max: 1 };

const FIELDS = [
  'banks',
  'exposures',
  'depth',
  'maxLeverage',
  'targetLeverage',
  'shock',
  'impact',
  'fill',
  'recovery',
  'channels',
] as const;
const BANK_FIELDS = ['name', 'holdings', 'cash', 'otherAssets', 'externalDebt'] as const;

/** @throws FaultlineError for input of the wrong shape or out of range. */
export function fireSaleSetup(input: FireSalesInput): FireSaleSetup {
  checkFields('fireSales', input, FIELDS);
  const { banks, impact = 'linear', channels = ['direct', 'fireSales'] } = input;
  checkFields('fireSales: shock', input.shock, ['prices', 'otherAssets']);
  if (!Array.isArray(banks) || banks.length === 0) {
    throw new FaultlineError('banks', banks, 'a list of { holdings, cash, otherAssets, externalDebt }');
  }
  const bankCount = banks.length;
  const depth = checkVector('depth', decoded(input.depth), undefined, { aboveMin: true });
  const assetCount = depth.length;
  const holdings = new Float64Array(bankCount * assetCount);
  banks.forEach((bank, i) => {
    checkFields(`fireSales: banks[${i}]`, bank, BANK_FIELDS);
    holdings.set(checkVector(`banks[${i}].holdings`, decoded(bank.holdings), assetCount), i * assetCount);
  });
  const column = (name: 'cash' | 'otherAssets' | 'externalDebt', otherwise?: number) =>
    Float64Array.from(banks, (bank, i) =>
      checkNumber(`banks[${i}].${name}`, decoded(bank[name] ?? otherwise)),
    );
  const exposures = input.exposures === undefined ? undefined : decoded(input.exposures);
  const maxLeverage = checkNumber('maxLeverage', decoded(input.maxLeverage), { min: 1 });
  if (impact !== 'linear' && impact !== 'exponential') {
    throw new FaultlineError('impact', impact, "'linear' or 'exponential'");
  }
  if (!Array.isArray(channels) || !channels.every((each) => each === 'direct' || each === 'fireSales')) {
    throw new FaultlineError('channels', channels, "a list of 'direct', 'fireSales', both or neither");
  }
  return {
    bankCount,
    assetCount,
    holdings,
    cash: column('cash', 0),
    otherAssets: column('otherAssets', 0),
    externalDebt: column('externalDebt'),
    exposures:
      exposures === undefined
        ? new Float64Array(bankCount * bankCount)
        : checkMatrix('exposures', exposures, bankCount),
    depth,
    maxLeverage,
    targetLeverage: checkNumber('targetLeverage', decoded(input.targetLeverage), {
      min: 1,
      max: maxLeverage,
    }),
    priceShock: checkVector('shock.prices', decoded(input.shock.prices), assetCount, SHARE),
    otherShock: checkVector(
      'shock.otherAssets',
      decoded(input.shock.otherAssets ?? new Float64Array(bankCount)),
      bankCount,
      SHARE,
    ),
    isLinear: impact === 'linear',
    fill: checkNumber('fill', decoded(input.fill ?? 0.5), SHARE),
    recovery: checkNumber('recovery', decoded(input.recovery ?? 0), SHARE),
    isDirect: channels.includes('direct'),
    isSelling: channels.includes('fireSales'),
  };
}

/** Strings that are decimals as numbers, also within lists; all else as it is, for the checks to refuse. */
function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
