/**
 * @file One measurement of the trading model, in a process of its own: `npm run bench:trading` calls it. Prints
 * one line of JSON, with a digest of the results, so that speed won by other results shows.
 */

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { makeRecipe } from '../dist/core/recipe.js';
import { Simulation } from '../dist/core/simulation.js';
import { chainOf } from '../dist/models/trading/chain.js';
import { timeText } from '../dist/models/trading/market/time-text.js';
import { trading } from '../dist/models/trading/trading.js';
import { nodeHost } from '../dist/node/node-host.js';
import { runStrategy } from '../dist/node/run-strategy.js';
import { sp500Bars, sp500Text } from '../dist/node/sp500.js';
import { sweep } from '../dist/node/sweep.js';

const peakMegabytes = () => process.resourceUsage().maxRSS / 1024;
const idleMegabytes = peakMegabytes();

/** A run of the trading model with seed 1. */
function simulationOf(/** @type {Record<string, unknown>} */ config, log = true) {
  const recipe = makeRecipe(trading, { config: /** @type {{}} */ (config), seed: 1 }, nodeHost);
  return new Simulation(trading, recipe, nodeHost, log);
}

/** What a simulation's state is in this model. */
function stateOf(/** @type {Simulation} */ simulation) {
  return /** @type {import('../dist/models/trading/state.js').TradingState} */ (simulation.state);
}

function sha256(/** @type {unknown} */ value) {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** The least processor time in microseconds of a few calls, of which the first ones warm up. */
function leastTime(/** @type {number} */ rounds, /** @type {() => void} */ call) {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, user + system);
  }
  return least;
}

/** Ticks a CPU second of the reference graph over prices of every second, as they are generated or replayed. */
function ticks(/** @type {string} */ source, /** @type {boolean} */ log, /** @type {number} */ days) {
  const strategy = 'rsi-reversal';
  const law = { strategy, market: { kind: 'garch', interval: 1, days } };
  const simulation = source === 'generated' ? simulationOf(law, log) : replayOf(law, log);
  const time = leastTime(4, () => {
    simulation.restart(1);
    simulation.finish();
  });
  const digest = log ? simulation.events.digest() : sha256(simulation.metrics());
  const { turnCount: count, eventCount } = simulation;
  return { ticksPerSecond: (1e6 * count) / time, count, eventCount, metrics: simulation.metrics(), digest };
}

/** The prices that a law generates, read from a first run, to be replayed. */
function replayOf(/** @type {Record<string, unknown>} */ law, /** @type {boolean} */ log) {
  const generated = simulationOf(law, false);
  const state = stateOf(generated);
  /** @type {string[]} */
  const time = [];
  /** @type {number[]} */
  const price = [];
  while (generated.advance(1) > 0) {
    time.push(timeText(state.at, state.offset));
    price.push(state.price[0]);
  }
  return simulationOf({ ...law, market: { kind: 'replay' }, ticks: { time, price } }, log);
}

/**
 * Grademark 0.3.0 looks at no rule at a bar at which an order fills: here a node waits for that bar to be over.
 * The edge by `stop`, which never comes, only has that node visited after the one that it wakes.
 */
function crossing(/** @type {number} */ fast, /** @type {number} */ slow) {
  const [a, b] = ['fast', 'slow'].map((name) => ({ type: 'ind', name }));
  const passed = { lhs: '1', op: '>', rhs: '0' };
  return {
    at_end: 'close',
    indicators: { fast: { kind: 'sma', period: fast }, slow: { kind: 'sma', period: slow } },
    nodes: [
      { id: 'start', type: 'StrategyController' },
      // Its README leaves out as many bars as the average is long, which is one more than have no average.
      { id: 'first', type: 'ConditionNode', condition: { lhs: { ...b, offset: 1 }, op: '>', rhs: '0' } },
      { id: 'above', type: 'EntrySignalNode', condition: { lhs: a, op: '>', rhs: b } },
      { id: 'buy', type: 'EntryNode', position_id: 'long', side: 'buy', quantity: '1' },
      { id: 'below', type: 'ExitSignalNode', position_id: 'long', condition: { lhs: a, op: '<', rhs: b } },
      { id: 'sell', type: 'ExitNode', position_id: 'long' },
      { id: 'bought', type: 'ConditionNode', condition: passed },
      { id: 'sold', type: 'ConditionNode', condition: passed },
    ],
    edges: [
      ['start', 'first'],
      ['first', 'above'],
      ['above', 'buy'],
      ['buy', 'below', 'stop'],
      ['buy', 'bought'],
      ['bought', 'below'],
      ['below', 'sell'],
      ['sell', 'sold'],
      ['sold', 'above'],
    ],
  };
}

