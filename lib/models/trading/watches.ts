import { FaultlineError } from '../../core/faultline-error.ts';
import type { TradingConfig } from './config.ts';
import type { Graph } from './graph/graph.ts';
import type { Market } from './market/market.ts';
import { hasZone, parseTime, parseTimeOfDay } from './market/time-text.ts';

/** When what a node’s condition sees is recorded, whether it acts on it or not. */
export interface Watch {
  readonly node: number;
  /** What `from` and `to` (included) count: ticks, milliseconds since 1970 UTC, or seconds of a day. */
  readonly by: 'tick' | 'ms' | 'second';
  readonly from: number;
  readonly to: number;
}

/** @throws FaultlineError for a node that there is not, or has no condition, and for a time that is none. */
export function watchesOf({ watch }: TradingConfig, { nodes }: Graph, market: Market): Watch[] {
  const ids = nodes.map(({ id }) => id);
  return watch.map(({ node, at, to }, i) => {
    const where = `config.watch[${i}]`;
    const index = ids.indexOf(node);
    if (index < 0 || nodes[index].condition === null) {
      const known = nodes.filter(({ condition }) => condition !== null).map(({ id }) => id);
      throw new FaultlineError(`${where}.node`, node, `a node with a condition: ${known.join(', ')}`);
    }
    const from = momentOf(at, market, `${where}.at`);
    const until = to === undefined ? null : momentOf(to, market, `${where}.to`);
    if (until !== null && (until.by !== from.by || until.to < from.from)) {
      throw new FaultlineError(`${where}.to`, to, `a time of the same kind as ${at}, and not before it`);
    }
    return { node: index, by: from.by, from: from.from, to: (until ?? from).to };
  });
}

/** A text without seconds is a whole minute, a date a whole day. */
function momentOf(
  given: number | string,
  { offsets }: Market,
  where: string,
): { readonly by: Watch['by']; readonly from: number; readonly to: number } {
  if (typeof given === 'number') return { by: 'tick', from: given, to: given };
  if (/^\d\d:\d\d(:\d\d)?$/.test(given)) {
    const from = parseTimeOfDay(given, where);
    return { by: 'second', from, to: given.length === 5 ? from + 59.999 : from + 0.999 };
  }
  const { ms, offset } = parseTime(given, where);
  // Without a zone it is the market's clock.
  const from = hasZone(given) || Number.isNaN(offsets[0]) ? ms : ms - offsets[0] * 60_000;
  const length = Number.isNaN(offset) ? 86_400_000 : /\d\d:\d\d:\d\d/.test(given) ? 1000 : 60_000;
  return { by: 'ms', from, to: from + length - 1 };
}
