import { z } from 'zod';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { CommandKind, ModulePath } from '../../core/model.ts';
import type { BanksConfig } from './config.ts';
import type { BanksContext } from './context.ts';
import { deleteBank } from './delete-bank.ts';
import { KIND, REFUSALS } from './events.ts';
import { giveAnotherTry } from './funding.ts';
import { isBuiltIn } from './policies.ts';
import { checkShock, type Prepared } from './prepared.ts';
import { SHOCK_KINDS, SHOCKS, type ShockKind } from './shock-kind.ts';
import { applyShock } from './shocks.ts';
import { type BanksState, equityOf } from './state.ts';

const bank = z.int().min(0).meta({ help: 'the bank, 0-based' });
const amount = z.number().gt(0).max(1e12).meta({ help: 'currency' });

const [HAS_FAILED, WAS_DELETED, IS_INSOLVENT] = REFUSALS.keys();

interface Aimed {
  readonly bank?: number | undefined;
}

function checkBank(command: Aimed, prepared: Prepared, where: string): void {
  const { bank } = command;
  if (bank !== undefined && bank >= prepared.banks.length) {
    throw new FaultlineError(`${where}.bank`, bank, `a bank from 0 to ${prepared.banks.length - 1}`);
  }
}

/** Records that nothing was done when the bank is gone. True when it is. */
function ignored(state: BanksState, context: BanksContext, bank: number, cause: number): boolean {
  if (state.defaulted[bank] === 1) refuse(state, context, bank, HAS_FAILED, cause);
  else if (state.deleted[bank] === 1) refuse(state, context, bank, WAS_DELETED, cause);
  else return false;
  return true;
}

function refuse(state: BanksState, context: BanksContext, bank: number, reason: number, cause: number): void {
  const { log } = context;
  if (log === null) return;
  const row = log.append(KIND.command_ignored, state.time, cause);
  const { integers } = log.rowsOf(KIND.command_ignored);
  integers[0][row] = bank;
  integers[1][row] = reason;
}

/** Appends an event of `kind` with a bank (-1: all) and returns its row. */
function record(state: BanksState, context: BanksContext, kind: number, bank: number, cause: number): number {
  const log = context.log as NonNullable<typeof context.log>;
  const row = log.append(kind, state.time, cause);
  log.rowsOf(kind).integers[0][row] = bank;
  return row;
}

