import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GaiKapadiaTheoryInput } from '../../lib/analysis/gai-kapadia-theory.ts';
import * as api from '../../lib/index.ts';
import { root } from '../house/source.ts';

const pair = [
  [0, 1],
  [1, 0],
];
const margins: Required<api.MarginsInput> = { assets: [1, 1], liabilities: [1, 1] };
const rule = { degree: 1, capital: 0.04, interbankShare: 0.2, strict: true };
const bank: Required<api.FireSaleBank> = {
  name: 'A',
  holdings: [100],
  cash: 0,
  otherAssets: 0,
  externalDebt: 90,
};
const exposure: api.CapitalRatiosInput['exposures'][number] = { amount: 1, riskWeight: 1 };
const shock: Required<api.FireSalesInput['shock']> = { prices: [0.04], otherAssets: [0] };

/** An input with every field that there is: `Required` has the compiler see to it. */
const inputs = {
  capitalRatios: { capital: 1, exposures: [exposure] } satisfies Required<api.CapitalRatiosInput>,
  clearingPayments: {
    liabilities: pair,
    externalAssets: [1, 1],
    externalLiabilities: [0, 0],
    recoveryExternal: 1,
    recoveryInterbank: 1,
  } satisfies Required<api.ClearingInput>,
  debtRank: {
    exposures: pair,
    equity: [1, 1],
    weights: [1, 1],
    shock: [1, 0],
    variant: 'linear',
  } satisfies Required<api.DebtRankInput>,
  fireSales: {
    banks: [bank],
    exposures: [[0]],
    depth: [5000],
    maxLeverage: 12,
    targetLeverage: 10,
    shock,
    impact: 'linear',
    fill: 0.5,
    recovery: 0,
    channels: ['direct', 'fireSales'],
  } satisfies Required<api.FireSalesInput>,
  furfine: {
    exposures: pair,
    capital: [1, 1],
    initial: 0,
    recovery: 0,
  } satisfies Required<api.FurfineInput>,
  gaiKapadia: {
    ...rule,
    draws: 1,
    seed: 1,
    banks: 10,
    threshold: 0.05,
  } satisfies Required<api.GaiKapadiaInput>,
  gaiKapadiaTheory: rule satisfies Required<GaiKapadiaTheoryInput>,
  irbCapital: { pd: 0.01, lgd: 0.45, maturity: 2.5 } satisfies Required<api.IrbCapitalInput>,
  maximumEntropy: margins,
  minimumDensity: { ...margins, seed: 1 },
  nier: {
    netWorth: 0.03,
    networks: 2,
    seed: 1,
    banks: 5,
    linkProbability: 0.2,
    externalAssets: 1,
    interbankShare: 0.2,
  } satisfies Required<api.NierInput>,
  ringVersusComplete: { n: 3, a: 3, v: 2, y: 1, eps: 1 } satisfies Required<api.RingVersusCompleteInput>,
  sampleNetworks: {
    ...margins,
    count: 1,
    seed: 1,
    linkProbability: 0.5,
    rate: 1,
    thin: 1,
    burnIn: 0,
    start: 'maximum-entropy',
  } satisfies Required<api.SampleNetworksInput>,
};

const popularity = [0.5, 0.3, 0.2];

/** Functions of requests, which are given as `popularity` or else as `keys` and `zipf`. */
const ofRequests = {
  cheHitRatio: { popularity, capacity: 2, policy: 'lru', writeFraction: 0.1, ttl: 5 },
  clusterHitRatio: { popularity, nodes: 2, capacity: 1, routing: 'hash', dead: 1, policy: 'lru' },
  exactHitRatio: { popularity, capacity: 2, policy: 'lru' },
  warmUp: { popularity, requests: 3 },
} as const satisfies {
  cheHitRatio: api.CheHitRatioInput;
  clusterHitRatio: api.ClusterHitRatioInput;
  exactHitRatio: api.ExactHitRatioInput;
  warmUp: api.WarmUpInput;
};

const ofQueues = {
  md1: { arrivalRate: 0.5, serviceRate: 1 },
  mg1: { arrivalRate: 0.5, serviceRate: 1, squaredVariation: 1 },
  mmc: { arrivalRate: 0.5, serviceRate: 1, servers: 2 },
  retransmission: { loss: 0.1, roundTrip: 1, timeout: 2, retries: 3, backoff: 'fixed' },
  movedShare: { routing: 'rendezvous', nodes: 3, event: 'add' },
  missCounter: { policy: 'lru', capacity: 3, seed: 1 },
  ttlHitRatio: { readRate: 1, writeRate: 0.1, ttl: 1, kind: 'fixed' },
} as const;
const measured = { sharpe: 0.1, observations: 250, skewness: -0.5, kurtosis: 4 };
const ofTrading = {
  blackScholes: { spot: 100, strike: 100, rate: 0.05, volatility: 0.2, years: 1, kind: 'call' },
  garchMoments: { omega: 1e-6, alpha: 0.1, beta: 0.8 },
  kupiec: { exceptions: 3, observations: 250, level: 0.99 },
  deflatedSharpe: { ...measured, trials: 20, varianceOfTrials: 0.01 },
  probabilisticSharpe: { ...measured, benchmark: 0 },
} as const satisfies {
  blackScholes: api.BlackScholesInput;
  garchMoments: api.Garch;
  kupiec: api.KupiecInput;
  deflatedSharpe: api.DeflatedSharpeInput;
  probabilisticSharpe: api.ProbabilisticSharpeInput;
};
Object.assign(inputs, ofRequests, ofQueues, ofTrading);

