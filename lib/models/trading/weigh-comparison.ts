import type { LoggedEvent } from '../../core/event-kind.ts';
import { log, log1p } from '../../core/log.ts';

/** A comparison as an event of a node tells it. */
export interface Seen {
  readonly condition: string;
  readonly result: boolean;
  readonly left: number | null;
  readonly right: number | null;
}

const OPERATOR = / (>=|<=|==|!=|>|<|crosses above|crosses below|crosses) /;
const UPWARD = ['>', '>=', 'crosses above'];
const DOWNWARD = ['<', '<=', 'crosses below'];

/**
 * How much each gap bears on how a comparison came out, by logarithms, and how much of it is needed for that.
 * A side that names a gap’s symbol, or none and is neither a number nor a time, moves with it. Where both
 * sides do, or values are no prices, all those gaps are needed: that is then as much as can be told.
 */
export function weighComparison(
  { condition, result, left, right }: Seen,
  gaps: readonly LoggedEvent[],
  symbols: readonly string[],
): { readonly weights: readonly number[]; readonly needed: number } {
  const parts = OPERATOR.exec(condition);
  const sides =
    parts === null
      ? [condition, '']
      : [condition.slice(0, parts.index), condition.slice(parts.index + parts[0].length)];
  const moved = sides.map((text) => gaps.map(({ symbol }) => isMoved(text, symbol as string, symbols)));
  const operator = parts?.[1] ?? '';
  const upward = UPWARD.includes(operator) === result ? 1 : -1;
  const isOrdered = UPWARD.includes(operator) || DOWNWARD.includes(operator);
  const isPrice = left !== null && left > 0 && right !== null && right > 0 && !condition.includes('P&L');
  const ratio = isPrice ? left / right : Number.NaN;
  const isBoth = gaps.some((_, i) => moved[0][i] && moved[1][i]);
  if (!isOrdered || isBoth || !isPrice) {
    const weights = gaps.map((_, i) => Number(moved[0][i] || moved[1][i]));
    return { weights, needed: weights.reduce((sum, weight) => sum + weight, 0) };
  }
  const weights = gaps.map(({ return: by }, i) => {
    const way = Number(moved[0][i]) - Number(moved[1][i]);
    return way === 0 ? 0 : upward * way * log1p(by as number);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { weights, needed: total - Math.max(0, upward * log(ratio)) };
}

const FIXED = /^(the time|[\d:.+\-e]*)$/;

function isMoved(text: string, symbol: string, symbols: readonly string[]): boolean {
  if (FIXED.test(text)) return false;
  const named = symbols.filter((each) => isNamed(text, each));
  return named.length === 0 || named.includes(symbol);
}

/** Whether a text has a name in it that is not a part of a longer word. */
function isNamed(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + name.length])) return true;
  }
  return false;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
