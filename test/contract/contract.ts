import { describe } from 'vitest';
import { noHost } from '../../lib/core/host.ts';
import type { AnyModel } from '../../lib/core/model.ts';
import { makeRecipe } from '../../lib/core/recipe.ts';
import { decisionTests } from './decisions.ts';
import { declarationTests } from './declaration.ts';
import { liveTests } from './live.ts';
import { reasonsTests } from './reasons.ts';
import { runTests } from './run.ts';
import { type Samples, someTrial } from './trial.ts';

/** What every model owes to those who know only the interface. One call in a test file tests it all. */
export function contractTests<Config extends object>(model: AnyModel, samples: Samples<Config>): void {
  const trials = someTrial(model, samples);
  const noisy = makeRecipe(model, { config: samples.noisy as Record<string, unknown> }, noHost);
  describe(`the contract of ${model.name}`, () => {
    declarationTests(model, noisy);
    runTests(model, trials, noisy);
    liveTests(model, trials);
    reasonsTests(model, trials);
    decisionTests(model, trials);
  });
}
