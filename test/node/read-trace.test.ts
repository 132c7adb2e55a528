import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missCounter } from '../../lib/analysis/miss-counter.ts';
import { traceKey } from '../../lib/analysis/trace-key.ts';
import { readTrace, type TraceOptions } from '../../lib/node/read-trace.ts';
import { draws } from '../support/draws.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

async function keysOf(
  content: string | Uint8Array,
  options: TraceOptions,
  folder = temporaryFiles({}),
): Promise<(number | string)[]> {
  const path = join(folder, 'file.trace');
  writeFileSync(path, content);
  const keys: (number | string)[] = [];
  for await (const some of readTrace(path, options)) keys.push(...Array.from(some));
  return keys;
}

const text = (content: string | Uint8Array) => keysOf(content, { format: 'text' });
const csv = (content: string, column?: string | number) =>
  keysOf(content, { format: 'csv', ...(column !== undefined && { column }) });

describe('text', () => {
  test.each<[string, string, (number | string)[]]>([
    ['integers and texts', '1\nab\n-7\n', [1, 'ab', -7]],
    ['a last line without an end', '1\n2', [1, 2]],
    ['lines as Windows ends them', '1\r\nab\r\n', [1, 'ab']],
    ['blank lines at the end', '1\n2\n\n \n\r\n', [1, 2]],
    ['spaces around keys', ' 1\t\n a b \n', [1, 'a b']],
    ['a byte order mark', '\ufeff1\n2\n', [1, 2]],
    ['other ways to write integers', '01\n+1\n-0\n1.0\n1e3\n-\n', ['01', '+1', '-0', '1.0', '1e3', '-']],
    ['large integers', '9007199254740991\n-9007199254740991\n', [2 ** 53 - 1, 1 - 2 ** 53]],
    ['integers too large', '9007199254740992\n9999999999999999\n', ['9007199254740992', '9999999999999999']],
    ['still larger', '12345678901234567890\n', ['12345678901234567890']],
    ['text beyond ASCII', 'schön\n鍵\n', ['schön', '鍵']],
    ['nothing', '', []],
    ['blank lines alone', '\n\n', []],
  ])('%s', async (_, content, keys) => {
    expect(await text(content)).toEqual(keys);
  });

  test('keys are read as traceKey reads them, wherever a chunk ends', async () => {
    const folder = temporaryFiles({});
    const someKey = fc.oneof(
      fc.maxSafeInteger().map(String),
      fc.stringMatching(/^-?[0-9]{1,17}$/),
      fc.stringMatching(/^[a-zé0-9-]{1,8}$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(someKey, { minLength: 1 }), async (keys) => {
        const read = await keysOf(keys.join('\n'), { format: 'text' }, folder);
        expect(read.map(traceKey)).toEqual(keys.map(traceKey));
        expect(read.map(String)).toEqual(keys);
      }),
      draws(60),
    );
    // Lines of 7 to 13 bytes over several chunks of 256 KiB.
    const many = Array.from({ length: 100_000 }, (_, i) => (i % 3 === 0 ? `ключ${i}` : 100_000 + i));
    expect(await text(many.join('\r\n'))).toEqual(many);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['an empty line in between', '1\n2\n\n3\n', 'file.trace:3: given "an empty line"; a key in every line'],
    ['several', '1\n\n\n\n3\n', 'file.trace:2: given'],
    ['a first line that is empty', '\n1\n', 'file.trace:1: given'],
    ['a NUL byte', '1\na\0b\n', 'file.trace:2: given "a NUL byte"'],
    ['no UTF-8', new Uint8Array([49, 10, 0xff, 10]), 'file.trace:2: given "bytes that are no UTF-8"'],
    ['an endless line', `1\n${'x'.repeat(70_000)}`, 'file.trace:2: given "a longer line"'],
    ['a long line that ends', `1\n${'x'.repeat(70_000)}\n2\n`, 'file.trace:2: given "a longer line"'],
    ['integers in binary', new Uint8Array(400), 'file.trace:1: given "a NUL byte"'],
  ])('refuses %s', async (_, content, message) => {
    await expect(text(content)).rejects.toThrow(message);
  });
});

