import { dayNumber, timeText } from './time-text.ts';

/** A step from one row's time to the next that is longer than such data let expect. */
export interface Gap {
  /** The row before it. */
  readonly row: number;
  /** That row's time, as text. */
  readonly after: string;
  /** From that row to the next. */
  readonly ms: number;
}

/** What may be wrong with a market's times without being refused. */
export interface Irregularities {
  /** How many gaps there are. */
  readonly gaps: number;
  /** The longest, and of equal ones the first. */
  readonly longest: Gap | null;
  /** The first five. */
  readonly firstGaps: readonly Gap[];
  /** Steps within a day are gaps when longer, in ms; null where no two times share a day. */
  readonly withinDay: number | null;
  /** Steps from one date to the next are gaps when longer, in days. */
  readonly betweenDays: number;
  /** Ticks whose time is that of the tick before. */
  readonly duplicates: number;
}

const DAY_MS = 86_400_000;
const GAPS_LISTED = 5;

/**
 * Counts steps of time that are longer than expected.
 *
 * - Within one local date: longer than 3 times the commonest step, if at least half of the steps within dates
 *   are of that length (bars); otherwise longer than 20 times the median step (ticks: when they come at
 *   random, one step in a million is).
 * - From one local date to a later one: more than 5 days, and more than 3 times the commonest such step
 *   (bars of weeks or months).
 *
 * Steps of 0 are counted as duplicates.
 */
export function findIrregularities(times: Float64Array, offsets: Float64Array): Irregularities {
  const days = times.map((ms, i) => dayNumber(ms, offsets[i]!));
  const inDay = new Float64Array(times.length);
  const overDays = new Float64Array(times.length);
  let steps = 0;
  let changes = 0;
  let duplicates = 0;
  for (let i = 1; i < times.length; i++) {
    if (days[i]! > days[i - 1]!) overDays[changes++] = days[i]! - days[i - 1]!;
    else if (times[i]! > times[i - 1]!) inDay[steps++] = times[i]! - times[i - 1]!;
    else duplicates++;
  }
  const withinDay = steps === 0 ? null : longestStep(inDay.subarray(0, steps).sort());
  const betweenDays = Math.max(5, 3 * commonest(overDays.subarray(0, changes).sort()).step);

  const firstGaps: Gap[] = [];
  let gaps = 0;
  let longest: Gap | null = null;
  for (let i = 1; i < times.length; i++) {
    const ms = times[i]! - times[i - 1]!;
    const isGap =
      days[i]! > days[i - 1]! ? days[i]! - days[i - 1]! > betweenDays : withinDay !== null && ms > withinDay;
    if (!isGap) continue;
    gaps++;
    if (firstGaps.length === GAPS_LISTED && longest !== null && ms <= longest.ms) continue;
    const gap = { row: i - 1, after: timeText(times[i - 1]!, offsets[i - 1]!), ms };
    if (firstGaps.length < GAPS_LISTED) firstGaps.push(gap);
    if (longest === null || ms > longest.ms) longest = gap;
  }
  return { gaps, longest, firstGaps, withinDay, betweenDays, duplicates };
}

/** The longest step within a day that is no gap; steps ascend. */
function longestStep(sorted: Float64Array): number {
  const { step, count } = commonest(sorted);
  return 2 * count >= sorted.length ? 3 * step : 20 * sorted[Math.floor((sorted.length - 1) / 2)]!;
}

/** The number that occurs most often in an ascending list, of several the least; 0 in an empty one. */
function commonest(sorted: Float64Array): { step: number; count: number } {
  let best = { step: 0, count: 0 };
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from > best.count) best = { step: sorted[from]!, count: to - from };
    from = to;
  }
  return best;
}

/** A table's irregularities in sentences for people; none where there are none. */
export function irregularityLines(table: { readonly irregularities: Irregularities }): string[] {
  const { gaps, longest, firstGaps, withinDay, betweenDays, duplicates } = table.irregularities;
  const lines: string[] = [];
  if (longest !== null) {
    const rules = [...(withinDay === null ? [] : [`${span(withinDay)} within a day`]), `${betweenDays} days`];
    const more = gaps - firstGaps.length;
    const named = (gap: Gap): string => `${span(gap.ms)} after ${gap.after}`;
    const listed = firstGaps.map(named).join(', ');
    const rest = more > 0 ? `, and ${more} more; the longest is ${named(longest)}` : '';
    const count = gaps === 1 ? '1 gap' : `${gaps} gaps`;
    lines.push(`${count} (steps of more than ${rules.join(' or ')}): ${listed}${rest}`);
  }
  if (duplicates > 0) lines.push(`${duplicates} tick${duplicates === 1 ? '' : 's'} at a time already seen`);
  return lines;
}

const UNITS = [
  [DAY_MS, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
  [1, 'millisecond'],
] as const;

/** A length of time in its largest unit and the next: `1 hour 3 minutes`. */
function span(ms: number): string {
  const first = Math.max(
    0,
    UNITS.findIndex(([size]) => ms >= size),
  );
  let rest = ms;
  const parts: string[] = [];
  for (const [size, name] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return parts.join(' ');
}
