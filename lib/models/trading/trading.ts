import type { Entities } from '../../core/event-kind.ts';
import type { Model, ModelOf } from '../../core/model.ts';
import { attribution } from './attribution.ts';
import { adjust, checkChange } from './change.ts';
import { check } from './check.ts';
import { commands } from './commands.ts';
import { config, type TradingConfig } from './config.ts';
import { createState } from './create-state.ts';
import { decide } from './decide.ts';
import { events } from './events.ts';
import { marketOf } from './market/market.ts';
import { PRICE_STREAMS } from './market/next-prices.ts';
import { parseBars } from './market/parse-bars.ts';
import { parseTicks } from './market/parse-ticks.ts';
import { measure, metrics } from './metrics.ts';
import { open } from './opening.ts';
import { type Prepared, prepare } from './prepared.ts';
import { readGiven } from './read-given.ts';
import { readStrategy } from './read-strategy.ts';
import { reasons } from './reasons.ts';
import type { TradingState } from './state.ts';
import { presets } from './strategies/presets.ts';
import type { TradingVocabulary } from './trading-vocabulary.ts';
import { advance, nextTurn, omit } from './turns.ts';
import { view } from './view.ts';

const model: Model<TradingConfig, Prepared, TradingState, TradingVocabulary> = {
  name: 'trading',
  version: 3,
  help: 'A strategy as a graph of nodes over replayed or generated prices, and the chain behind each trade',
  config,
  presets,
  readGiven,
  files: { strategy: readStrategy, ticks: parseTicks, bars: parseBars },
  events,
  commands,
  metrics,
  loss: 'loss',
  attribution,
  phases: ['tick'],
  streams: PRICE_STREAMS,
  describe: (given) => ({
    units: { currency: given.currency },
    // Rows are counted only for those who read it.
    get horizon() {
      return horizonOf(given);
    },
  }),
  prepare,
  entities,
  create: createState,
  start: open,
  nextTurn,
  advance,
  checkChange,
  adjust,
  measure,
  omit,
  reasons,
  decide,
  view,
  check,
};

function horizonOf(config: TradingConfig): string {
  const { count, kind, law } = marketOf(config);
  if (law !== null) return law.config.days === 1 ? '1 day' : `${grouped(law.config.days)} days`;
  return `${grouped(count)} ${kind}`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

function entities({ graph, market }: Prepared): Entities {
  const named = (names: readonly string[]) => ({ names, printed: 'name' }) as const;
  return {
    node: named(graph.nodes.map(({ id }) => id)),
    position: named(graph.positions),
    symbol: named(market.symbols),
    condition: named(graph.leaves.map(({ text }) => text)),
    variable: named(graph.variables),
    reason: named(graph.reasons),
  };
}

/**
 * The trading model: a strategy and the chain of reasons behind each of its trades. docs/trading.md describes
 * it.
 */
export const trading: ModelOf<TradingVocabulary> = model;