/** What a person may do to the banks while a run goes on. */
export const commands = {
  add_capital: {
    help: 'Gives a bank capital in cash.',
    fields: z.strictObject({ bank, amount }),
    check: checkBank,
    apply: ({ bank, amount }: { bank: number; amount: number }, state, context, cause) => {
      if (ignored(state, context, bank, cause)) return;
      state.cash[bank] += amount;
      state.injections += amount;
      state.injected[bank] += amount;
      giveAnotherTry(state, bank);
      if (context.log === null) return;
      const row = record(state, context, KIND.capital_added, bank, cause);
      context.log.rowsOf(KIND.capital_added).numbers[0][row] = amount;
    },
  },
  inject_liquidity: {
    help: 'The central bank lends to a bank, which owes it.',
    fields: z.strictObject({ bank, amount }),
    check: checkBank,
    apply: ({ bank, amount }: { bank: number; amount: number }, state, context, cause) => {
      if (ignored(state, context, bank, cause)) return;
      state.cash[bank] += amount;
      state.centralBank[bank] += amount;
      state.hasCredit = true;
      giveAnotherTry(state, bank);
      if (context.log === null) return;
      const row = record(state, context, KIND.liquidity_injected, bank, cause);
      context.log.rowsOf(KIND.liquidity_injected).numbers[0][row] = amount;
    },
  },
  delete_bank: {
    help: 'Winds a bank up: both sides of its loans are settled at par, its owners get the equity.',
    fields: z.strictObject({ bank }),
    check: checkBank,
    apply: ({ bank }: { bank: number }, state, context, cause) => {
      if (ignored(state, context, bank, cause)) return;
      if (equityOf(state, bank) < 0) return refuse(state, context, bank, IS_INSOLVENT, cause);
      deleteBank(state, context, bank, cause);
    },
  },
  apply_shock: {
    help: 'Applies a shock now; with no bank or market, to all.',
    fields: z.strictObject({
      kind: z.enum(SHOCK_KINDS).meta({ help: 'the kind' }),
      bank: bank.optional(),
      market: z.string().optional().meta({ help: 'the market, by name' }),
      magnitude: z.number().gt(0).optional().meta({ help: 'as for the config field shocks' }),
    }),
    check: (command: Shock, prepared: Prepared, where: string) =>
      checkShock(command, prepared.banks.length, prepared.marketNames, where),
    apply: ({ kind, bank, market, magnitude }: Shock, state, context, cause) => {
      if (bank !== undefined && ignored(state, context, bank, cause)) return;
      const at = market === undefined ? -1 : context.prepared.marketNames.indexOf(market);
      const size = magnitude ?? SHOCKS[kind].magnitude;
      applyShock(state, context, SHOCK_KINDS.indexOf(kind), bank ?? -1, at, size, cause);
    },
  },
  set_policy: {
    help: 'Another policy decides from now on, for one bank or all.',
    fields: z.strictObject({
      policy: z.string().min(1).meta({ help: 'rules, random, or the path of a module' }),
      bank: bank.optional(),
    }),
    check: (command: { policy: string; bank?: number }, prepared: Prepared, where: string) => {
      checkBank(command, prepared, where);
      if (prepared.policyNames.includes(command.policy)) return;
      throw new FaultlineError(`${where}.policy`, command.policy, 'rules, random, or the path of a module');
    },
    apply: ({ policy, bank }: { policy: string; bank?: number }, state, context, cause) => {
      if (bank !== undefined && ignored(state, context, bank, cause)) return;
      const index = context.prepared.policyNames.indexOf(policy);
      if (bank === undefined) state.policyOf.fill(index);
      else state.policyOf[bank] = index;
      state.isMixed = bank !== undefined;
      if (context.log === null) return;
      const row = record(state, context, KIND.policy_set, bank ?? -1, cause);
      context.log.rowsOf(KIND.policy_set).integers[1][row] = index;
    },
  },
  halt_lending: {
    help: 'One bank, or all, may no longer lend; halted: false takes it back.',
    fields: z.strictObject({
      bank: bank.optional(),
      halted: z.boolean().default(true).meta({ help: 'true or false' }),
    }),
    check: checkBank,
    apply: ({ bank, halted }: { bank?: number; halted: boolean }, state, context, cause) => {
      if (bank !== undefined && ignored(state, context, bank, cause)) return;
      if (bank === undefined) state.halted.fill(halted ? 1 : 0);
      else state.halted[bank] = halted ? 1 : 0;
      if (context.log === null) return;
      const row = record(state, context, KIND.lending_halted, bank ?? -1, cause);
      context.log.rowsOf(KIND.lending_halted).integers[1][row] = halted ? 1 : 0;
    },
  },
} satisfies Readonly<Record<string, CommandKind<BanksConfig, Prepared, BanksState>>>;

interface Shock {
  readonly kind: ShockKind;
  readonly bank?: number | undefined;
  readonly market?: string | undefined;
  readonly magnitude?: number | undefined;
}

/** The policy modules that a config and commands name. */
export function modulePaths(
  config: BanksConfig,
  given: readonly Readonly<Record<string, unknown>>[],
): ModulePath[] {
  const named = [
    { path: config.policy as unknown, where: 'config.policy' },
    ...given.map(({ policy }, i) => ({ path: policy, where: `commands[${i}].policy` })),
  ];
  const paths = new Map<string, string>();
  for (const { path, where } of named) {
    if (typeof path === 'string' && !isBuiltIn(path) && !paths.has(path)) paths.set(path, where);
  }
  return [...paths].map(([path, where]) => ({ path, where }));
}
