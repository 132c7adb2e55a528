import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The metrics of many runs, a column each, filled in any order. */
export class SweepTable {
  readonly names: readonly string[];
  private columns: Float64Array[];
  private capacity: number;

  constructor(names: readonly string[], capacity: number) {
    this.names = names;
    this.capacity = Math.max(1, capacity);
    this.columns = names.map(() => new Float64Array(this.capacity));
  }

  /** Puts the rows of runs from `first` on, metrics run by run, into the columns. */
  put(first: number, rows: Float64Array): void {
    const width = this.names.length;
    const count = rows.length / width;
    this.reserve(first + count);
    for (const [c, column] of this.columns.entries()) {
      for (let i = 0; i < count; i++) column[first + i] = rows[i * width + c];
    }
  }

  /** The first `count` values of each metric. */
  take(count: number): Record<string, Float64Array> {
    return Object.fromEntries(this.names.map((name, c) => [name, this.columns[c].subarray(0, count)]));
  }

  private reserve(count: number): void {
    if (count <= this.capacity) return;
    this.capacity = Math.max(count, this.capacity * 2);
    this.columns = this.columns.map((column) => {
      const larger = new Float64Array(this.capacity);
      larger.set(column);
      return larger;
    });
  }
}

/** SHA-256 over the names and every value of the columns: equal when all runs are, to the last bit. */
export function digestOf(columns: Readonly<Record<string, Float64Array>>): string {
  const hash = sha256.create();
  for (const [name, column] of Object.entries(columns)) {
    hash.update(utf8ToBytes(`${name} ${column.length} `));
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return bytesToHex(hash.digest());
}
