import fc from 'fast-check';
import type { ActualCausesInput } from '../../lib/why/actual-causes.ts';
import type { Equation, Expression } from '../../lib/why/equation.ts';

const RANGES = [[0, 1], [0, 1], [0, 1], [0, 1], [0, 1], [1, 0], [-1, 0, 1], [0, 2, 5], [-3, 4], [7]];

/** A random formula over `names`, of depth at most `depth`. */
function someExpression(names: readonly string[], depth: number): fc.Arbitrary<Expression> {
  const leaf = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.integer({ min: -2, max: 5 }) },
  );
  if (depth === 0) return leaf;
  const part = someExpression(names, depth - 1);
  const many = (op: 'and' | 'or' | 'sum' | 'mul' | 'min' | 'max') =>
    fc.array(part, { minLength: 1, maxLength: 3 }).map((parts): Expression => [op, ...parts]);
  const two = (op: 'eq' | 'ne' | 'ge' | 'le' | 'gt' | 'lt' | 'sub') =>
    fc.tuple(part, part).map((parts): Expression => [op, ...parts]);
  return fc.oneof(
    leaf,
    many('and'),
    many('and'),
    many('or'),
    many('or'),
    many('sum'),
    many('mul'),
    many('min'),
    many('max'),
    ...(['eq', 'ne', 'ge', 'le', 'gt', 'lt', 'sub'] as const).map(two),
    part.map((inner): Expression => ['not', inner]),
    fc.tuple(part, part, part).map((parts): Expression => ['if', ...parts]),
  );
}

/** A random vote of some of the names, each for or against: stories are mostly of this kind. */
function someVote(names: readonly string[]): fc.Arbitrary<Expression> {
  return fc
    .subarray([...names], { minLength: Math.min(2, names.length) })
    .chain((voters) =>
      fc.tuple(fc.constant(voters), fc.nat(voters.length - 1), fc.nat(2 ** voters.length - 1)),
    )
    .map(([voters, needed, against]) => {
      const votes = voters.map((name, i): Expression => ((against >> i) % 4 === 3 ? ['not', name] : name));
      return ['ge', ['sum', ...votes], needed + 1];
    });
}

/** A formula whose values are in the range: one of two values by its truth, or the last by its size. */
function within(expression: Expression, range: readonly number[]): Expression {
  const [first, ...rest] = range;
  return rest.reduce<Expression>(
    (below, value, i) => ['if', ['gt', expression, i], value, below],
    first as Expression,
  );
}

/** A random acyclic model of `min` to `max` variables, listed in another order than that of their equations. */
export function someModel(min: number, max: number): fc.Arbitrary<ActualCausesInput> {
  return fc.integer({ min, max }).chain((n) => {
    const names = Array.from({ length: n }, (_, i) => 'ABCDEFGH'[i]);
    const equation = (i: number, range: readonly number[]): fc.Arbitrary<Equation> =>
      (i < 2
        ? someExpression(['u', 'w', ...names.slice(0, i)], 0)
        : fc.oneof(someExpression(['u', 'w', ...names.slice(0, i), ...names.slice(0, i)], 2), {
            weight: 3,
            arbitrary: someVote(names.slice(0, i)),
          })
      ).map((expression) => within(expression, range));
    return fc
      .record({
        ranges: fc.array(fc.constantFrom(...RANGES), { minLength: n, maxLength: n }),
        listed: fc.shuffledSubarray(names, { minLength: n }),
        context: fc.record({ u: fc.constantFrom(0, 1, 1), w: fc.constantFrom(-1, 0, 1, 2) }),
        effect: fc.oneof(fc.constant(names[n - 1]), someVote(names), someExpression(names, 2)),
        exclude: fc.subarray(names, { maxLength: 2 }),
      })
      .chain(({ ranges, listed, context, effect, exclude }) =>
        fc.tuple(...names.map((_, i) => equation(i, ranges[i]))).map((equations) => ({
          variables: Object.fromEntries(listed.map((name) => [name, ranges[names.indexOf(name)]])),
          equations: Object.fromEntries(names.map((name, i) => [name, equations[i]])),
          context,
          effect,
          exclude,
        })),
      );
  });
}

/** The model asked about its effect and about the opposite: one of the two holds. */
export function bothWays(input: ActualCausesInput): ActualCausesInput[] {
  return [input, { ...input, effect: ['not', input.effect as Expression] }];
}
