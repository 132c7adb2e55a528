import { FaultlineError } from '../core/faultline-error.ts';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const COMMA = 44;
const QUOTE = 34;
const DIGITS_MAX = 16;
const LINE_BYTES_MAX = 2 ** 16;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Finds the keys in the lines of a text that comes in chunks. What is refused, `readTrace` says. */
export class KeyLines {
  private readonly path: string;
  private readonly isCsv: boolean;
  private readonly columnGiven: string | number | undefined;
  /** The key's column in csv, from 0; found with the first line. */
  private column = 0;
  private rest: Uint8Array = new Uint8Array(0);
  private line = 0;
  /** The first of the blank lines that were read last; 0 when there are none. */
  private blankSince = 0;

  constructor(path: string, format: 'text' | 'csv', column: string | number | undefined) {
    const isCounted = typeof column === 'number' && Number.isInteger(column) && column >= 1;
    if (column !== undefined && !isCounted && (typeof column !== 'string' || column === '')) {
      throw new FaultlineError('column', column, 'the name of a column, or its number from 1');
    }
    this.path = path;
    this.isCsv = format === 'csv';
    this.columnGiven = column;
  }

  /** The keys of the lines that end in this chunk, which may be overwritten afterwards. */
  keysOf(chunk: Uint8Array): (number | string)[] {
    const isContinued = this.rest.length > 0;
    const bytes = isContinued ? Buffer.concat([this.rest, chunk]) : chunk;
    const keys: (number | string)[] = [];
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(NEWLINE, start);
      if (end < 0) break;
      this.readLine(bytes, start, end, keys);
      start = end + 1;
    }
    this.rest = bytes.slice(start);
    if (this.rest.length > LINE_BYTES_MAX) {
      this.line++;
      throw this.tooLong();
    }
    return keys;
  }

  /** The key of a last line without an end. */
  lastKeys(): (number | string)[] {
    const keys: (number | string)[] = [];
    if (this.rest.length > 0) this.readLine(this.rest, 0, this.rest.length, keys);
    return keys;
  }

  private readLine(bytes: Uint8Array, from: number, to: number, keys: (number | string)[]): void {
    this.line++;
    if (to - from > LINE_BYTES_MAX) throw this.tooLong();
    let start = from;
    let end = to;
    if (this.line === 1 && BYTE_ORDER_MARK.every((byte, i) => bytes[start + i] === byte)) start += 3;
    if (end > start && bytes[end - 1] === CARRIAGE_RETURN) end--;
    while (start < end && isBlank(bytes[start])) start++;
    while (end > start && isBlank(bytes[end - 1])) end--;
    if (start === end) {
      if (this.blankSince === 0) this.blankSince = this.line;
      return;
    }
    if (this.blankSince > 0) throw this.fault('an empty line', 'a key in every line', this.blankSince);
    if (!this.isCsv) {
      keys.push(this.keyIn(bytes, start, end));
      return;
    }
    if (this.line === 1 && this.isHeader(bytes, start, end)) return;
    keys.push(this.keyInRow(bytes, start, end));
  }

  /** An integer that is written as a program would write it is a number; anything else a text. */
  private keyIn(bytes: Uint8Array, from: number, to: number): number | string {
    const isNegative = bytes[from] === MINUS;
    const first = isNegative ? from + 1 : from;
    const digitCount = to - first;
    let isInteger = digitCount > 0 && digitCount <= DIGITS_MAX;
    if (bytes[first] === ZERO && (digitCount > 1 || isNegative)) isInteger = false;
    if (isInteger) {
      let value = 0;
      let at = first;
      for (; at < to && bytes[at] >= ZERO && bytes[at] <= NINE; at++) value = 10 * value + (bytes[at] - ZERO);
      if (at === to && value <= Number.MAX_SAFE_INTEGER) return isNegative ? -value : value;
    }
    return this.textIn(bytes, from, to);
  }

  private textIn(bytes: Uint8Array, from: number, to: number): string {
    for (let at = from; at < to; at++) {
      if (bytes[at] === 0) throw this.fault('a NUL byte', 'text; is this a cache2k trace?');
    }
    try {
      return utf8.decode(bytes.subarray(from, to));
    } catch {
      throw this.fault('bytes that are no UTF-8', 'text in UTF-8');
    }
  }

  private keyInRow(bytes: Uint8Array, from: number, to: number): number | string {
    let column = 0;
    let [start, end] = [from, -1];
    for (let at = from; at < to; at++) {
      if (bytes[at] === QUOTE) return this.keyInQuotedRow(bytes, from, to);
      if (bytes[at] !== COMMA) continue;
      if (column === this.column) end = at;
      column++;
      if (column === this.column) start = at + 1;
    }
    if (column < this.column) throw this.noColumn();
    if (end < 0) end = to;
    while (start < end && isBlank(bytes[start])) start++;
    while (end > start && isBlank(bytes[end - 1])) end--;
    if (start === end) throw this.noKey();
    return this.keyIn(bytes, start, end);
  }

  private keyInQuotedRow(bytes: Uint8Array, from: number, to: number): number | string {
    const field = this.fieldsOf(bytes, from, to)[this.column];
    if (field === undefined) throw this.noColumn();
    const key = Buffer.from(field.trim());
    if (key.length === 0) throw this.noKey();
    return this.keyIn(key, 0, key.length);
  }

  /** Finds the key's column. False when the line is already a row. */
  private isHeader(bytes: Uint8Array, from: number, to: number): boolean {
    const names = this.fieldsOf(bytes, from, to).map((field) => field.trim());
    const given = this.columnGiven;
    const isNamed = typeof given === 'string';
    const named = typeof given === 'number' ? -1 : names.indexOf(given ?? 'key');
    if (isNamed && named < 0) {
      const allowed = `a column of ${this.path}: ${names.slice(0, 8).join(', ')}`;
      throw new FaultlineError('column', given, allowed);
    }
    if (named >= 0) this.column = named;
    else this.column = typeof given === 'number' ? given - 1 : 1;
    return named >= 0 || !names.some((name) => name !== '' && !Number.isNaN(Number(name)));
  }

  /** All fields of a row, with quotes taken off. */
  private fieldsOf(bytes: Uint8Array, from: number, to: number): string[] {
    const text = this.textIn(bytes, from, to);
    const fields: string[] = [];
    const pattern = /\s*"((?:[^"]|"")*)"\s*(?:,|$)|([^",]*)(?:,|$)/y;
    while (pattern.lastIndex < text.length || text.endsWith(',')) {
      const isEnd = pattern.lastIndex === text.length;
      const match = isEnd ? undefined : pattern.exec(text);
      if (match === null) throw this.fault('a quote in a field', 'fields in "", with "" for a quote in them');
      fields.push(match === undefined ? '' : (match[1]?.replaceAll('""', '"') ?? match[2]));
      if (isEnd || (pattern.lastIndex === text.length && !text.endsWith(','))) break;
    }
    return fields;
  }

  private tooLong(): FaultlineError {
    return this.fault('a longer line', `lines of at most ${LINE_BYTES_MAX} bytes; is this a text?`);
  }

  private noKey(): FaultlineError {
    return this.fault('an empty key', 'a key in every row');
  }

  private noColumn(): FaultlineError {
    return this.fault('fewer columns', `a key in column ${this.column + 1}`);
  }

  private fault(given: string, allowed: string, line = this.line): FaultlineError {
    return new FaultlineError(`${this.path}:${line}`, given, allowed);
  }
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
