import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultline, folderOf, inOneProcess, json, type Outcome } from './faultline.ts';

const cross = ['--strategy', 'sma-cross', '--set', 'fast=50', '--set', 'slow=200', '--set', 'variant=A'];

/** Lines that are too wide for a page; the command to run again stands as it is. */
function wideLines({ stdout }: Outcome): string[] {
  return stdout.split('\n').filter((line) => [...line].length > 80 && !line.includes('npx faultline'));
}

/** A graph that buys above a price and sells below another, with changes. */
function graph(change: (graph: Graph) => void = () => {}): Graph {
  const made: Graph = {
    nodes: [
      { id: 'start', type: 'StrategyController' },
      { id: 'above', type: 'EntrySignalNode', condition: { lhs: { type: 'ltp' }, op: '>', rhs: '100' } },
      { id: 'buy', type: 'EntryNode', position_id: 'long', side: 'buy', quantity: 1 },
      { id: 'below', type: 'ExitSignalNode', condition: { lhs: { type: 'ltp' }, op: '<', rhs: '101' } },
      { id: 'sell', type: 'ExitNode', position_id: 'long', reason: 'fell' },
    ],
    edges: [
      ['start', 'above'],
      ['above', 'buy'],
      ['buy', 'below'],
      ['below', 'sell'],
    ],
  };
  change(made);
  return made;
}

interface Graph {
  nodes: Record<string, unknown>[];
  edges: string[][];
  indicators?: unknown;
}

const ticks = (prices: readonly string[], step = 10): string =>
  ['time,price', ...prices.map((price, i) => `${timeAt(i * step)},${price}`)].join('\n');

function timeAt(seconds: number): string {
  const minutes = 15 + Math.floor(seconds / 60);
  return `2024-10-29T09:${minutes}:${String(seconds % 60).padStart(2, '0')}+05:30`;
}

test('run trading --json: the S&P cross of another back-tester, its trades, sums and digest', async () => {
  const { metrics, recipe, trades, summary, tradesDigest } = await json([
    'run',
    'trading',
    ...cross,
    '--json',
  ]);
  // backtesting.py 0.2.4 on the same bars.
  expect(metrics.trades).toBe(18);
  expect(metrics.equityFinal).toBeCloseTo(2_380_464.60199071, 5);
  expect(metrics.returnPct).toBeCloseTo(138.0464602, 6);
  expect(recipe.config.parameters).toEqual({ fast: 50, slow: 200 });
  expect(trades).toHaveLength(18);
  expect(trades[17]).toMatchObject({ trade_id: 'long-r0-9', side: 'buy', pnl: '-262657.25', quantity: 1013 });
  expect(summary).toMatchObject({ total_trades: 18, winning_trades: 8, win_rate: '44.44' });
  const total = trades.reduce((sum: number, { pnl }: { pnl: string }) => sum + Number(pnl), 0);
  expect(Number(summary.total_pnl)).toBeCloseTo(total, 2);
  expect(tradesDigest).toBe(createHash('sha256').update(JSON.stringify(trades)).digest('hex'));
});

test('other models have nothing beside; a run without trades has empty ones', async () => {
  const [banks, none] = await Promise.all([
    json(['run', 'banks', '--set', 'steps=2', '--set', 'banks=4', '--json']),
    json([
      'run',
      'trading',
      '--set',
      'market.days=1',
      '--set',
      'oversold=0',
      '--set',
      'overbought=100',
      '--json',
    ]),
  ]);
  expect(Object.keys(banks)).toEqual(['recipe', 'metrics', 'eventCount', 'digest']);
  expect(none.trades).toEqual([]);
  expect(none.summary).toMatchObject({ total_trades: 0, total_pnl: '0.00', win_rate: '0.00' });
});

