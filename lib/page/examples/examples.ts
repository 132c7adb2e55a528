import { banksExample } from './banks-example.ts';
import { cacheExample } from './cache-example.ts';
import type { Example } from './example.ts';
import { tradingExample } from './trading-example.ts';

/** What the page opens on, by model. */
export const examples: readonly Example[] = [banksExample, cacheExample, tradingExample];

/** The example of a model, by its name; undefined for a model without one. */
export function exampleOf(model: string): Example | undefined {
  return examples.find((example) => example.model.name === model);
}
