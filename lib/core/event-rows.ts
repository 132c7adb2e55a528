import type { Column, Columns, Entities } from './event-kind.ts';

interface Chunk {
  readonly base: number;
  readonly capacity: number;
  readonly numbers: Float64Array[];
  readonly integers: Int32Array[];
}

/** Where a declared column lies: the first of `width` arrays among the doubles or the integers. */
export interface Place {
  readonly name: string;
  readonly column: Column;
  readonly double: boolean;
  readonly first: number;
  readonly width: number;
}

const CAPACITY_FIRST = 256;

/**
 * Rows of one shape in typed-array columns, appended and never moved: when a chunk is full the next
 * one is at least twice as large. Doubles and integers are numbered separately, in the order declared.
 */
export class EventRows {
  readonly places: readonly Place[];
  /** The open chunk's columns and how much of it is used: write at `used`, then count it. */
  numbers: Float64Array[] = [];
  integers: Int32Array[] = [];
  used = 0;
  capacity = 0;
  private base = 0;
  private readonly chunks: Chunk[] = [];
  private readonly doubleCount: number;
  private readonly integerCount: number;

  constructor(columns: Columns, entities: Entities) {
    let doubles = 0;
    let integers = 0;
    const places: Place[] = [];
    for (const [name, column] of Object.entries(columns)) {
      const double = column.type === 'number' || column.type === 'numbersBy';
      const width = column.type === 'numbersBy' ? entities[column.entity].names.length : 1;
      places.push({ name, column, double, first: double ? doubles : integers, width });
      if (double) doubles += width;
      else integers += width;
    }
    this.places = places;
    this.doubleCount = doubles;
    this.integerCount = integers;
  }

  /** Rows in all chunks. */
  get count(): number {
    return this.base + this.used;
  }

  /** Makes room for `rows` rows in one chunk; after that there are columns, also when `rows` is 0. */
  reserve(rows: number): void {
    if (this.chunks.length > 0 && this.capacity - this.used >= rows) return;
    this.base += this.used;
    const capacity = Math.max(rows, this.capacity * 2, CAPACITY_FIRST);
    const chunk = this.makeChunk(capacity);
    this.chunks.push(chunk);
    this.numbers = chunk.numbers;
    this.integers = chunk.integers;
    this.capacity = capacity;
    this.used = 0;
  }

  /** The value of a column's array number `offset` in row `row`, as it is kept. */
  value(row: number, place: Place, offset = 0): number {
    const chunk = this.chunkOf(row);
    const arrays = place.double ? chunk.numbers : chunk.integers;
    return arrays[place.first + offset][row - chunk.base];
  }

  /** The bytes of every column, chunk by chunk, for digests. */
  *bytes(): Generator<Uint8Array> {
    for (let array = 0; array < this.doubleCount; array++) {
      for (const [chunk, rows] of this.filled()) yield bytesOf(chunk.numbers[array], rows);
    }
    for (let array = 0; array < this.integerCount; array++) {
      for (const [chunk, rows] of this.filled()) yield bytesOf(chunk.integers[array], rows);
    }
  }

  /** Forgets every row. Keeps the largest chunk, so that a run like the last one finds room. */
  clear(): void {
    this.base = 0;
    this.used = 0;
    const largest = this.chunks.pop();
    if (largest === undefined) return;
    this.chunks.length = 0;
    this.chunks.push({ ...largest, base: 0 });
  }

  /** A copy that grows on its own. */
  clone(empty: EventRows): EventRows {
    empty.reserve(Math.max(this.count, 1));
    for (const [chunk, rows] of this.filled()) {
      chunk.numbers.forEach((array, i) => {
        empty.numbers[i].set(array.subarray(0, rows), chunk.base);
      });
      chunk.integers.forEach((array, i) => {
        empty.integers[i].set(array.subarray(0, rows), chunk.base);
      });
    }
    empty.used = this.count;
    return empty;
  }

  /** Columns that share one buffer: much cheaper than a buffer each. */
  private makeChunk(capacity: number): Chunk {
    const { base, doubleCount, integerCount } = this;
    const buffer = new ArrayBuffer(capacity * (8 * doubleCount + 4 * integerCount));
    const integersAt = capacity * 8 * doubleCount;
    const numbers: Float64Array[] = [];
    const integers: Int32Array[] = [];
    for (let i = 0; i < doubleCount; i++) numbers.push(new Float64Array(buffer, capacity * 8 * i, capacity));
    for (let i = 0; i < integerCount; i++) {
      integers.push(new Int32Array(buffer, integersAt + capacity * 4 * i, capacity));
    }
    return { base, capacity, numbers, integers };
  }

  private *filled(): Generator<[Chunk, number]> {
    for (let i = 0; i < this.chunks.length; i++) {
      const chunk = this.chunks[i];
      const end = i + 1 < this.chunks.length ? this.chunks[i + 1].base : this.count;
      if (end > chunk.base) yield [chunk, end - chunk.base];
    }
  }

  private chunkOf(row: number): Chunk {
    let i = this.chunks.length - 1;
    while (this.chunks[i].base > row) i--;
    return this.chunks[i];
  }
}

function bytesOf(column: Float64Array | Int32Array, rows: number): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, rows * column.BYTES_PER_ELEMENT);
}
