import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barsTable } from '../../../../lib/models/trading/market/bars-table.ts';
import { parseBars } from '../../../../lib/models/trading/market/parse-bars.ts';
import { parseTicks } from '../../../../lib/models/trading/market/parse-ticks.ts';
import { draws } from '../../../support/draws.ts';

const BARS = `Date,Open,High,Low,Close,Adj Close,Volume
2020-01-02,10.50,12,9,11,10.8,1000
2020-01-03,11,11,10,10,9.9,
`;

describe('bars', () => {
  const columns = {
    time: ['2020-01-02', '2020-01-03'],
    open: [10.5, 11],
    high: [12, 11],
    low: [9, 10],
    close: [11, 10],
    volume: [1000, null],
  };

  test.each<[string, string]>([
    ['headers in any case, an adjusted close, an unknown volume', BARS],
    [
      'lines as Windows ends them, a byte order mark, no newline at the end',
      `\ufeff${BARS.trim().replaceAll('\n', '\r\n')}`,
    ],
    ['lines as old Macs ended them', BARS.replaceAll('\n', '\r')],
    ['blank lines and blanks', `\n${BARS.replaceAll('\n', '\n \n').replaceAll(',', ' ,\t')}`],
    ['quotes', BARS.replaceAll(/[^,\n]+/g, '"$&"')],
    [
      'columns in another order',
      'close,low,high,open,volume,TIME\n11,9,12,10.5,1e3,2020-01-02\n10,10,11,11,,2020-01-03',
    ],
  ])('%s', (_, text) => {
    expect(parseBars(text, 'a.csv')).toEqual(columns);
  });

  test('are plain JSON, and a table', () => {
    const parsed = parseBars(BARS, 'a.csv');
    expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
    expect(barsTable(parsed, 'bars', 'X')).toMatchObject({ count: 2, symbols: ['X'], decimals: [1] });
  });

  test('symbols', () => {
    const text =
      'datetime,symbol,open,high,low,close\n2020-01-02 09:15,A,1,1,1,1\n2020-01-02 09:15,B,2,2,2,2\n';
    const parsed = parseBars(text, 'a.csv');
    expect(parsed).not.toHaveProperty('volume');
    expect(parsed).toMatchObject({ time: ['2020-01-02 09:15', '2020-01-02 09:15'], symbol: ['A', 'B'] });
    expect(barsTable(parsed, 'bars', 'X')).toMatchObject({ count: 1, symbols: ['A', 'B'] });
  });

  const head = 'date,open,High,low,close,volume\n2020-01-02,10,12,9,11,5\n';
  test.each<[string, string, string]>([
    [
      'no number',
      `${head}2020-01-03,10,abc,9,11,5`,
      'p.csv: line 3, column High: given "abc"; a price above 0',
    ],
    ['null', `${head}\n\n2020-01-03,null,12,9,11,5`, 'p.csv: line 5, column open: given "null"; a price'],
    ['a price missing', `${head}2020-01-03,10,12,9,,5`, 'p.csv: line 3, column close: given ""; a price'],
    ['a high below the close', `${head}2020-01-03,10,12,9,13,5`, 'line 3, column High: given "12"; at least'],
    ['a low above the open', `${head}2020-01-03,8,12,9,11,5`, 'line 3, column low: given "9"; at most'],
    ['a negative volume', `${head}2020-01-03,9,12,9,11,-5`, 'line 3, column volume: given "-5"; a volume'],
    [
      'a date twice',
      `${head}2020-01-02,9,12,9,11,5`,
      'p.csv: line 3, column date: given "2020-01-02"; one bar',
    ],
    [
      'a date going back',
      `${head}2020-01-01,9,12,9,11,5`,
      'line 3, column date: given "2020-01-01"; times never',
    ],
    [
      'a date that is none',
      `${head}2020-02-30,9,12,9,11,5`,
      'line 3, column date: given "2020-02-30"; a time',
    ],
    ['a date with slashes', `${head}1/3/2020,9,12,9,11,5`, 'line 3, column date: given "1/3/2020"; a time'],
    [
      'a row too short',
      `${head}2020-01-03,9,12,9,11`,
      'p.csv: line 3: given "5 cells"; 6 cells, as in the header',
    ],
    ['a row too long', `${head}2020-01-03,9,12,9,11,5,`, 'p.csv: line 3: given "7 cells"; 6 cells'],
    ['a quoted row too short', `${head}2020-01-03,9,12,9,"11"`, 'p.csv: line 3: given "5 cells"; 6 cells'],
    ['a quoted cell', `${head}2020-01-03,"x",12,9,11,5`, 'p.csv: line 3, column open: given "x"; a price'],
    ['an open quote', `${head}2020-01-03,"10,12,9,11,5`, 'p.csv: given Quote Not Closed'],
    [
      'an unknown column',
      'date,open,hi\n1,2,3',
      'p.csv: line 1, column hi: given "hi"; no such column; known are',
    ],
    [
      'two times',
      'date,time,open\n1,2,3',
      'p.csv: line 1, column time: given "time"; one column of time, date',
    ],
    [
      'a column missing',
      'date,open,high,low\n1,2,3,4',
      'p.csv: line 1: given "date,open,high,low"; a column called close',
    ],
    [
      'a header alone',
      'date,open,high,low,close\n',
      'p.csv: given "date,open,high,low,close\\n"; a header line and',
    ],
    ['nothing', '', 'p.csv: given ""; a header line'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseBars(text, 'p.csv')).toThrow(message);
  });
});