/** Public as well: lists, and functions whose parameters are named by their place. */
const ofPlaces = [
  ...[
    'EVICTIONS',
    'createRing',
    'erlangB',
    'erlangC',
    'jumpHash',
    'keyHash',
    'missCounts',
    'rendezvousOwner',
  ],
  ...['ringMaxOverMean', 'ringOwner', 'ringOwners', 'ringShareVariation', 'ringShares', 'zipfPopularity'],
  ...['indicatorSeries', 'maxDrawdown', 'profitFactor', 'reshuffleTrades', 'returnsOf', 'sampleKurtosis'],
  ...['sampleSkewness', 'sharpeRatio', 'sortinoRatio', 'stationaryBootstrap', 'varBacktest'],
];

type Name = keyof typeof inputs;
const names = Object.keys(inputs) as Name[];
const functions: Record<string, unknown> = { ...api };
const call = (name: Name, input: unknown) => (functions[name] as (input: unknown) => unknown)(input);

function messageOf(name: Name, input: unknown): string {
  try {
    call(name, input);
  } catch (error) {
    expect(error).toBeInstanceOf(api.FaultlineError);
    return (error as Error).message;
  }
  return 'nothing refused';
}

test('the table has every function of lib/analysis that is public', () => {
  const index = readFileSync(join(root, 'lib/index.ts'), 'utf8');
  const found = [...index.matchAll(/export \{([^}]*)\} from '\.\/analysis\//g)].flatMap(([, list]) =>
    list!.split(',').flatMap((each) => each.match(/^\s*(\w+)\s*$/)?.slice(1) ?? []),
  );
  expect(found.sort()).toEqual([...names, ...ofPlaces].sort());
});

describe.each(names)('%s', (name) => {
  const either = Object.hasOwn(ofRequests, name) ? ['keys', 'zipf'] : [];
  const known = (fields: object) => [...Object.keys(fields), ...either].sort();
  /** The list at the end of a message. */
  const listed = (message: string, before: string) => message.split(before)[1]?.split(', ').sort();

  test('takes every field that there is', () => {
    expect(() => call(name, inputs[name])).not.toThrow();
  });

  test('refuses another, whatever is in it, and names those', () => {
    const message = messageOf(name, { ...inputs[name], stricct: false });
    expect(message.startsWith(`${name}: stricct: given false; no such option; known are `)).toBe(true);
    expect(listed(message, 'known are ')).toEqual(known(inputs[name]));
    expect(messageOf(name, { stricct: undefined })).toContain(`${name}: stricct: given nothing; no such`);
  });

  test.each([undefined, null, 0.5, 'text', [1]])('refuses %j for an object, in one line', (given) => {
    const message = messageOf(name, given);
    expect(message).toMatch(new RegExp(`^${name}: given .*; an object with any of .*$`));
    expect(listed(message, 'any of ')).toEqual(known(inputs[name]));
  });
});

test.each<[Name, object, string]>([
  ['clearingPayments', { recovery: 0.5 }, 'recovery: given 0.5; no such option; known are liabilities, ext'],
  ['capitalRatios', { exposures: [exposure, { ...exposure, weight: 1 }] }, 'exposures[1]: weight: given 1;'],
  ['capitalRatios', { exposures: [null] }, 'exposures[0]: given null; an object with any of amount, riskW'],
  [
    'fireSales',
    { banks: [{ ...bank, casch: 5 }] },
    'banks[0]: casch: given 5; no such option; known are name',
  ],
  ['fireSales', { banks: [bank, 7] }, 'banks[1]: given 7; an object with any of name, holdings, cash'],
  ['fireSales', { shock: { ...shock, price: [1] } }, 'shock: price: given [1]; no such option; known are pr'],
  ['fireSales', { shock: [0.04] }, 'shock: given [0.04]; an object with any of prices, otherAssets'],
])('%s with %j', (name, change, message) => {
  expect(messageOf(name, { ...inputs[name], ...change })).toContain(`${name}: ${message}`);
});
