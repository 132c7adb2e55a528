import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { type Danfo, type DanfoFrame, fromDanfo, toDanfo } from '../../lib/notebook/danfo.ts';

/** danfojs-node, if this project or FAULTLINE_DANFO, the folder of another, has it. */
function installed(): Danfo<DanfoFrame> | undefined {
  const folders = [
    import.meta.url,
    ...(process.env.FAULTLINE_DANFO ? [`${process.env.FAULTLINE_DANFO}/x`] : []),
  ];
  for (const folder of folders) {
    try {
      return createRequire(folder)('danfojs-node') as Danfo<DanfoFrame>;
    } catch {}
  }
  return undefined;
}

const danfo = installed();
const reason =
  'danfojs-node is not installed; docs/notebooks.md says how, FAULTLINE_DANFO may name a folder that has it';

describe.skipIf(!danfo)(`with danfojs-node${danfo ? '' : ` (skipped: ${reason})`}`, () => {
  const rows = [
    { bank: 'A', loss: 0.1, failed: true },
    { bank: 'B', loss: 123456789.123, failed: false },
  ];

  test('rows come back as they went in', () => {
    expect(fromDanfo(toDanfo(danfo!, rows))).toEqual(rows);
  });

  test('columns of numbers keep every bit', () => {
    const frame = toDanfo(danfo!, { loss: Float64Array.of(1 / 3, 1e-17, 2 ** 53) });
    expect(fromDanfo(frame)).toEqual([{ loss: 1 / 3 }, { loss: 1e-17 }, { loss: 2 ** 53 }]);
  });
});

test('columns of different lengths are refused before danfojs sees them', () => {
  expect(() => toDanfo({ DataFrame: Object }, { a: [1], b: [1, 2] })).toThrow('columns of one length');
});
