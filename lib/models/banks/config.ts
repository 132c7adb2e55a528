import { z } from 'zod';
import { SHOCK_KINDS } from './shock-kind.ts';

const share = (help: string, live = false) => z.number().min(0).max(1).meta({ help, unit: 'share', live });
const annual = (help: string) => z.number().min(0).max(100).meta({ help, unit: 'per year', live: true });
const rate = z.number().min(0).max(1000);
const magnitude = z.tuple([z.number().min(0), z.number().min(0)]);
const weight = z.number().min(0).max(12.5);

/** The ways to fail that a config chooses from. */
export const FAILURES = ['insolvent', 'below_minimum', 'illiquid'] as const;

/** How the opening network is made. The last three meet the banks' totals exactly. */
export const NETWORKS = [
  'erdos-renyi',
  'core-periphery',
  'scale-free',
  'maximum-entropy',
  'minimum-density',
  'sampled',
] as const;

/** One bank of a table. What is not given follows from the config's shares of total assets. */
export const bankRow = z.strictObject({
  name: z.string().min(1).optional(),
  capital: z.number().gt(0).max(1e12).meta({ help: 'opening equity', unit: 'currency' }),
  targetLeverage: z.number().gt(1).max(1000).default(18).meta({ help: 'total assets over equity' }),
  riskFactor: z.number().min(0).max(1).default(0.5).meta({ help: 'appetite for market risk, 0 to 1' }),
  interbankAssets: z.number().min(0).optional().meta({ help: 'lent to other banks', unit: 'currency' }),
  interbankLiabilities: z
    .number()
    .min(0)
    .optional()
    .meta({ help: 'borrowed from other banks; left out: in proportion to total assets', unit: 'currency' }),
  marketInvestments: z.number().min(0).optional().meta({ help: 'held in the markets', unit: 'currency' }),
});

export type BankRow = z.infer<typeof bankRow>;

const market = z.strictObject({
  name: z.string().regex(/^\w+$/, 'a name of letters, digits and _ is needed'),
  price: z.number().min(1e-6).max(1e12).default(100),
});

export const shockRow = z.strictObject({
  kind: z.enum(SHOCK_KINDS),
  at: z.int().min(1).meta({ help: 'the step', unit: 'steps' }),
  bank: z.int().min(0).optional().meta({ help: 'left out: every bank' }),
  market: z.string().optional().meta({ help: 'left out: every market' }),
  magnitude: z.number().gt(0).optional(),
});

export type ShockRow = z.infer<typeof shockRow>;

