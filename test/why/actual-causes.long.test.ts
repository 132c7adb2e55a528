import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actualCauses } from '../../lib/why/actual-causes.ts';
import { bruteForceCauses } from './brute-force-causes.ts';
import { bothWays, someModel } from './random-causal-model.ts';

test('the definition, tried on every set, setting and frozen set of thousands of models', () => {
  fc.assert(
    fc.property(someModel(3, 6), (input) => {
      for (const asked of bothWays(input)) expect(actualCauses(asked)).toEqual(bruteForceCauses(asked));
    }),
    { numRuns: 20_000 },
  );
}, 600_000);
