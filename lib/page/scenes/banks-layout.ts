import { ringLayout } from '../../figures/ring-layout.ts';
import type { BankView, LoanView } from '../../models/banks/view.ts';
import type { Size } from './scene.ts';

/** Where banks and markets are, in pixels. */
export interface BanksLayout {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** A bank of total assets A has the radius `perRoot · √A`. */
  readonly perRoot: number;
  /** The middle of the banks. */
  readonly centre: readonly [number, number];
  /** The left upper corner of each market's square, and its sides. */
  readonly markets: readonly { readonly x: number; readonly y: number }[];
  readonly market: { readonly width: number; readonly height: number };
}

/** Shares of the banks, the largest first, that stand on the inner rings. */
const RINGS = [0.15, 0.5] as const;
/** Of the ground that the rings cover, the discs take at most this share. */
const COVER = 0.2;
const GAP = 3;
/** The longer axis of the ellipse over the shorter one, at most. */
const FLATNESS = 1.7;
const RADIUS_MAX = 34;

/** Where banks are within the unit circle: the largest inside, who deal with each other close by. */
export function bankPlaces(
  banks: readonly BankView[],
  loans: readonly LoanView[],
): (readonly [number, number])[] {
  const bySize = [...banks.keys()].sort((a, b) => banks[b].openingEquity - banks[a].openingEquity || a - b);
  const ends = RINGS.map((share) => Math.ceil(share * banks.length));
  const rings =
    banks.length < 12
      ? [bySize]
      : [bySize.slice(0, ends[0]), bySize.slice(ends[0], ends[1]), bySize.slice(ends[1])];
  const partners = banks.map(() => new Set<number>());
  for (const { borrower, lender } of loans) {
    partners[lender].add(borrower);
    partners[borrower].add(lender);
  }
  const places = ringLayout(rings, (bank) => [...partners[bank]]);
  return banks.map((_, bank) => places.get(bank) ?? [0, 0]);
}

/** Total assets, which a bank's disc shows. */
export function totalAssets({ arrears, cash, externalAssets, investments, loans }: BankView): number {
  return Math.max(0, cash + loans + investments + externalAssets + arrears);
}

/** Everything in a frame: banks in an ellipse, markets beside it or, where it is narrow, below. */
export function banksLayout(
  places: readonly (readonly [number, number])[],
  assets: readonly number[],
  markets: number,
  { height, width }: Size,
): BanksLayout {
  const isNarrow = width < 640;
  const market = isNarrow ? { width: 104, height: 52 } : { width: 148, height: 70 };
  const side = isNarrow ? 0 : market.width + 32;
  const below = isNarrow ? market.height + 26 : 0;
  const margin = isNarrow ? 30 : 48;
  const across = Math.max(60, (width - side) / 2 - margin);
  const down = Math.max(60, (height - below) / 2 - margin);
  // No flatter than that, or rings would touch.
  const rx = Math.min(across, FLATNESS * down);
  const ry = Math.min(down, FLATNESS * across);
  const centre = [(width - side) / 2, (height - below) / 2] as const;
  const x = Float64Array.from(places, ([px]) => centre[0] + rx * px);
  const y = Float64Array.from(places, ([, py]) => centre[1] - ry * py);
  return {
    x,
    y,
    perRoot: perRootOf(x, y, assets, rx * ry),
    centre,
    markets: marketCorners(markets, market, isNarrow, width, height),
    market,
  };
}

/** As large as the ground allows, and no two discs touch. */
function perRootOf(x: Float64Array, y: Float64Array, assets: readonly number[], ground: number): number {
  const total = assets.reduce((sum, amount) => sum + amount, 0);
  const largest = Math.max(...assets, 1e-9);
  let perRoot = Math.min(
    Math.sqrt((COVER * ground) / Math.max(total, 1e-9)),
    RADIUS_MAX / Math.sqrt(largest),
  );
  for (let a = 0; a < x.length; a++) {
    for (let b = 0; b < a; b++) {
      const dx = x[a] - x[b];
      const dy = y[a] - y[b];
      const roots = Math.sqrt(assets[a]) + Math.sqrt(assets[b]);
      const room = Math.sqrt(dx * dx + dy * dy) - GAP;
      if (roots > 0) perRoot = Math.min(perRoot, Math.max(0, room) / roots);
    }
  }
  return perRoot;
}

function marketCorners(
  count: number,
  market: { readonly width: number; readonly height: number },
  isNarrow: boolean,
  width: number,
  height: number,
): { readonly x: number; readonly y: number }[] {
  const gap = isNarrow ? 12 : 18;
  const length = (isNarrow ? market.width : market.height) + gap;
  const room = isNarrow ? width - 24 : height - 24;
  // More than fit stand closer, one over the other.
  const step = Math.min(length, room / Math.max(1, count));
  const whole = step * (count - 1) + length - gap;
  return Array.from({ length: count }, (_, i) =>
    isNarrow
      ? { x: (width - whole) / 2 + i * step, y: height - market.height - 14 }
      : { x: width - market.width - 20, y: (height - whole) / 2 + i * step },
  );
}

/** The middle of the curve of a loan: bent to the right of its way, so that two ways are told apart. */
export function bend(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  strength = 0.14,
): readonly [number, number] {
  return [(fromX + toX) / 2 + (toY - fromY) * strength, (fromY + toY) / 2 - (toX - fromX) * strength];
}
