import type { LoggedEvent } from '../core/event-kind.ts';
import { fixed } from '../figures/fixed.ts';
import { quantity } from '../figures/quantity.ts';

/** What a comparison of a condition saw. */
interface Seen {
  readonly condition: string;
  readonly result: boolean;
  readonly left: number | null;
  readonly right: number | null;
  readonly leftBefore: number | null;
}

const DIGITS = 8;

/** An event of a strategy's node in words, with the values that it saw. */
export function nodeWords(event: LoggedEvent): string {
  const { type, node, side, symbol, quantity: lots } = event;
  const price = (value: unknown): string => fixed(Number(value), 2);
  switch (type) {
    case 'strategy_started':
      return `${node} starts the strategy`;
    case 'signal_emitted': {
      const again = event.re_entry_num === 0 ? '' : ` (re-entries so far: ${event.re_entry_num})`;
      return `${node} signals${again}: ${conditionWords(event)}${keptWords(event)}`;
    }
    case 'condition_evaluated':
      return `${node} decides ${event.result ? 'yes' : 'no'}: ${conditionWords(event)}${keptWords(event)}`;
    case 'square_off': {
      const words = conditionWords(event);
      return `${node} squares off${words === '' ? '' : `: ${words}`}${keptWords(event)}`;
    }
    case 'order_placed': {
      const count =
        lots === null ? 'as many lots as its share of the cash pays for' : quantity(Number(lots), 12);
      return `${node} orders: ${side} ${count} of ${symbol}, last price ${price(event.price)}`;
    }
    case 'bracket_hit': {
      const filled = `${side} ${quantity(Number(lots), 12)} of ${symbol} at ${price(event.price)}`;
      return `${node}: the ${event.bracket} at ${price(event.level)} is reached, ${filled}`;
    }
    default:
      return `${node}: ${type}`;
  }
}

/** Every comparison of an event's condition, with both sides; the other outcome is marked as such. */
export function conditionWords({ conditions }: LoggedEvent): string {
  return ((conditions ?? []) as readonly Seen[])
    .map((seen) => `${seen.condition}${seen.result ? '' : ', which is false'} (${sidesOf(seen)})`)
    .join('; ');
}

/** A time as people read it: `2024-01-02 11:29:00`, or a date. */
export function shortTime(timestamp: unknown): string {
  return String(timestamp).slice(0, 19).replace('T', ' ');
}

function keptWords({ variables }: LoggedEvent): string {
  const kept = (variables ?? []) as readonly { readonly variable: string; readonly value: number | null }[];
  if (kept.length === 0) return '';
  return `; it keeps ${kept.map(({ variable, value }) => `${variable} = ${number(value)}`).join(', ')}`;
}

/** A side that the condition itself spells out is left out. */
function sidesOf({ condition, left, right, leftBefore }: Seen): string {
  const show = /\bthe time\b/.test(condition) ? clock : number;
  const isConstant = /(?:[<>=]|above|below|crosses) -?[\d.:]+$/.test(condition);
  const before = / crosses /.test(condition) ? `${show(leftBefore)}, then ` : '';
  return `${before}${show(left)}${isConstant ? '' : ` and ${show(right)}`}`;
}

function number(value: number | null): string {
  return value === null ? 'missing' : quantity(value, DIGITS);
}

/** Seconds of a day. */
function clock(seconds: number | null): string {
  if (seconds === null) return 'missing';
  const pad = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}:${pad(seconds % 60)}`;
}
