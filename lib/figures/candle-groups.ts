import type { DrawnCandle } from './trade-history.ts';

/** Neighbouring candles that are drawn as one point. */
export interface CandleGroup {
  /** The place of its last candle. */
  readonly place: number;
  readonly first: number;
}

/** At most `max` groups of equally many neighbours, but for the last. */
export function candleGroups(candles: readonly DrawnCandle[], max: number): CandleGroup[] {
  const size = Math.max(1, Math.ceil(candles.length / max));
  const groups: CandleGroup[] = [];
  for (let first = 0; first < candles.length; first += size) {
    groups.push({ first, place: Math.min(first + size, candles.length) - 1 });
  }
  return groups;
}

/** The place of the candle during which a time falls: of the last that began by then; after all, one more. */
export function candlePlace(candles: readonly DrawnCandle[], at: number): number {
  let low = 0;
  let high = candles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (candles[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  const place = Math.max(0, low - 1);
  const [before, last] = [candles.at(-2), candles.at(-1)];
  // The candle that still forms at the end of a run is not in the log.
  if (place === candles.length - 1 && before !== undefined && at - last!.at >= last!.at - before.at) {
    return place + 1;
  }
  return place;
}
