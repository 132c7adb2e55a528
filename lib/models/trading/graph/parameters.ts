import { FaultlineError } from '../../../core/faultline-error.ts';
import type { DecimalText, Strategy } from '../strategy.ts';

/** More than any condition of 50 levels takes; what contains itself goes on for ever. */
const DEPTH_MAX = 250;

/**
 * A strategy with values in place of its parameters: those of `given`, or its own.
 *
 * @throws FaultlineError for a parameter that it does not have, wherever it is named.
 */
export function withParameters(
  strategy: Strategy,
  given: Readonly<Record<string, DecimalText>>,
  where: string,
): Strategy {
  const own = strategy.parameters ?? {};
  const known = Object.keys(own);
  const allowed = known.length === 0 ? 'the strategy has no parameters' : `one of ${known.join(', ')}`;
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(own, name)) {
      throw new FaultlineError('config', name, `a field, or a parameter of the strategy: ${allowed}`);
    }
    if (typeof value === typeof own[name] || typeof value === 'number') continue;
    throw new FaultlineError(`config.parameters.${name}`, value, `a ${typeof own[name]}, as ${own[name]}`);
  }
  const values = { ...own, ...given };
  const put = (value: unknown, at: string, depth = 0): unknown => {
    if (depth > DEPTH_MAX) {
      throw new FaultlineError(where, 'lists and objects in each other', `at most ${DEPTH_MAX} levels`);
    }
    if (Array.isArray(value)) return value.map((each, i) => put(each, `${at}[${i}]`, depth + 1));
    if (typeof value !== 'object' || value === null) return value;
    if (Object.hasOwn(value, 'param')) {
      const { param } = value as { param: unknown };
      if (typeof param === 'string' && Object.hasOwn(values, param)) return values[param];
      throw new FaultlineError(at, param, `a parameter: ${allowed}`);
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, put(each, `${at}.${key}`, depth + 1)]),
    );
  };
  const { parameters: _, ...rest } = strategy;
  return put(rest, where) as Strategy;
}
