import { config } from './config.ts';
import { strategies } from './strategies/presets.ts';

type Given = Readonly<Record<string, unknown>>;

/**
 * A config in the words of the schema. A name that is no field is taken as a parameter of the strategy, so
 * that `fast: 50` does; a strategy by name is its graph; and who gives ticks or bars wants them replayed
 * unless another market is named.
 */
export function readGiven(given: Given): Given {
  const fields: Record<string, unknown> = {};
  const parameters: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    (Object.hasOwn(config.shape, name) ? fields : parameters)[name] = value;
  }
  if (Object.keys(parameters).length > 0) {
    fields.parameters = { ...(given.parameters as Given | undefined), ...parameters };
  }
  const { strategy = 'rsi-reversal' } = given;
  if (typeof strategy === 'string' && Object.hasOwn(strategies, strategy)) {
    fields.strategy = strategies[strategy as keyof typeof strategies];
  }
  const hasData = (given.ticks ?? given.bars ?? null) !== null;
  if (hasData && given.market === undefined) fields.market = { kind: 'replay' };
  return fields;
}