/** One trade as both can tell it: dates and prices of entry and exit. */
function told(
  /** @type {string} */ entry,
  /** @type {number} */ entryPrice,
  /** @type {string} */ exit,
  /** @type {number} */ exitPrice,
) {
  return [entry, entryPrice, exit, exitPrice];
}

/** Milliseconds that a moving-average cross over the S&P bars takes, from the bars to the list of trades. */
function cross(/** @type {number} */ fast, /** @type {number} */ slow) {
  const strategy = crossing(fast, slow);
  const bars = sp500Bars();
  const simulation = simulationOf({ strategy, bars, market: { kind: 'replay' } });
  /** @type {unknown[]} */
  let trades = [];
  const time = leastTime(40, () => {
    simulation.restart(1);
    simulation.finish();
    trades = [...simulation.events.where({ type: 'trade_update' })].map(({ trade }) => trade);
  });
  const whole = leastTime(10, () => {
    runStrategy({ strategy: /** @type {never} */ (strategy), bars });
  });
  const closed = stateOf(simulation).trades.map(({ entry, exits: [exit] }) =>
    told(bars.time[entry.tick].slice(0, 10), entry.raw, bars.time[exit.tick].slice(0, 10), exit.raw),
  );
  if (closed.length !== trades.length) throw new Error('trades are missing from the log');
  return { milliseconds: time / 1000, whole: whole / 1000, trades: trades.length, digest: sha256(closed) };
}

/** The same by grademark, installed in a folder, as its README says; from the bars in memory, with its averages. */
function grademark(/** @type {number} */ fast, /** @type {number} */ slow, /** @type {string} */ folder) {
  const require = createRequire(path.join(folder, 'package.json'));
  const dataForge = require('data-forge');
  require('data-forge-indicators');
  const { backtest } = require('grademark');
  /** @typedef {{ bar: { fast: number, slow: number } }} Rule */
  const strategy = {
    entryRule: (/** @type {(how: object) => void} */ enter, /** @type {Rule} */ { bar }) => {
      if (bar.fast > bar.slow) enter({ direction: 'long' });
    },
    exitRule: (/** @type {() => void} */ exit, /** @type {Rule} */ { bar }) => {
      if (bar.fast < bar.slow) exit();
    },
  };
  const series = dataForge
    .fromCSV(sp500Text())
    .parseDates('date')
    .parseFloats(['open', 'high', 'low', 'close', 'volume'])
    .setIndex('date')
    .renameSeries({ date: 'time' })
    .bake();
  /** @type {{ entryTime: Date, entryPrice: number, exitTime: Date, exitPrice: number }[]} */
  let trades = [];
  const time = leastTime(10, () => {
    const closes = series.deflate((/** @type {{ close: number }} */ bar) => bar.close);
    const input = series.withSeries('fast', closes.sma(fast)).withSeries('slow', closes.sma(slow)).skip(slow);
    trades = backtest(strategy, input);
  });
  const dateOf = (/** @type {Date} */ date) =>
    timeText(date.getTime() - 60_000 * date.getTimezoneOffset(), NaN);
  const closed = trades.map((trade) =>
    told(dateOf(trade.entryTime), trade.entryPrice, dateOf(trade.exitTime), trade.exitPrice),
  );
  return { milliseconds: time / 1000, trades: trades.length, digest: sha256(closed) };
}

