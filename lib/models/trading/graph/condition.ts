import { FaultlineError } from '../../../core/faultline-error.ts';
import type { TradingState } from '../state.ts';
import { COMPARISONS, CROSSINGS } from '../strategy.ts';
import { fieldsOf, wordOf } from './fields-of.ts';
import { exactly, magnitudeOf, type Names, nearest, type Operand, operandOf, ROUNDING } from './operand.ts';

type Test = (state: TradingState) => boolean;

/** A comparison of a condition's tree. */
export interface Leaf {
  /** Its place among all comparisons of the strategy. */
  readonly index: number;
  readonly text: string;
  readonly left: Operand;
  readonly right: Operand;
  /** Its place among the crossings; -1 for a plain comparison. */
  readonly crossing: number;
  readonly test: Test;
}

/** A condition that can be tested, and its comparisons in the order in which they are written. */
export interface CompiledCondition {
  readonly text: string;
  readonly test: Test;
  readonly leaves: readonly Leaf[];
}

/** Where comparisons are numbered. */
export interface Leaves {
  readonly all: Leaf[];
  crossings: number;
}

const DEPTH_MAX = 50;

/** Compiles a condition's tree. @throws FaultlineError that names the place */
export function conditionOf(
  given: unknown,
  names: Names,
  leaves: Leaves,
  where: string,
  depth = 0,
): CompiledCondition {
  if (depth > DEPTH_MAX) throw new FaultlineError(where, given, `at most ${DEPTH_MAX} levels of conditions`);
  const tree = given as { all?: unknown; any?: unknown; not?: unknown } | null;
  for (const word of ['all', 'any'] as const) {
    if (tree?.[word] === undefined) continue;
    const list = fieldsOf(given, [word], where)[word];
    if (!Array.isArray(list) || list.length === 0) {
      throw new FaultlineError(`${where}.${word}`, list, 'a list of at least one condition');
    }
    const parts = list.map((each, i) =>
      conditionOf(each, names, leaves, `${where}.${word}[${i}]`, depth + 1),
    );
    const tests = parts.map(({ test }) => test);
    const texts = parts.map(({ text, leaves }) => (leaves.length > 1 ? `(${text})` : text));
    return {
      text: texts.join(word === 'all' ? ' and ' : ' or '),
      test: word === 'all' ? all(tests) : any(tests),
      leaves: parts.flatMap((part) => part.leaves),
    };
  }
  if (tree?.not !== undefined) {
    const part = conditionOf(fieldsOf(given, ['not'], where).not, names, leaves, `${where}.not`, depth + 1);
    return { text: `not (${part.text})`, test: (state) => !part.test(state), leaves: part.leaves };
  }
  const leaf = leafOf(given, names, leaves, where);
  return { text: leaf.text, test: leaf.test, leaves: [leaf] };
}

function all(tests: readonly Test[]): Test {
  if (tests.length === 2) return (state) => tests[0](state) && tests[1](state);
  return (state) => {
    for (const test of tests) if (!test(state)) return false;
    return true;
  };
}

function any(tests: readonly Test[]): Test {
  if (tests.length === 2) return (state) => tests[0](state) || tests[1](state);
  return (state) => {
    for (const test of tests) if (test(state)) return true;
    return false;
  };
}

function leafOf(given: unknown, names: Names, leaves: Leaves, where: string): Leaf {
  const { lhs, op: opGiven, rhs } = fieldsOf(given, ['lhs', 'op', 'rhs'], where);
  const op = wordOf(opGiven, [...COMPARISONS, ...CROSSINGS], `${where}.op`);
  const left = operandOf(lhs, names, `${where}.lhs`);
  const right = operandOf(rhs, names, `${where}.rhs`);
  if ((left.isTime ?? false) !== (right.isTime ?? false)) {
    throw new FaultlineError(where, given, 'a time of day on both sides, or on neither');
  }
  const isCrossing = op.startsWith('crosses');
  const crossing = isCrossing ? leaves.crossings++ : -1;
  const leaf: Leaf = {
    index: leaves.all.length,
    text: `${left.text} ${op.replaceAll('_', ' ')} ${right.text}`,
    left,
    right,
    crossing,
    test: isCrossing ? crossingTest(op, left, right, crossing) : comparisonTest(op, left, right),
  };
  leaves.all.push(leaf);
  return leaf;
}

/** The sign of left − right, exactly; NaN when one is missing. */
function signOf(left: Operand, right: Operand): (state: TradingState) => number {
  const a = left.value;
  const b = right.value;
  if (left.exact === null && right.exact === null) return (state) => a(state) - b(state);
  const x = exactly(left);
  const y = exactly(right);
  const m = magnitudeOf(left);
  const n = magnitudeOf(right);
  return (state) => {
    const difference = a(state) - b(state);
    if (Number.isNaN(difference)) return Number.NaN;
    // Further apart than rounding can bring them, the doubles tell; nearer, the decimals.
    if (Math.abs(difference) > ROUNDING * (m(state) + n(state))) return difference;
    return x(state).cmp(y(state));
  };
}

function comparisonTest(op: string, left: Operand, right: Operand): Test {
  const sign = signOf(left, right);
  switch (op) {
    case '>':
      return (state) => sign(state) > 0;
    case '>=':
      return (state) => sign(state) >= 0;
    case '<':
      return (state) => sign(state) < 0;
    case '<=':
      return (state) => sign(state) <= 0;
    case '==':
      return (state) => sign(state) === 0;
    default:
      return (state) => Math.abs(sign(state)) > 0;
  }
}

function crossingTest(op: string, left: Operand, right: Operand, crossing: number): Test {
  const sign = signOf(left, right);
  const before = (state: TradingState): number => state.before[2 * crossing] - state.before[2 * crossing + 1];
  if (op === 'crosses_above') return (state) => before(state) <= 0 && sign(state) > 0;
  if (op === 'crosses_below') return (state) => before(state) >= 0 && sign(state) < 0;
  return (state) => (before(state) <= 0 && sign(state) > 0) || (before(state) >= 0 && sign(state) < 0);
}

/** Keeps both sides of every crossing for the next tick. */
export function keepSides(state: TradingState, leaves: readonly Leaf[]): void {
  for (const { left, right, crossing } of leaves) {
    const a = left.value(state);
    const b = right.value(state);
    const isExact = left.exact === null && right.exact === null;
    // Where rounding may have brought the sides out of order, the doubles nearest to the decimals.
    const isNear =
      !isExact && Math.abs(a - b) <= ROUNDING * (magnitudeOf(left)(state) + magnitudeOf(right)(state));
    state.before[2 * crossing] = isNear ? nearest(left, state) : a;
    state.before[2 * crossing + 1] = isNear ? nearest(right, state) : b;
  }
}
