import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Reasons, Remedy } from '../../core/reasons.ts';
import type { At } from '../../core/turn.ts';
import { weigh } from './weigh.ts';
import { whyNot } from './why-not.ts';

/** Money that a remedy may take, as multiples of the equity that a failed bank lacked and lost. */
const MOST = 4;
/** So many banks and times are tried. */
const BANKS_MAX = 6;
const TIMES_MAX = 3;

/**
 * What brings banks down, and what might have kept them: capital for a bank of the chain at a time of the
 * chain, before it failed.
 */
export const reasons: Reasons = {
  roots: {
    shock_applied: { kind: 'shock' },
    transaction: { kind: 'decision' },
  },
  fates: {
    default: ['bank'],
    bank_deleted: ['bank'],
    loss: ['creditor', 'debtor'],
  },
  carriers: {
    defaults: ['default'],
    failedShare: ['default'],
    cascadeDepth: ['default'],
    interbankLosses: ['loss'],
  },
  weigh,
  whyNot,
  remedies,
};

function remedies(chain: readonly LoggedEvent[]): Remedy[] {
  const target = chain.at(-1);
  if (target === undefined) return [];
  const most = MOST * Math.max(1, ...chain.map(sizeOf));
  const failed = chain.filter(({ type }) => type === 'default').slice(-BANKS_MAX);
  const banks = new Map(namedBy(target).map((bank) => [bank, target.t]));
  for (const { bank, t } of failed) banks.set(bank as number, t);
  const times = [...new Set(chain.map(({ t }) => t).filter((t) => t > 0))].slice(0, TIMES_MAX);
  return [...banks].flatMap(([bank, failedAt]) => {
    const capital = (at: At, when: string): Remedy => ({
      command: { name: 'add_capital', bank },
      at,
      amount: { field: 'amount', from: 0, to: most, unit: 'currency' },
      sentence: `{amount} of capital for bank ${bank} at step ${when}`,
    });
    const before = times.filter((t) => t <= failedAt).map((t) => capital(t, String(t)));
    return [...before, capital({ time: failedAt, phase: 'shock_contagion' }, `${failedAt} after its shocks`)];
  });
}

function namedBy({ type, bank, creditor }: LoggedEvent): number[] {
  const one = type === 'loss' ? creditor : bank;
  return typeof one === 'number' ? [one] : [];
}

function sizeOf({ type, amount, equity }: LoggedEvent): number {
  const size = type === 'default' ? equity : amount;
  return typeof size === 'number' ? Math.abs(size) : 0;
}
