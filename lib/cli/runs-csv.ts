import { runSeed } from '../core/seed.ts';
import type { Sweep } from '../study/sweep-result.ts';

const ROWS_A_PIECE = 2000;

/** The runs of a sweep as CSV, piece by piece: index, seed and every metric, with all digits. */
export function* runsCsv({ metrics, runs, seed }: Sweep): Generator<string> {
  const columns = Object.values(metrics);
  yield `${['run', 'seed', ...Object.keys(metrics)].join(',')}\n`;
  for (let first = 0; first < runs; first += ROWS_A_PIECE) {
    let piece = '';
    for (let i = first; i < Math.min(runs, first + ROWS_A_PIECE); i++) {
      piece += `${i},${runSeed(seed, i)}`;
      for (const column of columns) piece += `,${column[i]}`;
      piece += '\n';
    }
    yield piece;
  }
}
