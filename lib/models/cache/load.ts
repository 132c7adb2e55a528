import { withPath } from '../../core/config.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { Load } from '../../core/load.ts';
import { parseWith } from '../../core/schema-error.ts';
import { type CacheConfig, config as schema } from './config.ts';
import { meanOf } from './distribution.ts';

/** How long clients send, in units of time: long against every delay of the defaults. */
const SPAN = 2000;
/** When the trigger comes, as a share of the span; the counted part is its end. */
const TRIGGER = 0.1;
const COUNTED = 0.3;
/**
 * Hard enough to fill every line beyond the timeout, and short: what it leaves is worked off soon, if at
 * all.
 */
const SURGE = { for: 50, factor: 10 } as const;

/** Which loads break the objective of a cluster, and which it comes back at. */
export const load: Load<CacheConfig> = {
  help: (span) =>
    `Clients send for ${span} units of time to caches that are full at the start; the last ` +
    `${100 * COUNTED} % count. The trigger, at ${TRIGGER * span}: all caches are emptied, and ` +
    `requests come ${SURGE.factor} times as often for ${SURGE.for}`,
  span: SPAN,
  params: {
    'arrivals.rate': { unit: 'requests per time', max: 1e9 },
    'arrivals.clients': { unit: 'clients', isInteger: true, max: 1e6 },
    writeFraction: { unit: 'share', max: 1 },
  },
  limit: 0.05,
  calm: (config, param, value, span) => spanned(config, param, value, span, 0),
  stressed: (config, param, value, span) => {
    const at = TRIGGER * span;
    const chaos = [{ kind: 'surge', at, ...SURGE } as const, { kind: 'flush', at } as const];
    return { ...spanned(config, param, value, span, (SURGE.factor - 1) * SURGE.for), chaos };
  },
};

/** Requests for the span and for `more` time; those of its end count. Without the config's own chaos. */
function spanned(config: CacheConfig, param: string, value: number, span: number, more: number): CacheConfig {
  const field = param.replace('arrivals.', '');
  if (field !== param && !Object.hasOwn(config.arrivals, field)) {
    throw new FaultlineError('param', param, `one that arrivals of kind ${config.arrivals.kind} have`);
  }
  const loaded = parseWith(schema, withPath(config, param, value, 'param'), 'config');
  const rate = offeredRate(loaded.arrivals);
  const requests = Math.ceil((span + more) * rate);
  const warmup = Math.max(0, 1 - (COUNTED * span * rate) / requests);
  return { ...loaded, requests, warmup, chaos: 'none', prefill: loaded.trace === null };
}

/** Requests a unit of time: of a closed system those that would come if answers took no time. */
function offeredRate(arrivals: CacheConfig['arrivals']): number {
  if (arrivals.kind === 'poisson') return arrivals.rate;
  const think = meanOf(arrivals.think);
  if (think > 0 && think < Infinity) return arrivals.clients / think;
  throw new FaultlineError('config.arrivals.think', arrivals.think, 'a mean above 0, and finite');
}
