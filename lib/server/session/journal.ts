import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { KeptSession, SessionRecord } from '../../live/session-record.ts';
import { withRecord } from '../../live/session-record.ts';

/** What of a session is not its run. */
export interface SessionFacts {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** ISO time. */
  readonly created: string;
  /** Milliseconds to wait for a person’s decision; null: for ever; absent: nobody is asked. */
  readonly decisionWait?: number | null;
  /** Seconds without a viewer after which it is deleted; absent: it is kept. */
  readonly idle?: number;
}

/** A journal as it was found. */
export interface FoundJournal {
  readonly facts: SessionFacts;
  readonly kept: KeptSession;
  /** How often the session has been opened before. */
  readonly generation: number;
  /** Whether its server said goodbye. */
  readonly wasClosed: boolean;
  /** Characters of a last line that was not whole. */
  readonly torn: number;
}

/** The first line. */
interface Head {
  readonly journal: 1;
  readonly facts: SessionFacts;
  readonly kept: KeptSession;
  readonly generation: number;
}

const CLOSED = '{"closed":true}';

/**
 * A session on disk: a line with what it was when it was opened, then one for each change, synced before the
 * change is acknowledged. A line that cannot be written whole is taken back.
 */
export class Journal {
  private readonly file: number;
  private length: number;

  private constructor(file: number, length: number) {
    this.file = file;
    this.length = length;
  }

  /** Begins a journal, in the place of an older one of the session. @throws Error of the file system. */
  static begin(path: string, facts: SessionFacts, kept: KeptSession, generation: number): Journal {
    const head: Head = { journal: 1, facts, kept, generation };
    const line = `${JSON.stringify(head)}\n`;
    const temporary = `${path}.new`;
    const file = openSync(temporary, 'w', 0o600);
    try {
      writeAt(file, 0, line);
      fsyncSync(file);
      renameSync(temporary, path);
    } catch (error) {
      closeSync(file);
      rmSync(temporary, { force: true });
      throw error;
    }
    syncFolder(dirname(path));
    return new Journal(file, Buffer.byteLength(line));
  }

  /** Adds a change. @throws Error of the file system; then the file is as it was. */
  append(record: SessionRecord): void {
    this.add(JSON.stringify(record));
  }

  /** The last line: nothing is lost. */
  close(): void {
    try {
      this.add(CLOSED);
    } finally {
      closeSync(this.file);
    }
  }

  private add(text: string): void {
    const line = `${text}\n`;
    try {
      writeAt(this.file, this.length, line);
      fdatasyncSync(this.file);
    } catch (error) {
      ftruncateSync(this.file, this.length);
      throw error;
    }
    this.length += Buffer.byteLength(line);
  }
}

/** @throws Error for a file that is no journal, in one line. */
export function readJournal(path: string): FoundJournal {
  const lines = readFileSync(path, 'utf8').split('\n');
  const torn = lines.pop() ?? '';
  const head = parsed(lines.shift()) as Head | null;
  if (head?.journal !== 1) throw new Error(`${path}: not the journal of a session, or of a newer Faultline`);
  let { kept } = head;
  let wasClosed = false;
  for (const [i, line] of lines.entries()) {
    wasClosed = line === CLOSED;
    if (wasClosed) continue;
    const record = parsed(line) as SessionRecord | null;
    if (record === null) throw new Error(`${path}: line ${i + 2} is damaged`);
    kept = withRecord(kept, record);
  }
  return { facts: head.facts, kept, generation: head.generation, wasClosed, torn: torn.length };
}

function parsed(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return null;
  }
}

function writeAt(file: number, place: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(file, bytes, at, bytes.length - at, place + at);
  }
}

/** A new name is only safe once its folder is. */
function syncFolder(folder: string): void {
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