describe('ticks', () => {
  test.each(['price', 'LTP', 'Last'])('prices called %s', (name) => {
    const time = '2024-01-02T09:15:00+05:30';
    const text = `Timestamp,${name}\n${time},24500.00\n${time},24500.05\n`;
    expect(parseTicks(text, 't.csv')).toEqual({
      time: [time, time],
      price: [24_500, 24_500.05],
    });
  });

  test('volumes and symbols', () => {
    const text = 'time,price,volume,symbol\n2024-01-02T09:15:00Z,1,,A\n2024-01-02T09:15:00Z,2,7.5,B\n';
    expect(parseTicks(text, 't.csv')).toMatchObject({
      price: [1, 2],
      volume: [null, 7.5],
      symbol: ['A', 'B'],
    });
  });

  test.each<[string, string, string]>([
    [
      'a price of 0',
      'time,price\n2024-01-02,1\n2024-01-03,0',
      't.csv: line 3, column price: given "0"; a price',
    ],
    [
      'a time going back',
      'time,ltp\n2024-01-02,1\n2024-01-01,1',
      't.csv: line 3, column time: given "2024-01-01"',
    ],
    ['no symbol', 'time,ltp,symbol\n2024-01-02,1,', 't.csv: line 2, column symbol: given ""; the name'],
    ['bars', BARS, 't.csv: line 1, column Open: given "Open"; no such column; known are time, date'],
    [
      'no prices',
      'time,volume\n2024-01-02,1',
      't.csv: line 1: given "time,volume"; a column called price or ltp',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseTicks(text, 't.csv')).toThrow(message);
  });
});

test('a quote anywhere changes the reader and nothing else', () => {
  const someRow = fc.record({
    price: fc.integer({ min: 1, max: 1e9 }).map((cents) => String(cents / 100)),
    volume: fc.option(fc.nat().map(String), { nil: '' }),
    before: fc.constantFrom('', ' ', '\t'),
    blank: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(someRow, { minLength: 1 }), fc.constantFrom('\n', '\r\n'), (rows, newline) => {
      const lines = rows.flatMap(({ price, volume, before, blank }, i) => [
        `${before}${i < 99 ? '2024-01-02' : '2024-01-03'},${before}${price}${before},${volume}${before}`,
        ...(blank ? [before] : []),
      ]);
      const text = lines.join(newline);
      const plain = parseTicks(`time,price,volume${newline}${text}`, 't.csv');
      expect(parseTicks(`"time",price,volume${newline}${text}`, 't.csv')).toEqual(plain);
      expect(plain.price).toEqual(rows.map(({ price }) => Number(price)));
      expect(plain.volume).toEqual(rows.map(({ volume }) => (volume === '' ? null : Number(volume))));
    }),
    draws(200),
  );
});
