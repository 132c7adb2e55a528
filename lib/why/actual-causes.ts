import { FaultlineError } from '../core/faultline-error.ts';
import { CausalModel, type GivenModel } from './causal-model.ts';
import { CausalSearch } from './causal-search.ts';

/** A causal model, its context and the effect whose causes are asked for. */
export interface ActualCausesInput extends GivenModel {
  /** Variables that are no candidates, such as those that the effect names. They may be frozen. */
  readonly exclude?: readonly string[];
  /** How many evaluations and bounds of equations, and reads of functions, are allowed; 2e7 unless given. */
  readonly evaluationsMax?: number;
}

/**
 * The actual causes of an effect by the modified definition of Halpern and Pearl (J. Y. Halpern, "A
 * modification of the Halpern-Pearl definition of causality", IJCAI 2015): all minimal sets of variables such
 * that other values of theirs, with some set of other variables frozen at their actual values, make the
 * effect fail. Variables are those of `variables`; those of the context are never causes. Of variables with
 * more than two values, any other value counts.
 *
 * Names in a set stand in the order of `variables`, sets by size and then by that order of their names. There
 * are none when the effect does not hold in the actual world, or nothing could have kept it away.
 *
 * The search is exact. It goes through worlds rather than through sets, values and frozen sets apart. It
 * leaves out what cannot reach the effect, what holds a cause found before, and what bounds on the equations
 * rule out. So 25 voters at 13 to 12, or a chain of 1000, take a fraction of a second.
 *
 * No search is fast on everything: whether one given set would do is NP-hard, and there may be more causes
 * than can be listed (of 25 votes to none, any 13). The worst case, k values for each of n variables where
 * bounds do not help (functions, sums that must miss one number), grows as k^n. The default budget lets
 * about 20 variables of two values through, 18 when one function reads them all, and refuses more after a few
 * seconds and the time that functions themselves take. A function is called once for each row of values that
 * it reads (of its first 65,536).
 *
 * @throws FaultlineError for an unknown name, an equation that is missing or cyclic, an empty range, a value
 * outside its range that an equation gives in a world of the search, and a search that needs more than
 * `evaluationsMax`.
 */
export function actualCauses(input: ActualCausesInput): string[][] {
  checkFields(input);
  const { exclude = [], evaluationsMax = 2e7, context } = input;
  if (!(typeof evaluationsMax === 'number' && evaluationsMax > 0)) {
    throw new FaultlineError('evaluationsMax', evaluationsMax, 'a number above 0');
  }
  if (!Array.isArray(exclude)) throw new FaultlineError('exclude', exclude, 'a list of names');
  const model = new CausalModel(input);
  const excluded = new Set(model.numbersOf('exclude', exclude, context));
  if (!model.effectHolds) return [];
  const causes = new CausalSearch(model, excluded, evaluationsMax).find();
  for (const cause of causes) cause.sort((a, b) => a - b);
  return causes.sort(bySizeThenOrder).map((cause) => cause.map((number) => model.names[number]));
}

function bySizeThenOrder(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return a.length - b.length;
  const i = a.findIndex((number, at) => number !== b[at]);
  return i < 0 ? 0 : a[i] - b[i];
}

const fields = ['variables', 'equations', 'context', 'effect', 'exclude', 'evaluationsMax'];

/** A name mistyped is no default. */
function checkFields(input: unknown): void {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new FaultlineError('actualCauses', input, `an object with ${fields.join(', ')}`);
  }
  const unknown = Object.keys(input).find((name) => !fields.includes(name));
  if (unknown === undefined) return;
  const given = (input as Record<string, unknown>)[unknown];
  throw new FaultlineError(
    `actualCauses: ${unknown}`,
    given,
    `no such option; known are ${fields.join(', ')}`,
  );
}
