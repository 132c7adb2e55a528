import type { Decision } from '../../core/decision.ts';
import type { BanksContext } from './context.ts';
import { type BanksState, equityOf, isAlive } from './state.ts';

/**
 * A person is asked when a bank has lost more than this share of its capital. Of the 10.5 % of risk-weighted
 * assets that Basel III asks for, buffers included, 4.2 % are left then: less than the minimum of 4.5 %.
 */
export const LOST_SHARE_MAX = 0.6;

/** The most that one `add_capital` gives. */
const AMOUNT_MAX = 1e12;
const NONE: readonly Decision[] = [];

/** For each living bank that has lost most of its capital: to give it back, or to let the bank be. */
export function decide(state: BanksState, context: BanksContext): readonly Decision[] {
  if (state.done) return NONE;
  let decisions: Decision[] | null = null;
  for (let bank = 0; bank < state.bankCount; bank++) {
    if (!isAlive(state, bank)) continue;
    const capital = state.openingEquityOf[bank] + state.injected[bank];
    const equity = equityOf(state, bank);
    if (equity >= (1 - LOST_SHARE_MAX) * capital) continue;
    decisions ??= [];
    decisions.push(capitalDecision(context, bank, capital, equity));
  }
  return decisions ?? NONE;
}

function capitalDecision(
  { config, prepared }: BanksContext,
  bank: number,
  capital: number,
  equity: number,
): Decision {
  const { name } = prepared.banks[bank];
  const { currency } = config;
  const amount = Math.min(capital - equity, AMOUNT_MAX);
  const lost = shown((100 * (capital - equity)) / capital);
  const limit = 100 * LOST_SHARE_MAX;
  return {
    key: `capital:bank:${bank}`,
    entity: `bank:${bank}`,
    title: `Recapitalize ${name}?`,
    description:
      `${name} has ${shown(equity)} ${currency} left of ${shown(capital)}: ` +
      `it has lost ${lost} % of its capital. A person is asked from ${limit} % on.`,
    choices: [
      {
        sentence: `Give it ${shown(amount)} ${currency}, back to where it began.`,
        command: { name: 'add_capital', bank, amount },
      },
      { sentence: 'Let it be: it goes on with what it has left, or fails.', command: null },
    ],
  };
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
