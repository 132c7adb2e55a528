import { crc32, deflateSync } from 'node:zlib';

/** Corners of the two halves of a square tile, split along a fault, on a grid of 64. */
const HALVES: readonly {
  readonly color: readonly [number, number, number];
  readonly corners: readonly Point[];
}[] = [
  {
    color: [0, 114, 178],
    corners: [
      [6, 4],
      [38, 4],
      [28, 24],
      [36, 32],
      [22, 56],
      [6, 56],
    ],
  },
  {
    color: [213, 94, 0],
    corners: [
      [46, 8],
      [58, 8],
      [58, 60],
      [30, 60],
      [44, 34],
      [36, 26],
    ],
  },
];

type Point = readonly [x: number, y: number];

const GRID = 64;
/** Samples along each side of a pixel. */
const SAMPLES = 4;

/** The pictures that Jupyter shows for the kernel, by file name. */
export function kernelLogos(): Record<string, Uint8Array | string> {
  return { 'logo-svg.svg': svg(), 'logo-32x32.png': png(32), 'logo-64x64.png': png(64) };
}

function svg(): string {
  const shapes = HALVES.map(
    ({ color, corners }) => `<polygon fill="rgb(${color.join()})" points="${corners.join(' ')}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${GRID} ${GRID}">${shapes.join('')}</svg>\n`;
}

function png(size: number): Uint8Array {
  // A row begins with the byte of its filter: none.
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) rows.set(pixel(x, y, size), y * (size * 4 + 1) + 1 + x * 4);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits a channel, colours with transparency.
  header.set([8, 6], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pixel(x: number, y: number, size: number): number[] {
  const total = SAMPLES * SAMPLES;
  const hits = HALVES.map(({ corners }) => {
    let count = 0;
    for (let i = 0; i < total; i++) {
      const at = [x + ((i % SAMPLES) + 0.5) / SAMPLES, y + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES];
      if (isInside([(at[0]! * GRID) / size, (at[1]! * GRID) / size], corners)) count++;
    }
    return count;
  });
  const covered = hits[0]! + hits[1]!;
  const mixed = [0, 1, 2].map((c) =>
    HALVES.reduce((sum, { color }, i) => sum + (color[c]! * hits[i]!) / Math.max(covered, 1), 0),
  );
  return [...mixed.map(Math.round), Math.round((255 * covered) / total)];
}

/** By the number of edges to the right of the point. */
function isInside([x, y]: Point, corners: readonly Point[]): boolean {
  let isIn = false;
  corners.forEach(([x1, y1], i) => {
    const [x2, y2] = corners[(i + 1) % corners.length]!;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isIn = !isIn;
  });
  return isIn;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
