import type { Remedy } from '../core/reasons.ts';
import type { GivenCommand } from '../core/recipe.ts';
import type { Prevention } from './answer.ts';
import type { Reruns } from './reruns.ts';

/** The least amount that is tried of a remedy, as a share of its most; each next one is twice as large. */
const LEAST_SHARE = 2 ** -11;
/** Steps by which the least of them is then narrowed down: to 1 part in 64 of the amount below it. */
const NARROWINGS = 6;
const REMEDIES_MAX = 32;

/**
 * The smallest of the remedies that works, shown by a run.
 *
 * More may be worse, so that every amount of a row is tried from the least on, and only the gap below the
 * first that works is halved; a smaller amount may work between two that do not. Of remedies without an
 * amount the first that works is taken, and only where no amount works.
 */
export function findPrevention(
  reruns: Reruns,
  remedies: readonly Remedy[],
  amountText: (amount: number, unit: string | undefined) => string,
): Prevention | null {
  let tried = 0;
  const works = (remedy: Remedy, amount: number | null): boolean => {
    tried++;
    return reruns.withCommands([commandOf(remedy, amount)]).t === null;
  };
  let best: { remedy: Remedy; amount: number | null } | null = null;
  for (const remedy of remedies.slice(0, REMEDIES_MAX)) {
    if (remedy.amount === undefined) {
      if (best === null && works(remedy, null)) best = { remedy, amount: null };
      continue;
    }
    const most: number = best?.amount ?? Number.POSITIVE_INFINITY;
    const amount = leastOf(remedy.amount, most, (value) => works(remedy, value));
    if (amount !== null) best = { remedy, amount };
  }
  if (best === null) return null;
  const { remedy, amount } = best;
  const command = commandOf(remedy, amount);
  return {
    commands: [command],
    amount,
    sentence: remedy.sentence.replaceAll(
      '{amount}',
      amount === null ? '' : amountText(amount, remedy.amount?.unit),
    ),
    ...reruns.consequenceOf(reruns.withCommands([command])),
    tried,
  };
}

/** The least amount found that works and is below `most`; null when none is. */
function leastOf(
  { from, to }: { readonly from: number; readonly to: number },
  most: number,
  works: (amount: number) => boolean,
): number | null {
  let below = from;
  for (let share = LEAST_SHARE; share <= 1; share *= 2) {
    const amount = rounded(from + (to - from) * share);
    if (amount >= most) return null;
    if (works(amount)) return narrowed(below, amount, works);
    below = amount;
  }
  return null;
}

function narrowed(fails: number, succeeds: number, works: (amount: number) => boolean): number {
  let low = fails;
  let high = succeeds;
  for (let i = 0; i < NARROWINGS; i++) {
    const middle = rounded((low + high) / 2);
    if (middle <= low || middle >= high) break;
    if (works(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** To three digits: what is said is what was tried. */
function rounded(amount: number): number {
  return Number(amount.toPrecision(3));
}

function commandOf({ command, at, amount: field }: Remedy, amount: number | null): GivenCommand {
  const given = { ...command, at } as GivenCommand;
  return field === undefined || amount === null
    ? given
    : ({ ...given, [field.field]: amount } as GivenCommand);
}
