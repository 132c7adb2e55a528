import { expect, test } from 'vitest';
import { models } from '../../lib/models/models.ts';
import { someCommands, someConfig, someDeed } from '../support/some-banks.ts';
import { contractTests } from './contract.ts';
import type { Samples } from './trial.ts';

// biome-ignore lint/suspicious/noExplicitAny: the list forgets each model's own config
const samples: Readonly<Record<string, Samples<any>>> = {
  banks: {
    config: someConfig,
    commands: someCommands,
    deed: someDeed,
    noisy: { banks: 5, steps: 8, density: 0.4, noise: 0.2, policy: 'rules', shocks: 'none' },
  },
};

test('every model has samples', () => {
  expect(Object.keys(samples).sort()).toEqual(models.map(({ name }) => name).sort());
});

for (const model of models) contractTests(model, samples[model.name]!);
