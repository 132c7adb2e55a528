import type { LoggedEvent } from '../core/event-kind.ts';
import { percent, quantity } from './quantity.ts';

/** The shocks of one kind in one step. */
export interface ShockMark {
  readonly kind: string;
  readonly t: number;
  /** One line of plain text for each shock: what struck whom, how hard. */
  readonly lines: readonly string[];
  /** Names of the markets that were struck. */
  readonly markets: readonly string[];
}

const LINES_MAX = 8;

/** The shocks of a run, those of one kind and step together, in order. */
export function shockMarks(shocks: readonly LoggedEvent[], names: readonly string[]): ShockMark[] {
  const marks = new Map<string, { kind: string; t: number; lines: string[]; markets: string[] }>();
  for (const shock of shocks) {
    const kind = shock.kind as string;
    const key = `${shock.t} ${kind}`;
    const mark = marks.get(key) ?? { kind, t: shock.t, lines: [], markets: [] };
    marks.set(key, mark);
    mark.lines.push(shockWords(shock, names).join(' on '));
    if (typeof shock.market === 'string') mark.markets.push(shock.market);
  }
  return [...marks.values()].map(({ lines, ...mark }) => ({ ...mark, lines: cut(lines) }));
}

/** `asset_price_crash` as words. */
export function kindWords(kind: string): string {
  return kind.replaceAll('_', ' ');
}

/** A shock in words, and whom it struck: asset price crash of 31.5 %, BANK_INDEX. */
export function shockWords(
  shock: LoggedEvent,
  names: readonly string[],
): readonly [what: string, target: string] {
  const { kind, magnitude, bank, market } = shock as unknown as {
    kind: string;
    magnitude: number;
    bank: number | null;
    market: string | null;
  };
  const target = typeof bank === 'number' ? (names[bank] ?? `bank ${bank}`) : (market ?? 'everyone');
  if (kind === 'bank_failure') return ['bank failure', target];
  const size = kind === 'rate_rise' ? `${quantity(magnitude * 100, 3)} points` : percent(magnitude);
  return [`${kindWords(kind)} of ${size}`, target];
}

function cut(lines: readonly string[]): string[] {
  if (lines.length <= LINES_MAX) return [...lines];
  return [...lines.slice(0, LINES_MAX - 1), `and ${lines.length - LINES_MAX + 1} more`];
}
