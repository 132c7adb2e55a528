import { type FileHandle, open } from 'node:fs/promises';
import { FaultlineError } from '../core/faultline-error.ts';
import { KeyLines } from './key-lines.ts';

/** How traces are written: a key a line; columns with a key in each row; big-endian 32-bit integers. */
export const TRACE_FORMATS = ['text', 'csv', 'cache2k'] as const;

/** One of `TRACE_FORMATS`. */
export type TraceFormat = (typeof TRACE_FORMATS)[number];

/** How to read a trace. */
export interface TraceOptions {
  readonly format: TraceFormat;
  /**
   * For csv: the key's column, by its name in the header or counted from 1. `key` unless given and, where
   * there is no header with that name, the second.
   */
  readonly column?: string | number;
  /** Ends the reading. */
  readonly signal?: AbortSignal;
}

const CHUNK_BYTES = 2 ** 18;
const KEY_BYTES = 4;

/**
 * Reads the keys of a trace, in order, some at a time: integers as numbers, other keys as texts
 * (`missCounter` takes both). Memory does not grow with the file.
 *
 * Lines end in LF or CRLF, the last one as it likes; blank lines at the end are no keys; spaces around a key
 * are left out. In csv, fields may stand in double quotes, but not over line ends. Its first line is a
 * header if it has the column's name or no number.
 *
 * @throws FaultlineError with the file and the line: for a missing key, a key with a NUL byte or that is no
 * UTF-8, a line of more than 64 KiB, a column that is not there; and for a file that cannot be read or, in
 * cache2k, whose length is no multiple of 4.
 */
export async function* readTrace(
  path: string,
  { format, column, signal }: TraceOptions,
): AsyncGenerator<ArrayLike<number | string>, void> {
  if (!TRACE_FORMATS.includes(format)) {
    throw new FaultlineError('format', format, `one of ${TRACE_FORMATS.join(', ')}`);
  }
  if (column !== undefined && format !== 'csv') {
    throw new FaultlineError('column', column, `no columns in ${format}; only csv has them`);
  }
  const lines = format === 'cache2k' ? undefined : new KeyLines(path, format, column);
  const file = await opened(path);
  try {
    yield* lines === undefined ? integers(file, path, signal) : texts(file, path, lines, signal);
  } finally {
    await file.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function* texts(
  file: FileHandle,
  path: string,
  lines: KeyLines,
  signal: AbortSignal | undefined,
): AsyncGenerator<ArrayLike<number | string>, void> {
  for await (const chunk of chunks(file, path, signal)) {
    const keys = lines.keysOf(chunk);
    if (keys.length > 0) yield keys;
  }
  const last = lines.lastKeys();
  if (last.length > 0) yield last;
}

async function* integers(
  file: FileHandle,
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Int32Array, void> {
  let rest = new Uint8Array(0);
  let byteCount = 0;
  for await (const chunk of chunks(file, path, signal)) {
    byteCount += chunk.length;
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const count = Math.floor(bytes.length / KEY_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const keys = new Int32Array(count);
    for (let i = 0; i < count; i++) keys[i] = view.getInt32(KEY_BYTES * i);
    rest = bytes.slice(KEY_BYTES * count);
    if (count > 0) yield keys;
  }
  if (rest.length > 0) {
    throw new FaultlineError(path, `${byteCount} bytes`, 'a multiple of 4: big-endian 32-bit integers');
  }
}

/** The file's bytes; each chunk holds until the next one is asked for. */
async function* chunks(
  file: FileHandle,
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  for (;;) {
    signal?.throwIfAborted();
    const bytesRead = await readInto(file, buffer, path);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

async function readInto(file: FileHandle, buffer: Uint8Array, path: string): Promise<number> {
  try {
    return (await file.read(buffer, 0, buffer.length)).bytesRead;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): FaultlineError {
  const { code } = error as NodeJS.ErrnoException;
  return new FaultlineError('trace', path, `a file that can be read (${code})`);
}
