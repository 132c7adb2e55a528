import type { RunOptions } from '../../lib/index.ts';

const WORLD = {
  ...{ medianCapital: 19000, medianLeverage: 18, steps: 20, stepsPerYear: 52, currency: 'EUR million' },
  ...{ network: 'erdos-renyi', density: 0.2, coreShare: 0.2, coreDensity: 0.9 },
  ...{ cashShare: 0.06, interbankShare: 0.05, investmentShare: 0.09, bankMarketShare: 0.2 },
  ...{ noise: 0.12, correlation: 0.5, impact: 'exponential', impactStrength: 1, profitBookingInterval: 5 },
  ...{
    externalRate: 0.022,
    depositRate: 0.014,
    interbankRate: 0.02,
    repaymentRate: 1,
    repaymentCashLimit: null,
  },
  ...{
    recovery: 0.4,
    actionShare: 0.1,
    newLinkShare: 0.1,
    exposureLimit: 0.25,
    policy: 'rules',
    shocks: 'none',
  },
  ...{ directLosses: 'write-down', fireSales: false, funding: false, failsWhen: ['insolvent', 'illiquid'] },
  ...{ interbankSpread: 0, riskWeights: { cash: 0, interbank: 0.2, investments: 1, external: 0.32 } },
  ...{ capitalRequirement: 0.07, leverageRequirement: 0.03, restoreTo: 1.05, recallShare: 0.25 },
  ...{ capitalMinimum: 0.045, leverageMinimum: 0.03, clearingExternal: 0.9, clearingInterbank: 0.8 },
  ...{ lastResortRate: 0.03, lastResortCollateral: 0.25, lastResortHaircut: 0.3, lastResortLimit: 0.02 },
  shockRates: { asset_price_crash: 3, liquidity_squeeze: 4, deposit_run: 4, rate_rise: 2, bank_failure: 3 },
  shockMagnitudes: {
    ...{ asset_price_crash: [0.1, 0.4], liquidity_squeeze: [0.2, 0.8], deposit_run: [0.05, 0.3] },
    ...{ rate_rise: [0.002, 0.015], bank_failure: [1, 5000] },
  },
};

/** Sixteen banks on the brink. */
const STRESS = {
  ...{ banks: 16, shocks: 'random', medianLeverage: 26, interbankShare: 0.2, density: 0.4, noise: 0.4 },
};

/** Runs whose logs are kept as digests; configs are spelt out, so that new defaults do not move them. */
export const SAMPLES: Readonly<Record<string, RunOptions>> = {
  'calm, by rules': { config: { ...WORLD, banks: 12, noise: 0 }, seed: 1 },
  'noise, by rules': { config: { ...WORLD, banks: 12 }, seed: 2 },
  'noise, by chance': { config: { ...WORLD, banks: 12, policy: 'random' }, seed: 3 },
  'stress, by rules': {
    config: {
      ...WORLD,
      banks: 20,
      shocks: 'random',
      medianLeverage: 30,
      interbankShare: 0.2,
      density: 0.5,
      noise: 0.5,
    },
    seed: 'stress',
  },
  'core and periphery, monthly': {
    config: { ...WORLD, banks: 30, network: 'core-periphery', stepsPerYear: 12, shocks: 'random' },
    seed: -5,
  },
  'linear impact, one market, cash limit': {
    config: {
      ...{
        ...WORLD,
        banks: 10,
        markets: [{ name: 'ALL', price: 50 }],
        medianCapital: 100,
        medianLeverage: 3,
      },
      ...{
        impact: 'linear',
        impactStrength: 0.001,
        repaymentCashLimit: 0.3,
        stepsPerYear: 1,
        interbankRate: 0.05,
      },
      ...{ repaymentRate: 0.1, cashShare: 0.1, interbankShare: 0.3, policy: 'random' },
    },
    seed: 6,
  },
  'a schedule, a table, a matrix': {
    config: {
      ...WORLD,
      banks: [
        { name: 'North', capital: 100, targetLeverage: 12, riskFactor: 0.2 },
        { name: 'East', capital: 80.5, targetLeverage: 20, riskFactor: 0.9 },
        { name: 'South', capital: 60, targetLeverage: 8, riskFactor: 0.5, marketInvestments: 55 },
      ],
      matrix: [
        [0, 120, 30],
        [45, 0, 0],
        [0, 90.25, 0],
      ],
      shocks: [
        { kind: 'deposit_run', at: 2, bank: 1, magnitude: 0.2 },
        { kind: 'asset_price_crash', at: 3, market: 'FIN_SERVICES', magnitude: 0.3 },
        { kind: 'liquidity_squeeze', at: 3 },
        { kind: 'rate_rise', at: 5, magnitude: 0.05 },
        { kind: 'bank_failure', at: 8, bank: 1, magnitude: 40 },
      ],
    },
    seed: 7,
  },
  'every channel, by rules': {
    config: { ...WORLD, ...STRESS, fireSales: true, funding: true },
    seed: 9,
  },
  'clearing, failing by choice, sampled network': {
    config: {
      ...{ ...WORLD, ...STRESS, fireSales: true, funding: true, directLosses: 'clearing' },
      ...{ failsWhen: ['insolvent', 'below_minimum', 'illiquid'], network: 'sampled', interbankSpread: 1 },
    },
    seed: 10,
  },
  'maximum entropy': { config: { ...WORLD, ...STRESS, network: 'maximum-entropy' }, seed: 11 },
  'minimum density': { config: { ...WORLD, ...STRESS, network: 'minimum-density' }, seed: 12 },
  'scale-free': { config: { ...WORLD, ...STRESS, network: 'scale-free', scaleFreeExponent: 2.3 }, seed: 13 },
  'commands of every kind': {
    config: { ...WORLD, banks: 14, shocks: 'random', density: 0.4 },
    seed: 8,
    commands: [
      { name: 'add_capital', bank: 2, amount: 100, at: 3 },
      { name: 'inject_liquidity', bank: 3, amount: 500, at: { time: 3, phase: 'service', entity: 4 } },
      {
        name: 'apply_shock',
        kind: 'bank_failure',
        bank: 5,
        magnitude: 3000,
        at: { time: 4, phase: 'price' },
      },
      { name: 'delete_bank', bank: 1, at: { time: 5, phase: 'action', entity: 6 } },
      { name: 'set_policy', policy: 'random', bank: 4, at: 6 },
      { name: 'halt_lending', at: 7.5 },
      { name: 'set', path: 'noise', value: 0.4, at: 9 },
      { name: 'set', path: 'exposureLimit', value: null, at: 9 },
      { name: 'add_capital', bank: 5, amount: 1, at: 10 },
    ],
    until: 15,
  },
};