export const config = z.strictObject({
  preset: z.string().nullable().default(null).meta({ help: 'a named set of defaults: reference' }),
  banks: z
    .union([z.int().min(2).max(20000), z.array(bankRow).min(2).max(20000)])
    .default(48)
    .meta({
      help: 'a count of synthetic banks, a table, or a CSV file (command line, loadTable)',
      unit: 'banks',
    }),
  medianCapital: z
    .number()
    .gt(0)
    .max(1e12)
    .default(19000)
    .meta({ help: 'median opening equity of banks given by count', unit: 'currency' }),
  medianLeverage: z
    .number()
    .gt(1)
    .max(1000)
    .default(18)
    .meta({ help: 'median target leverage of banks given by count' }),
  currency: z.string().min(1).default('EUR million').meta({ help: 'the unit of money, a label' }),

  steps: z.int().min(1).max(100000).default(52).meta({ help: 'length of a run', unit: 'steps' }),
  stepsPerYear: z.number().gt(0).max(100000).default(52).meta({ help: 'steps in a year; rates are annual' }),

  network: z.enum(NETWORKS).default('erdos-renyi').meta({
    help: 'who lends to whom at the start; all but maximum-entropy and minimum-density are redrawn each run',
  }),
  density: share('probability of a loan for an ordered pair; sampled: before the totals are known').default(
    0.25,
  ),
  scaleFreeExponent: z
    .number()
    .gt(2)
    .max(10)
    .default(2.3)
    .meta({ help: 'scale-free: exponent of the tail of the degrees' }),
  coreShare: share('core-periphery: share of banks, the largest, that form the core').default(0.15),
  coreDensity: share('core-periphery: probability of a loan within the core').default(0.9),
  matrix: z
    .array(z.array(z.number().min(0)))
    .nullable()
    .default(null)
    .meta({ help: 'opening loans: row lends to column; takes the place of network', unit: 'currency' }),

  cashShare: share('cash, of total assets').default(0.06),
  interbankShare: share('interbank loans, of total assets').default(0.05),
  interbankSpread: z
    .number()
    .min(0)
    .max(3)
    .default(1.07)
    .meta({ help: 'standard deviation of the log of that share, of banks given by count' }),
  investmentShare: share('market investments at risk factor 0.5, of total assets').default(0.09),

  markets: z
    .array(market)
    .min(1)
    .max(64)
    .default([
      { name: 'BANK_INDEX', price: 100 },
      { name: 'FIN_SERVICES', price: 100 },
    ])
    .meta({ help: 'markets that banks invest in' }),
  noise: z
    .number()
    .min(0)
    .max(5)
    .default(0.12)
    .meta({ help: 'volatility of market prices; 0: none', unit: 'per square root of a year', live: true }),
  correlation: share('correlation of the noise of any two markets', true).default(0.5),
  impact: z
    .enum(['exponential', 'linear'])
    .default('exponential')
    .meta({ help: 'exponential in the share of the market sold, or linear in currency sold' }),
  impactStrength: z.number().min(0).max(1e6).nullable().default(null).meta({
    help: 'exponential: fall of the log price if all is sold (null: 1); linear: per currency (null: 0.001)',
    live: true,
  }),
  bankMarketShare: z
    .number()
    .min(1e-6)
    .max(1)
    .default(0.2)
    .meta({ help: 'share of each market that the banks hold at the start', unit: 'share' }),

  externalRate: annual('earned on external assets').default(0.022),
  depositRate: annual('paid on deposits').default(0.014),
  interbankRate: annual('paid on interbank loans').default(0.02),
  repaymentRate: annual('share of an interbank loan that falls due').default(1),
  repaymentCashLimit: z
    .number()
    .gt(0)
    .max(1)
    .nullable()
    .default(null)
    .meta({ help: 'most of its cash that a borrower owes in one repayment; null: no limit', live: true }),
  profitBookingInterval: z
    .int()
    .min(0)
    .max(100000)
    .default(5)
    .meta({ help: 'steps between profit bookings; 0: never', unit: 'steps', live: true }),

  directLosses: z
    .enum(['write-down', 'clearing', 'none'])
    .default('write-down')
    .meta({ help: 'creditors of a failed bank get back recovery, what clearing gives, or all', live: true }),
  recovery: share('write-down: share of its claim that a creditor gets back', true).default(0.4),
  clearingExternal: share('clearing: share of its own assets that a failed bank pays out', true).default(1),
  clearingInterbank: share('clearing: share of its claims on banks that a failed one pays out', true).default(
    1,
  ),

  fireSales: z
    .boolean()
    .default(true)
    .meta({ help: 'banks below a requirement sell what they must, at a price that falls', live: true }),
  funding: z.boolean().default(true).meta({
    help: 'the stressed recall loans and are recalled; who cannot pay sells or borrows',
    live: true,
  }),
  failsWhen: z.array(z.enum(FAILURES)).min(1).default(['insolvent', 'illiquid']).meta({
    help: 'a bank fails when insolvent, below_minimum or, with funding on, illiquid; any of them',
    live: true,
  }),
  riskWeights: z
    .strictObject({
      cash: weight.default(0),
      interbank: weight.default(0.2),
      investments: weight.default(1),
      external: weight.default(0.32),
    })
    .prefault({})
    .meta({ help: 'risk-weighted assets count each euro with its weight', live: true }),
  capitalRequirement: share('equity over risk-weighted assets below which a bank is stressed', true).default(
    0.07,
  ),
  leverageRequirement: share('equity over total assets below which a bank is stressed', true).default(0.0325),
  restoreTo: z.number().min(1).max(10).default(1.05).meta({
    help: 'a bank that must sell comes back to the requirement times this',
    live: true,
  }),
  capitalMinimum: share('equity over risk-weighted assets of failsWhen below_minimum', true).default(0.045),
  leverageMinimum: share('equity over total assets of failsWhen below_minimum', true).default(0.03),
  recallShare: share('share of a loan that is recalled when lender or borrower is stressed', true).default(
    0.25,
  ),
  lastResortRate: annual('paid on central bank credit').default(0.03),
  lastResortCollateral: share('share of external assets that the central bank takes', true).default(0.25),
  lastResortHaircut: share('haircut on that collateral', true).default(0.3),
  lastResortLimit: share('most central bank credit, of total assets; 0: no such lender', true).default(0.1),

  policy: z
    .string()
    .min(1)
    .default('rules')
    .meta({ help: 'rules, random, or the path of a module that exports a policy' }),
  actionShare: share('most of its cash or holding that one action moves', true).default(0.1),
  newLinkShare: share('share of lending that looks beyond present borrowers', true).default(0.1),
  exposureLimit: z.number().gt(0).max(1000).nullable().default(0.25).meta({
    help: 'most that a bank lends to one borrower, of its equity; null: no limit',
    unit: 'share',
    live: true,
  }),

  shocks: z
    .union([z.enum(['none', 'random']), z.array(shockRow)])
    .default('random')
    .meta({ help: 'none, random, or a schedule: [{ kind, at, bank, market, magnitude }]' }),
  shockRates: z
    .strictObject({
      asset_price_crash: rate.default(0.3),
      liquidity_squeeze: rate.default(0.5),
      deposit_run: rate.default(0.5),
      rate_rise: rate.default(0.2),
      bank_failure: rate.default(0.12),
    })
    .prefault({})
    .meta({ help: 'random shocks: how many of each kind are expected', unit: 'per year', live: true }),
  shockMagnitudes: z
    .strictObject({
      asset_price_crash: magnitude.default([0.05, 0.4]),
      liquidity_squeeze: magnitude.default([0.2, 0.8]),
      deposit_run: magnitude.default([0.02, 0.15]),
      rate_rise: magnitude.default([0.001, 0.01]),
      bank_failure: magnitude.default([1, 1]),
    })
    .prefault({})
    .meta({ help: 'random shocks: range of each kind’s magnitude, uniform', live: true }),
});

/** The config of the interbank model. */
export type BanksConfig = z.infer<typeof config>;

/** The reference documents' numbers: rates a step, small books, linear impact, 30 steps. */
export const presets = {
  reference: {
    stepsPerYear: 1,
    steps: 30,
    currency: 'unit of account',
    medianCapital: 100,
    medianLeverage: 3,
    density: 0.2,
    cashShare: 0.3,
    interbankShare: 0.2,
    interbankSpread: 0,
    investmentShare: 0.2,
    externalRate: 0.04,
    depositRate: 0.01,
    interbankRate: 0.05,
    repaymentRate: 0.1,
    repaymentCashLimit: 0.3,
    profitBookingInterval: 5,
    impact: 'linear',
    impactStrength: 0.001,
    recovery: 0,
    fireSales: false,
    funding: false,
    failsWhen: ['insolvent'],
    exposureLimit: null,
    noise: 0.02,
    shockRates: {
      asset_price_crash: 0.02,
      liquidity_squeeze: 0.03,
      deposit_run: 0.03,
      rate_rise: 0,
      bank_failure: 0.01,
    },
  },
};
