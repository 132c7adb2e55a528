import { withPath } from '../../core/config.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { Load } from '../../core/load.ts';
import { parseWith } from '../../core/schema-error.ts';
import { type CacheConfig, config as schema } from './config.ts';
import { meanOf } from './distribution.ts';

/** How long clients send, in units of time: long against every delay of the defaults. */
const SPAN = 2000;
/**
 * The trigger: a surge, when the caches have been emptied. It is hard enough to fill every line beyond the
 * timeout, and short, so that what it leaves behind is worked off within a few hundred units of time.
 */
const SURGE = { kind: 'surge', at: 200, for: 50, factor: 10 } as const;
const FLUSH = { kind: 'flush', at: SURGE.at } as const;
/**
 * The share of the span, its end, whose requests count: the trigger is gone for six times its age by then.
 */
const COUNTED = 0.3;

/** Which loads break the objective of a cluster, and which it comes back at. */
export const load: Load<CacheConfig> = {
  help:
    `Clients send for ${SPAN} units of time, of which the last ${100 * COUNTED} % count. The trigger, at ` +
    `${SURGE.at}: all caches are emptied, and requests come ${SURGE.factor} times as often for ${SURGE.for}`,
  params: {
    'arrivals.rate': { unit: 'requests per time', max: 1e9 },
    'arrivals.clients': { unit: 'clients', isInteger: true, max: 1e6 },
    writeFraction: { unit: 'share', max: 1 },
  },
  limit: 0.05,
  calm: (config, param, value) => spanned(config, param, value, 0),
  stressed: (config, param, value) => ({
    ...spanned(config, param, value, (SURGE.factor - 1) * SURGE.for),
    chaos: [SURGE, FLUSH],
  }),
};

/** Requests for the span and for `more` time; those of its end count. Without the config's own chaos. */
function spanned(config: CacheConfig, param: string, value: number, more: number): CacheConfig {
  const field = param.replace('arrivals.', '');
  if (field !== param && !Object.hasOwn(config.arrivals, field)) {
    throw new FaultlineError('param', param, `one that arrivals of kind ${config.arrivals.kind} have`);
  }
  const loaded = parseWith(schema, withPath(config, param, value, 'param'), 'config');
  const rate = offeredRate(loaded.arrivals);
  const requests = Math.ceil((SPAN + more) * rate);
  const warmup = Math.max(0, 1 - (COUNTED * SPAN * rate) / requests);
  return { ...loaded, requests, warmup, chaos: 'none' };
}

/** Requests a unit of time: of a closed system those that would come if answers took no time. */
function offeredRate(arrivals: CacheConfig['arrivals']): number {
  if (arrivals.kind === 'poisson') return arrivals.rate;
  const think = meanOf(arrivals.think);
  if (think > 0 && think < Infinity) return arrivals.clients / think;
  throw new FaultlineError('config.arrivals.think', arrivals.think, 'a mean above 0, and finite');
}
