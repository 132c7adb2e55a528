import { FaultlineError } from '../core/faultline-error.ts';

const operators = {
  and: { least: 1, most: Number.POSITIVE_INFINITY, join: all },
  or: { least: 1, most: Number.POSITIVE_INFINITY, join: any },
  not: { least: 1, most: 1, join: not },
  eq: { least: 2, most: 2, join: comparison((a, b) => a === b, areEqual) },
  ne: { least: 2, most: 2, join: comparison((a, b) => a !== b, opposite(areEqual)) },
  ge: { least: 2, most: 2, join: comparison((a, b) => a >= b, isAtLeast) },
  lt: { least: 2, most: 2, join: comparison((a, b) => a < b, opposite(isAtLeast)) },
  gt: { least: 2, most: 2, join: comparison((a, b) => a > b, isAbove) },
  le: { least: 2, most: 2, join: comparison((a, b) => a <= b, opposite(isAbove)) },
  sum: { least: 1, most: Number.POSITIVE_INFINITY, join: fold((a, b) => a + b, addBounds) },
  sub: { least: 2, most: 2, join: fold((a, b) => a - b, subtractBounds) },
  mul: { least: 1, most: Number.POSITIVE_INFINITY, join: fold((a, b) => a * b, multiplyBounds) },
  min: { least: 1, most: Number.POSITIVE_INFINITY, join: fold(Math.min, minBounds) },
  max: { least: 1, most: Number.POSITIVE_INFINITY, join: fold(Math.max, maxBounds) },
  if: { least: 3, most: 3, join: choose },
} as const;

/** What an expression may start with. */
export type Operator = keyof typeof operators;

/**
 * A formula as data. A string is the value of the variable of that name, a number itself. `and`, `or`, `sum`,
 * `mul`, `min`, `max` take one expression or more; `eq`, `ne`, `ge`, `le`, `gt`, `lt`, `sub` two; `not` one;
 * `if` three: condition, then, else. Truth is any number but 0. `and`, `or`, `not` and comparisons give 1 or
 * 0.
 */
export type Expression = string | number | readonly [Operator, ...Expression[]];

/**
 * What gives a variable its value: an expression, or a function of all values by name, those of the context
 * included. A function must depend on what it reads of them alone.
 */
export type Equation = Expression | ((values: Readonly<Record<string, number>>) => number);

/** The least and the most that something may be. NaN where that is not known. */
export interface Bounds {
  low: number;
  high: number;
}

/** A compiled expression over values by the number of their variable. */
export interface Term {
  value(values: Float64Array): number;
  /** Into `out`: bounds that hold for all values within `low` and `high`. */
  bound(low: Float64Array, high: Float64Array, out: Bounds): void;
}

/**
 * Compiles an expression. `resolve` gives what a name stands for; it throws for a name that it does not know.
 *
 * @throws FaultlineError for what is no expression; `where` opens it.
 */
export function compileExpression(where: string, expression: unknown, resolve: (name: string) => Term): Term {
  if (typeof expression === 'string') return resolve(expression);
  if (typeof expression === 'number' && Number.isFinite(expression)) return constantTerm(expression);
  if (!Array.isArray(expression)) {
    throw new FaultlineError(where, expression, 'a name, a finite number or [operator, expression, …]');
  }
  const [name, ...operands] = expression;
  if (typeof name !== 'string' || !Object.hasOwn(operators, name)) {
    throw new FaultlineError(where, name, `an operator: ${Object.keys(operators).join(', ')}`);
  }
  const { least, most, join } = operators[name as Operator];
  if (operands.length < least || operands.length > most) {
    const wanted = least === most ? `${least}` : `at least ${least}`;
    throw new FaultlineError(where, expression, `'${name}' takes ${wanted}, not ${operands.length}`);
  }
  return join(operands.map((operand) => compileExpression(where, operand, resolve)));
}

/** What is always the same. */
export function constantTerm(constant: number): Term {
  return {
    value: () => constant,
    bound: (_low, _high, out) => {
      out.low = constant;
      out.high = constant;
    },
  };
}

/** The value of the variable of that number. */
export function variableTerm(variable: number): Term {
  return {
    value: (values) => values[variable],
    bound: (low, high, out) => {
      out.low = low[variable];
      out.high = high[variable];
    },
  };
}

