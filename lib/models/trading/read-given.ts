import { FaultlineError } from '../../core/faultline-error.ts';
import { unknownField } from '../../core/schema-error.ts';
import { config } from './config.ts';
import { strategies } from './strategies/presets.ts';

type Given = Readonly<Record<string, unknown>>;

/**
 * A config in the words of the schema. A name that is no field is taken as a parameter of the strategy, so
 * that `fast: 50` does; a strategy by name is its graph; and who gives ticks or bars wants them replayed
 * unless another market is named.
 */
export function readGiven(given: Given): Given {
  const strategy = graphOf(given.strategy);
  const own = (strategy as { parameters?: unknown } | null)?.parameters;
  const known = typeof own === 'object' && own !== null ? Object.keys(own) : [];
  const fields: Record<string, unknown> = { strategy };
  const parameters: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === 'strategy') continue;
    if (Object.hasOwn(config.shape, name)) fields[name] = value;
    else if (known.includes(name)) parameters[name] = value;
    // The file of a strategy may have it, once it is read.
    else if (typeof strategy === 'string') fields[name] = value;
    else {
      const names = [...Object.keys(config.shape), ...known];
      throw new FaultlineError(`config.${name}`, value, unknownField(name, names));
    }
  }
  if (Object.keys(parameters).length > 0) {
    fields.parameters = { ...(given.parameters as Given | undefined), ...parameters };
  }
  const hasData = (given.ticks ?? given.bars ?? null) !== null;
  if (hasData && given.market === undefined) fields.market = { kind: 'replay' };
  return fields;
}

/** The graph of a strategy's name; anything else as it is. */
function graphOf(given: unknown = 'rsi-reversal'): unknown {
  const isName = typeof given === 'string' && Object.hasOwn(strategies, given);
  return isName ? strategies[given as keyof typeof strategies] : given;
}
