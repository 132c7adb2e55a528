import { fileURLToPath } from 'node:url';
import { Chance } from '../../lib/core/chance.ts';
import { parseConfig } from '../../lib/core/config.ts';
import { banks } from '../../lib/index.ts';
import type { BanksConfig } from '../../lib/models/banks/config.ts';
import type { BanksContext } from '../../lib/models/banks/context.ts';
import type { BanksState } from '../../lib/models/banks/state.ts';
import { temporaryFile } from './temporary-files.ts';

/** The path of a policy that leaves every bank at HOLD. */
export const HOLD = fileURLToPath(new URL('./hold.js', import.meta.url));

/** A config under which nothing happens but what is given: no rates, no noise, no shocks, no decisions, no forced sales. */
export function still(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    ...{ steps: 1, stepsPerYear: 1, noise: 0, shocks: 'none', policy: HOLD, profitBookingInterval: 0 },
    ...{ externalRate: 0, depositRate: 0, interbankRate: 0, repaymentRate: 0, investmentShare: 0 },
    ...{ cashShare: 0.1, recovery: 0.4, exposureLimit: null, density: 0 },
    ...{ fireSales: false, funding: false, lastResortRate: 0 },
    ...given,
  };
}

/** Writes a policy module whose `decide` has this body; returns its path. */
export function policyModule(body: string): string {
  const given = '{ step, bankCount, features, alive, draws }, { priority, action, amount }';
  return temporaryFile('policy.mjs', `export const policy = { decide(${given}) { ${body} } };\n`);
}

/** Bodies of the table of banks of a chain: 1 lends to 0, 2 lends to 1. */
export const CHAIN = {
  banks: [
    { name: 'Zero', capital: 20, targetLeverage: 10 },
    { name: 'One', capital: 20, targetLeverage: 10 },
    { name: 'Two', capital: 100, targetLeverage: 3 },
  ],
  matrix: [
    [0, 0, 0],
    [60, 0, 0],
    [0, 50, 0],
  ],
};

/** The state of a run at its start, to be worked on by hand; no log. */
export function world(
  given: Readonly<Record<string, unknown>>,
  seed = 1,
): { state: BanksState; context: BanksContext } {
  const config = parseConfig(banks, { policy: 'rules', ...given }) as BanksConfig;
  const prepared = banks.prepare(config, new Map());
  const chance = new Chance(banks.streams);
  chance.reseed(seed);
  const context: BanksContext = { config, prepared, chance, log: null };
  const state = banks.create(prepared);
  banks.start(state, context);
  return { state, context };
}