/** Whether what lies within the bounds is surely true, surely false, or (undefined) may be either. */
export function truthWithin({ low, high }: Bounds): boolean | undefined {
  if (low > 0 || high < 0) return true;
  return low === 0 && high === 0 ? false : undefined;
}

function setTruth(out: Bounds, truth: boolean | undefined): void {
  out.low = truth === true ? 1 : 0;
  out.high = truth === false ? 0 : 1;
}

/** Puts terms together two at a time, from the left. `join` brings the second bounds into the first. */
function fold(combine: (a: number, b: number) => number, join: (out: Bounds, next: Bounds) => void) {
  return ([first, ...rest]: readonly Term[]): Term => {
    const next = { low: 0, high: 0 };
    return {
      value: (values) => {
        let result = first.value(values);
        for (const term of rest) result = combine(result, term.value(values));
        return result;
      },
      bound: (low, high, out) => {
        first.bound(low, high, out);
        for (const term of rest) {
          term.bound(low, high, next);
          join(out, next);
        }
      },
    };
  };
}

function comparison(
  holds: (a: number, b: number) => boolean,
  holdsWithin: (a: Bounds, b: Bounds) => boolean | undefined,
) {
  return fold(
    (a, b) => (holds(a, b) ? 1 : 0),
    (out, next) => setTruth(out, holdsWithin(out, next)),
  );
}

function areEqual(a: Bounds, b: Bounds): boolean | undefined {
  if (a.high < b.low || b.high < a.low) return false;
  return a.low === a.high && b.low === b.high && a.low === b.low ? true : undefined;
}

function isAtLeast(a: Bounds, b: Bounds): boolean | undefined {
  if (a.low >= b.high) return true;
  return a.high < b.low ? false : undefined;
}

function isAbove(a: Bounds, b: Bounds): boolean | undefined {
  if (a.low > b.high) return true;
  return a.high <= b.low ? false : undefined;
}

function opposite(holdsWithin: (a: Bounds, b: Bounds) => boolean | undefined) {
  return (a: Bounds, b: Bounds): boolean | undefined => {
    const holds = holdsWithin(a, b);
    return holds === undefined ? undefined : !holds;
  };
}

function addBounds(out: Bounds, next: Bounds): void {
  out.low += next.low;
  out.high += next.high;
}

function subtractBounds(out: Bounds, next: Bounds): void {
  out.low -= next.high;
  out.high -= next.low;
}

function multiplyBounds(out: Bounds, next: Bounds): void {
  const a = out.low * next.low;
  const b = out.low * next.high;
  const c = out.high * next.low;
  const d = out.high * next.high;
  out.low = Math.min(a, b, c, d);
  out.high = Math.max(a, b, c, d);
}

function minBounds(out: Bounds, next: Bounds): void {
  out.low = Math.min(out.low, next.low);
  out.high = Math.min(out.high, next.high);
}

function maxBounds(out: Bounds, next: Bounds): void {
  out.low = Math.max(out.low, next.low);
  out.high = Math.max(out.high, next.high);
}

function all(terms: readonly Term[]): Term {
  return {
    value: (values) => {
      for (const term of terms) if (term.value(values) === 0) return 0;
      return 1;
    },
    bound: (low, high, out) => {
      let truth: boolean | undefined = true;
      for (const term of terms) {
        term.bound(low, high, out);
        const each = truthWithin(out);
        if (each === false) truth = false;
        else if (each === undefined && truth === true) truth = undefined;
      }
      setTruth(out, truth);
    },
  };
}

/** By De Morgan. */
function any(terms: readonly Term[]): Term {
  return not([all(terms.map((term) => not([term])))]);
}

function not([term]: readonly Term[]): Term {
  return {
    value: (values) => (term.value(values) === 0 ? 1 : 0),
    bound: (low, high, out) => {
      term.bound(low, high, out);
      const truth = truthWithin(out);
      setTruth(out, truth === undefined ? undefined : !truth);
    },
  };
}

function choose([condition, yes, no]: readonly Term[]): Term {
  const other = { low: 0, high: 0 };
  return {
    value: (values) => (condition.value(values) === 0 ? no : yes).value(values),
    bound: (low, high, out) => {
      condition.bound(low, high, out);
      const truth = truthWithin(out);
      (truth === false ? no : yes).bound(low, high, out);
      if (truth !== undefined) return;
      no.bound(low, high, other);
      out.low = Math.min(out.low, other.low);
      out.high = Math.max(out.high, other.high);
    },
  };
}
