import { CANDLE_ROOM } from '../../analysis/indicators/indicator.ts';
import type { Prepared } from './prepared.ts';
import type { TradingState } from './state.ts';

/** Room for one run. */
export function createState(prepared: Prepared): TradingState {
  const { graph, series, market, scale } = prepared;
  const symbols = market.symbols.length;
  const nodes = graph.nodes.length;
  const positions = graph.positions.length;
  return {
    time: 0,
    done: false,
    tick: -1,
    at: Number.NaN,
    offset: 0,
    day: Number.NaN,
    second: 0,
    price: new Float64Array(symbols),
    open: new Float64Array(symbols),
    high: new Float64Array(symbols),
    low: new Float64Array(symbols),
    close: new Float64Array(symbols),
    latent: new Float64Array(symbols),
    volume: new Float64Array(symbols),
    factor: new Float64Array(symbols),
    variance: 0,
    row: 0,
    given: new Float64Array(graph.given.length),
    forming: new Float64Array(series.list.length * CANDLE_ROOM),
    bucket: new Float64Array(series.list.length),
    startedAt: new Float64Array(series.list.length),
    closed: new Float64Array(series.closedRoom),
    closedCount: new Int32Array(series.list.length),
    memory: new Float64Array(series.memoryRoom),
    outputs: new Float64Array(series.outputRoom),
    isActive: new Uint8Array(nodes),
    parent: new Int32Array(nodes),
    reEntry: new Int32Array(nodes),
    completions: new Int32Array(nodes),
    variables: new Float64Array(graph.variables.length),
    before: new Float64Array(graph.crossings * 2),
    positions: Array.from({ length: positions }, () => null),
    isEntering: new Uint8Array(positions),
    leaving: new Float64Array(positions),
    openCount: 0,
    orders: [],
    orderCount: 0,
    trades: [],
    opened: 0,
    openedAs: [],
    reEntries: new Int32Array(nodes),
    scale,
    cashUnits: 0n,
    cash: 0,
    cashAtStart: 0,
    wealth: 0,
    peak: 0,
    drawdown: 0,
    drawdownShare: 0,
    exposedTicks: 0,
    turnover: 0,
    fees: 0,
    tally: { trades: 0, cents: 0, winning: 0, losing: 0 },
    days: [],
  };
}
