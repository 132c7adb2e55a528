import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runStrategy, strategies, trading } from '../../lib/index.ts';
import { NODE_TYPES } from '../../lib/models/trading/graph/graph.ts';
import type { Strategy } from '../../lib/models/trading/strategy.ts';
import { COMPARISONS, CROSSINGS } from '../../lib/models/trading/strategy.ts';
import { root } from '../house/source.ts';
import { blocks, commandLines, folder, node, read, runLine, typeErrors } from './examples.ts';

const PAGE = 'docs/trading.md';
const page = read(PAGE);
const codes = blocks(PAGE, 'ts').map((code, i) => [i + 1, code] as const);
const [strategy] = blocks(PAGE, 'json');
const file = join(folder, 'dip.json');
writeFileSync(file, strategy!);

describe.each(codes)('code %d of the trading page', (number, code) => {
  const script = join(folder, `trading-${number}.ts`);
  writeFileSync(script, code);

  test('has no type errors', () => {
    expect(typeErrors(script)).toBe('');
  });

  test('prints what it says', () => {
    const plain = script.replace(/ts$/, 'mjs');
    writeFileSync(plain, code);
    const printed = node(plain).trimEnd().split('\n');
    // Behind `console.log` what its line prints; alone on lines what a loop prints.
    const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$|^\/\/ (.+)$/gm)];
    expect(said.map(([, one, line]) => one ?? line)).toEqual(printed);
  });
});

test.each(commandLines(PAGE))('the command line of the trading page: %s', (line) => {
  expect(runLine(line.replace('dip.json', file)).length).toBeGreaterThan(50);
});

test('the strategy of the page trades, re-enters, and is flat in the evening', () => {
  const config = { market: { kind: 'garch', days: 200, volatility: 0.5 }, parameters: { drop: '0.001' } };
  const { trades } = runStrategy({ strategy: JSON.parse(strategy!) as Strategy, config });
  const reasons = new Set(trades.map(({ exit_reason }) => exit_reason));
  for (const reason of ['back at the average', 'stop', 'square_off']) expect(reasons).toContain(reason);
  expect(trades.some(({ re_entry_num }) => re_entry_num === 1)).toBe(true);
  expect(trades.every(({ re_entry_num }) => re_entry_num <= 1)).toBe(true);
});

describe('the page has a word for', () => {
  const named = (name: string): void => expect(page.includes(`\`${name}\``), name).toBe(true);

  test.each(Object.keys(trading.metrics))('the metric %s', named);
  test.each(Object.keys(trading.config.shape))('the field %s', named);
  test.each(Object.keys(trading.commands))('the command %s', named);
  test.each(Object.keys(strategies))('the strategy %s', named);
  test.each(NODE_TYPES)('the node type %s', named);
  test.each([...COMPARISONS, ...CROSSINGS])('the comparison %s', named);
  test.each(['sma', 'ema', 'rsi', 'macd', 'atr', 'bollinger', 'vwap'])('the indicator %s', named);
});

test('its links lead somewhere, also those within it', () => {
  for (const [, target] of page.matchAll(/\]\(([^)#:]+)\)/g)) {
    expect(existsSync(join(root, dirname(PAGE), target!)), target).toBe(true);
  }
  const titles = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!.toLowerCase().replaceAll(' ', '-'),
  );
  for (const [, anchor] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(titles).toContain(anchor);
});