describe('csv', () => {
  test.each<[string, string, string | number | undefined, (number | string)[]]>([
    ['the column named key', 'key,time\na,1\nb,2\n', undefined, ['a', 'b']],
    ['the second column of other headers', 'ts,object,size\n1,x,9\n2,7,9\n', undefined, ['x', 7]],
    ['the second column of rows without a header', '1,x\n2,7\n', undefined, ['x', 7]],
    ['a column by name', 'time,key,user\n1,a,u\n2,b,v\n', 'user', ['u', 'v']],
    ['a column by number', 'time,key,user\n1,a,u\n2,b,v\n', 3, ['u', 'v']],
    ['the first column', '5,a\n6,b\n', 1, [5, 6]],
    ['quotes', 'time,key\n1,"a,b"\n"2","say ""hi"""\n3,"7"\n', undefined, ['a,b', 'say "hi"', 7]],
    ['a quoted header', '"time","key"\n1,2\n', undefined, [2]],
    ['spaces and CRLF', 'time, key\r\n1, 2\r\n2 , b ,\r\n\r\n', undefined, [2, 'b']],
    ['empty fields elsewhere', 'time,key,size\n,a,\n,b,""\n', undefined, ['a', 'b']],
    ['nothing but a header', 'time,key\n', undefined, []],
  ])('%s', async (_, content, column, keys) => {
    expect(await csv(content, column)).toEqual(keys);
  });

  test.each<[string, string, string | number | undefined, string]>([
    ['an empty key', 'time,key\n1,a\n2,\n', undefined, 'file.trace:3: given "an empty key"'],
    ['an empty key in quotes', 'time,key\n1,""\n', undefined, 'file.trace:2: given "an empty key"'],
    ['a row that is too short', 'time,key\n1,a\n2\n', undefined, 'file.trace:3: given "fewer columns"'],
    ['a row in quotes that is', 'time,key\n"1"\n', undefined, 'file.trace:2: given "fewer columns"'],
    ['a file of one column', '1\n2\n', undefined, 'file.trace:1: given "fewer columns"; a key in column 2'],
    ['an empty line', 'time,key\n\n1,a\n', undefined, 'file.trace:2: given "an empty line"'],
    ['an open quote', 'time,key\n1,"a\nb"\n', undefined, 'file.trace:2: given "a quote in a field"'],
    ['a quote inside', 'time,key\n1,a"b\n', undefined, 'file.trace:2: given "a quote in a field"'],
    ['an unknown column', 'time,key\n1,a\n', 'object', 'column: given "object"; a column of'],
    ['a column number that is none', '1,a\n', 0, 'column: given 0'],
    ['a NUL byte', 'time,key\n1,a\0\n', undefined, 'file.trace:2: given "a NUL byte"'],
  ])('refuses %s', async (_, content, column, message) => {
    await expect(csv(content, column)).rejects.toThrow(message);
  });
});

describe('cache2k', () => {
  const bytesOf = (keys: readonly number[]): Uint8Array => {
    const view = new DataView(new ArrayBuffer(4 * keys.length));
    keys.forEach((key, i) => {
      view.setInt32(4 * i, key);
    });
    return new Uint8Array(view.buffer);
  };

  test('big-endian integers of either sign, over several chunks', async () => {
    const few = [0, 1, -1, 0x01020304, 2 ** 31 - 1, -(2 ** 31)];
    expect(await keysOf(bytesOf(few), { format: 'cache2k' })).toEqual(few);
    const many = Array.from({ length: 150_000 }, (_, i) => Math.imul(i, 0x9e3779b1));
    expect(await keysOf(bytesOf(many), { format: 'cache2k' })).toEqual(many);
    expect(await keysOf('', { format: 'cache2k' })).toEqual([]);
  });

  test('refuses a length that is no multiple of 4', async () => {
    const bytes = bytesOf([1, 2, 3]).subarray(0, 11);
    await expect(keysOf(bytes, { format: 'cache2k' })).rejects.toThrow(
      'file.trace: given "11 bytes"; a multiple of 4',
    );
  });
});

test('the same trace in every format', async () => {
  const keys = Array.from({ length: 5000 }, (_, i) => (i * i) % 611);
  const lines = keys.join('\n');
  const rows = keys.map((key, i) => `${i},${key},x`).join('\n');
  const bytes = new Uint8Array(keys.flatMap((key) => [0, 0, key >> 8, key & 255]));
  for (const [content, format] of [
    [lines, 'text'],
    [rows, 'csv'],
    [bytes, 'cache2k'],
  ] as const) {
    const counter = missCounter({ policy: 'lru', capacity: 50 });
    for (const key of await keysOf(content, { format })) counter.request(key);
    expect(counter.result()).toMatchObject({ requests: 5000, misses: 5000 - hitsOf(keys, 50) });
  }
});

/** A key hits if fewer than `capacity` others were asked for since. */
function hitsOf(keys: readonly number[], capacity: number): number {
  return keys.filter((key, i) => {
    const last = keys.lastIndexOf(key, i - 1);
    return i > 0 && last >= 0 && new Set(keys.slice(last + 1, i)).size < capacity;
  }).length;
}

describe('refuses', () => {
  const read = async (path: string, options: TraceOptions): Promise<void> => {
    for await (const _ of readTrace(path, options));
  };

  test('a file that is not there, and a folder', async () => {
    const folder = temporaryFiles({});
    const missing = join(folder, 'none.txt');
    await expect(read(missing, { format: 'text' })).rejects.toThrow('a file that can be read (ENOENT)');
    await expect(read(folder, { format: 'text' })).rejects.toThrow('a file that can be read (EISDIR)');
  });

  test('an unknown format, and a column where there are none', async () => {
    const path = join(temporaryFiles({ 'a.txt': '1\n' }), 'a.txt');
    const format = 'lirs' as TraceOptions['format'];
    await expect(read(path, { format })).rejects.toThrow('format: given "lirs"; one of text, csv, cache2k');
    await expect(read(path, { format: 'text', column: 'key' })).rejects.toThrow('column: given "key"');
  });

  test('to go on when it is told to stop', async () => {
    const path = join(temporaryFiles({ 'a.txt': '1\n' }), 'a.txt');
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(read(path, { format: 'text', signal })).rejects.toThrow('stop');
  });
});