/** Memory of a run of the reference graph over prices of every minute, whose candles are in the log too. */
function memory(/** @type {number} */ days, /** @type {boolean} */ busy) {
  const market = { kind: 'garch', interval: 60, days };
  const often = { parameters: { period: 2, oversold: '45', overbought: '55' }, candles: null };
  const simulation = simulationOf({ strategy: 'rsi-reversal', market, ...(busy ? often : {}) });
  const seconds = leastTime(1, () => simulation.finish()) / 1e6;
  const megabytes = peakMegabytes();
  const { eventCount: events } = simulation;
  const { trades } = stateOf(simulation);
  const logMegabytes = logBytes(simulation) / 1e6;
  const digest = simulation.events.digest();
  return { events, trades: trades.length, seconds, logMegabytes, idleMegabytes, megabytes, digest };
}

/** What the log holds, without room that is not used yet. */
function logBytes(/** @type {Simulation} */ simulation) {
  const { log } = /** @type {{ log: import('../dist/core/event-log.js').EventLog }} */ (
    /** @type {unknown} */ (Reflect.get(simulation, 'context'))
  );
  let bytes = 32 * log.segmentCount + 4 * log.causeCount;
  for (const { rows, tables } of log.byKind) {
    for (const each of [rows, ...tables.flatMap((table) => [table.rows, table.links])]) {
      for (const column of each.bytes()) bytes += column.byteLength;
    }
  }
  return bytes;
}

/** Microseconds for each event of a chain that is at least so long: in and out again at every other tick. */
function chain(/** @type {number} */ length) {
  const condition = { lhs: { type: 'ltp' }, op: '>', rhs: '0' };
  const strategy = {
    nodes: [
      { id: 'start', type: 'StrategyController' },
      { id: 'up', type: 'EntrySignalNode', condition },
      { id: 'buy', type: 'EntryNode', position_id: 'long', side: 'buy', quantity: '1' },
      { id: 'down', type: 'ExitSignalNode', position_id: 'long', condition },
      { id: 'sell', type: 'ExitNode', position_id: 'long' },
    ],
    edges: [
      ['start', 'up'],
      ['up', 'buy'],
      ['buy', 'down'],
      ['down', 'sell'],
      ['sell', 'up'],
    ],
  };
  // 250 ticks a day, two events of nodes at each.
  const market = { kind: 'garch', interval: 90, days: Math.ceil(length / 500) };
  const simulation = simulationOf({ strategy, market, candles: null });
  simulation.finish();
  const leaf = /** @type {import('../dist/models/trading/state.js').Trade} */ (
    stateOf(simulation).trades.at(-1)
  ).exits.at(-1).leaf;
  const { events } = simulation;
  let links = 0;
  // As many calls as come to the same number of events, so that both are warm.
  const calls = Math.max(1, Math.round(200_000 / length));
  const time = leastTime(4, () => {
    for (let call = 0; call < calls; call++) links = chainOf(events, leaf).length;
  });
  return { links, microseconds: time / calls, each: time / calls / links };
}

/** A sweep over S&P bars whose returns are drawn again in blocks. */
async function bootstrap(/** @type {number} */ runs, /** @type {number} */ workers) {
  const config = { preset: 'sma-cross', market: { kind: 'bootstrap', block: 10 } };
  const { elapsed, digest } = await sweep(trading, { config: /** @type {{}} */ (config), runs, workers });
  return { wall: elapsed.wall, cpu: elapsed.cpu, digest };
}

const [what, ...args] = process.argv.slice(2);
const numbers = args.map(Number);
const measurements = {
  ticks: () => ticks(args[0], args[1] === 'on', numbers[2]),
  cross: () => cross(numbers[0], numbers[1]),
  grademark: () => grademark(numbers[0], numbers[1], args[2]),
  memory: () => memory(numbers[0], args[1] === 'busy'),
  chain: () => chain(numbers[0]),
  bootstrap: () => bootstrap(numbers[0], numbers[1]),
};
console.log(JSON.stringify(await measurements[/** @type {keyof typeof measurements} */ (what)]()));