test('the story: market, largest trades, sums, the chain of the largest loss, value at risk', async () => {
  const outcome = await faultline(['run', 'trading', ...cross]);
  const { code, stdout, stderr } = outcome;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(wideLines(outcome)).toEqual([]);
  expect(stdout).not.toContain('\u001b');
  const words = stdout.replace(/\s+/g, ' ');
  expect(words).toContain('Replayed: 5,105 bars of S&P 500, 2000-01-03 to 2020-04-17. Not in order:');
  expect(words).toContain('1 gap (steps of more than 5 days): 7 days after 2001-09-10.');
  expect(words).toContain('The 10 of 18 trades with the largest profit or loss');
  expect(stdout).toMatch(/\n {2}long-r0-6 +buy +1,510 {2}2012-02-01 +1,315\.07\n/);
  expect(stdout).toMatch(/\n {4}reversed +sell +1,510 {2}2015-08-31 +1,986\.73 {2}1,014,199\.24\n/);
  expect(words).toContain('Of 18 trades 8 won');
  expect(words).toContain('1 position still open at the end');
  expect(words).toContain('The chain of the largest loss, short-r0-5: - 13 events before, from controller');
  expect(words).toContain('2010-10-22: short-ends signals: fast[1] < slow[1] (1,120.4806 and 1,121.353);');
  expect(words).toMatch(/Value at risk at 99 %, from the last 250 of 5,105 days: [\d.]+ % of the wealth/);
  expect(words).toMatch(
    /of 4,855 days, 70 lost more .* where 48\.6 are expected\. Kupiec's test: p = 0\.0037/,
  );
  expect(words).toMatch(/of 485 periods of 10 days, 10 lost more .* where 4\.9 are expected\. Kupiec's test/);
  expect(words).not.toContain('look ahead');
  expect(stdout).toContain(`\n  Again   npx faultline run trading --seed 1 ${cross.join(' ')}\n`);
  const { tradesDigest, trades } = await json(['run', 'trading', ...cross, '--json']);
  expect(stdout).toContain(tradesDigest);
  const sizes = trades
    .map(({ pnl }: { pnl: string }) => Math.abs(Number(pnl)))
    .sort((a: number, b: number) => b - a);
  const largest = trades.filter(({ pnl }: { pnl: string }) => Math.abs(Number(pnl)) >= sizes[9]);
  const shown = [...stdout.matchAll(/^ {2}(\S+) +(?:buy|sell) /gm)].map(([, id]) => id);
  expect(shown).toEqual(largest.map(({ trade_id }: { trade_id: string }) => trade_id));
});

test('a strategy of a file over ticks of a file: gaps, repeated times and a look ahead are told', async () => {
  const rows = ticks(['100', '101.5', '102', '101.75', '100.25', '100.5']).split('\n');
  const repeated = [...rows.slice(0, 3), rows[2], ...rows.slice(3)];
  const data = [...repeated, '2024-10-29T12:00:00+05:30,100.5'].join('\n');
  const cwd = folderOf({ 'mine.json': graph(), 'mine.csv': data });
  const args = ['run', 'trading', '--strategy', 'mine.json', '--set', 'ticks=mine.csv', '--set', 'fill=same'];
  const outcome = await faultline(args, { cwd });
  const words = outcome.stdout.replace(/\s+/g, ' ');
  expect(outcome.code).toBe(0);
  expect(wideLines(outcome)).toEqual([]);
  expect(words).toContain(
    'Replayed: 8 ticks of XYZ, 2024-10-29 09:15:00 to 2024-10-29 12:00:00. Not in order:',
  );
  expect(words).toContain('1 gap');
  expect(words).toContain('2 hours 44 minutes after 2024-10-29T09:15:50+05:30');
  expect(words).toContain('1 tick at a time already seen.');
  expect(words).toContain('such results look ahead');
  expect(words).toContain('Of 1 trade 0 won 0.00 and 1 lost 1.25, after fees of 0.00: P&L −1.25 money.');
  expect(words).toContain('above signals: XYZ > 100 (101.5)');
  expect(words).toContain('buy orders: buy 1 of XYZ, last price 101.50');
  expect(words).toContain('below signals: XYZ < 101 (100.25)');
  expect(words).toContain('No value at risk: it takes more than 250 days, and the run has 1.');
});

test('watched nodes are told of, and a square-off has a chain of its own', async () => {
  const watch = ['--set', 'watch=[{"node":"long-signal","at":"11:42"}]', '--set', 'market.days=1'];
  const { stdout } = await faultline(['run', 'trading', ...watch]);
  const words = stdout.replace(/\s+/g, ' ');
  expect(words).toMatch(
    /2024-01-02 11:42:00: long-signal is \w+: rsi crosses above 30, which is false \([\d.]+, then [\d.]+\)/,
  );
  const flat = graph(({ nodes, edges }) => {
    nodes.push({ id: 'flat', type: 'SquareOffNode', condition: clock('>=', '09:16') });
    edges.push(['start', 'flat']);
  });
  const cwd = folderOf({ 'flat.json': flat, 'up.csv': ticks(Array.from({ length: 9 }, () => '102')) });
  const args = ['run', 'trading', '--strategy', 'flat.json', '--set', 'ticks=up.csv'];
  const squared = (await faultline(args, { cwd })).stdout.replace(/\s+/g, ' ');
  expect(squared).toContain('Its exit has a chain of its own: - 2024-10-29 09:16:00: flat squares off');
  expect(squared).toContain('the time >= 09:16 (09:16:00)');
});

function clock(op: string, value: string): unknown {
  return { lhs: { type: 'time' }, op, rhs: { type: 'const_time', value } };
}

test('--strategy goes over that of a config and of a recipe, and --set over it', async () => {
  const cwd = folderOf({ 'config.json': { strategy: 'rsi-reversal', market: { kind: 'gbm', days: 1 } } });
  const keep = ['--strategy', 'opening-range', '--set', 'reward=3', '--save-recipe', 'r.json', '--json'];
  const first = await json(['run', 'trading', '--config', 'config.json', ...keep], { cwd });
  expect(first.recipe.config).toMatchObject({ preset: 'opening-range', market: { kind: 'gbm', days: 1 } });
  expect(first.recipe.config.strategy.nodes).toHaveLength(7);
  const again = await json(['run', '--recipe', 'r.json', '--json'], { cwd });
  expect(again.tradesDigest).toBe(first.tradesDigest);
  const other = ['--recipe', 'r.json', '--strategy', 'rsi-reversal', '--set', 'parameters={}', '--json'];
  const replaced = await json(['run', ...other], { cwd });
  expect(replaced.recipe.config.strategy.nodes).toHaveLength(17);
  expect(JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8')).config.parameters).toEqual({ reward: 3 });
});

test('--set reaches into the strategy of a file', async () => {
  const cwd = folderOf({
    'mine.json': JSON.stringify(graph()),
    'ticks.csv': ticks(['99', '102', '103', '100', '99']),
  });
  const args = ['run', 'trading', '--strategy', 'mine.json', '--set', 'ticks=ticks.csv'];
  const fees = async (...more: string[]) => (await json([...args, ...more, '--json'], { cwd })).metrics.fees;
  expect(await fees()).toBe(0);
  expect(await fees('--set', 'strategy.fee_rate=0.001')).toBeCloseTo(0.202, 12);
});

test('--set reaches into the market, and another kind of it drops the defaults of the former', async () => {
  const args = ['--set', 'market.days=2', '--set', 'market.kind=gbm', '--set', 'market.volatility=0.3'];
  const { recipe } = await json(['run', 'trading', ...args, '--json']);
  expect(recipe.config.market).toMatchObject({ kind: 'gbm', days: 2, volatility: 0.3, interval: 10 });
  expect(recipe.config.market.alpha).toBeUndefined();
});

test('sweep: who loses, how deep, how much is traded; of a replay that all runs are one', async () => {
  const drawn = await faultline(['sweep', 'trading', '--set', 'market.days=1', '--runs', '40']);
  expect(drawn.code).toBe(0);
  expect(wideLines(drawn)).toEqual([]);
  expect(drawn.stdout.replace(/\s+/g, ' ')).toMatch(
    /[\d.]+ % of the runs lose\. A run has \d+ trades in the median, \d+ to \d+ in nine of ten\. The largest drawdown of a run is [\d.]+ % in the median; at 95 % its VaR is [\d.]+ %, its CVaR [\d.]+ %; at 99 % its VaR is [\d.]+ %, its CVaR [\d.]+ %\./,
  );
  const replayed = await faultline(['sweep', 'trading', '--strategy', 'sma-cross', '--runs', '2']);
  expect(replayed.stdout.replace(/\s+/g, ' ')).toContain('all runs are the same one');
  expect(replayed.stdout).not.toContain('of the runs lose');
});

test('models trading: a page of 80 columns, on which a graph is its size and its parameters', () => {
  const pages = inOneProcess([['models', 'trading'], ['models']]);
  for (const page of pages) expect(wideLines(page)).toEqual([]);
  const [{ stdout }] = pages;
  const words = stdout.replace(/\s+/g, ' ');
  expect(words).toContain('sma-cross { strategy: a graph of 9 nodes, parameters { fast: 10, slow: 20 },');
  expect(words).toContain('parameters {} values');
  expect(words).not.toContain('EntrySignalNode');
  expect(stdout.split('\n').length).toBeLessThan(300);
});

test('bad input is one line on stderr, exit code 2, nothing on stdout', () => {
  const cwd = folderOf({
    'unknown.json': graph(({ edges }) => edges.push(['buy', 'nobody'])),
    'nowhere.json': graph(({ edges }) => edges.push(['buy'])),
    'homeless.json': graph(({ nodes }) => {
      delete nodes[4].position_id;
    }),
    'other.json': graph(({ nodes }) => {
      nodes[4].position_id = 'short';
    }),
    'zero.json': graph((made) => {
      made.indicators = { mean: { kind: 'sma', period: 0 } };
    }),
    'none.json': '{ "nodes": [\n  oops',
    'list.json': '[]',
    'cell.csv': 'time,price\n2024-10-29T09:15:00,100\n2024-10-29T09:15:10,abc\n',
    'back.csv': 'time,price\n2024-10-29T09:15:10,100\n2024-10-29T09:15:00,100\n',
    'bar.csv': 'date,open,high,low,close\n2024-10-28,1,2,0.5,1.5\n2024-10-29,1,0.9,0.5,1.5\n',
  });
  const file = (name: string): string[] => ['run', 'trading', '--strategy', join(cwd, name)];
  const set = (...settings: string[]): string[] => [
    'run',
    'trading',
    ...settings.flatMap((each) => ['--set', each]),
  ];
  const cases: [string[], string][] = [
    [file('unknown.json'), 'strategy.edges[4][1]: given "nobody"; a node: "start", "above", "buy"'],
    [file('nowhere.json'), 'strategy.edges[4]: given ["buy"]; [from, to], or [from, to, outcome]'],
    [file('homeless.json'), 'strategy.nodes[4] (sell).position_id: given nothing; a text'],
    [file('other.json'), 'strategy.nodes[4] (sell).position_id: given "short"; a position that an EntryNode'],
    [file('zero.json'), 'strategy.indicators.mean: period: given 0; an integer from 1'],
    [file('none.json'), 'none.json:2:3: given "oops"; JSON is needed'],
    [file('list.json'), 'list.json: given []; an object of fields is needed'],
    [
      ['run', 'trading', '--strategy', 'nosuch'],
      'given "nosuch"; one of rsi-reversal, sma-cross, opening-range',
    ],
    [
      ['run', 'banks', '--strategy', 'sma-cross'],
      'given "sma-cross"; with the model trading: banks has none',
    ],
    [['sweep', 'cache', '--strategy', 'sma-cross'], 'with the model trading: cache has none'],
    [set('period=0'), 'strategy.indicators.rsi: period: given 0; an integer from 1'],
    [set('perid=9'), 'config.perid: given 9; no such field; did you mean period?'],
    [set('markte.days=3'), 'config.markte: given {"days":3}; no such field; did you mean market?'],
    [set('market.dayz=3'), 'config.market.dayz: given 3; no such field; did you mean days?'],
    [set('market.alpha=0.1', 'market.kind=gbm'), 'config.market.alpha: given 0.1; no such field'],
    [set('market.kind=replay'), 'config.market.kind: given "replay"; with ticks or bars'],
    [set('variant=A'), 'config.variant: given "A"; there is no variant of the strategy'],
    [set(`ticks=${join(cwd, 'cell.csv')}`), 'cell.csv: line 3, column price: given "abc"; a price above 0'],
    [
      set(`ticks=${join(cwd, 'back.csv')}`),
      'back.csv: line 3, column time: given "2024-10-29T09:15:00"; times never',
    ],
    [
      set(`bars=${join(cwd, 'bar.csv')}`),
      'bar.csv: line 3, column high: given "0.9"; at least the bar\'s open',
    ],
  ];
  const outcomes = inOneProcess(cases.map(([args]) => args));
  for (const [i, { code, stdout, stderr }] of outcomes.entries()) {
    const [args, message] = cases[i];
    expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(message);
  }
});

test('the value at risk counts every day, also where the last candle of the log has not closed', async () => {
  const daily = ['market.shape=ticks', 'market.interval=86400', 'market.days=262'];
  const args = ['market.kind=gbm', ...daily, 'fast=3', 'slow=5'].flatMap((each) => ['--set', each]);
  const { stdout } = await faultline(['run', 'trading', '--strategy', 'sma-cross', ...args]);
  const words = stdout.replace(/\s+/g, ' ');
  expect(words).toContain('from the last 250 of 262 days');
  expect(words).toContain('of 12 days,');
  expect(words).toMatch(
    /of 1 period of 10 days, \d lost more than was forecast the day before, where 0\.0 are/,
  );
  const none = await faultline(['run', 'trading', '--set', 'candles=null', '--set', 'market.days=1']);
  expect(none.stdout.replace(/\s+/g, ' ')).toContain('No value at risk: the log keeps no candles');
});
