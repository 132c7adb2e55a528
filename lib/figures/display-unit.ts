import { fixed, sharedDecimals } from './fixed.ts';
import { quantity } from './quantity.ts';

/** How numbers of a unit are shown: EUR million become EUR billion where the largest is 10,000 or more. */
export interface DisplayUnit {
  readonly unit: string;
  /** How many of the given unit make one of this. */
  readonly size: number;
  /** One number by itself, 4 significant digits. */
  readonly show: (value: number) => string;
  /** A number of those that the unit was made for: all with the same decimals. */
  readonly align: (value: number) => string;
}

const LARGER: Readonly<Record<string, string>> = {
  thousand: 'million',
  million: 'billion',
  billion: 'trillion',
};

/** The unit in which these numbers are short. */
export function displayUnit(unit: string, values: readonly number[]): DisplayUnit {
  const scaled = scaledUnit(unit, Math.max(0, ...values.map(Math.abs)));
  const decimals = sharedDecimals(values.map((value) => value / scaled.size));
  // A number that was made smaller keeps a digit of what it lost.
  const shared = scaled.size > 1 ? Math.max(1, decimals) : decimals;
  return {
    ...scaled,
    show: (value) => quantity(value / scaled.size),
    align: (value) => fixed(value / scaled.size, shared),
  };
}

function scaledUnit(unit: string, largest: number): { readonly unit: string; readonly size: number } {
  const word = /(\w+)$/.exec(unit)?.[1] ?? '';
  const larger = Object.hasOwn(LARGER, word) ? LARGER[word] : undefined;
  if (larger === undefined || largest < 1e4) return { unit, size: 1 };
  const next = scaledUnit(`${unit.slice(0, -word.length)}${larger}`, largest / 1e3);
  return { unit: next.unit, size: next.size * 1e3 };
}

/** An amount with its unit: `EUR 5.2 billion`, `30 units`. */
export function amountText({ unit, show }: DisplayUnit, value: number): string {
  const [, code, scale] = /^([A-Z]{3})( .*)?$/.exec(unit) ?? [];
  const text = show(value);
  return code === undefined
    ? `${text} ${text === '1' ? unit : plural(unit)}`
    : `${code} ${text}${scale ?? ''}`;
}

/** An amount in the unit in which it is short. */
export function moneyText(value: number, unit: string): string {
  return amountText(displayUnit(unit, [value]), value);
}

/** A unit as the heading of numbers: units of account. */
export function plural(unit: string): string {
  return unit.replace(/^unit\b/, 'units');
}
