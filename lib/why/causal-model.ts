import { FaultlineError } from '../core/faultline-error.ts';
import { CausalFunction } from './causal-function.ts';
import {
  type Bounds,
  compileExpression,
  constantTerm,
  type Equation,
  type Term,
  variableTerm,
} from './equation.ts';

/** A causal model as it is given: see `actualCauses`. */
export interface GivenModel {
  /** The values that each endogenous variable may have. */
  readonly variables: Readonly<Record<string, readonly number[]>>;
  /** What gives each endogenous variable its value. */
  readonly equations: Readonly<Record<string, Equation>>;
  /** The values of the exogenous variables. */
  readonly context: Readonly<Record<string, number>>;
  readonly effect: Equation;
}

/** An equation that is ready to work. */
interface Mechanism {
  /** The numbers of the variables that it reads; of a function, those that it has read so far. */
  readonly reads: Set<number>;
  value(values: Float64Array, read: (variable: number) => number): unknown;
  bound(low: Float64Array, high: Float64Array, out: Bounds): void;
}

/**
 * A checked causal model. Variables have numbers, in the order given; the effect has the number after the
 * last. Its actual world is worked out from what the equations read.
 */
export class CausalModel {
  readonly names: readonly string[];
  readonly ranges: readonly (readonly number[])[];
  /** The values of the actual world. */
  readonly actual: Float64Array;
  /** Whether the effect holds in the actual world. */
  readonly effectHolds: boolean;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #mechanisms: readonly Mechanism[];

  constructor({ variables, equations, context, effect }: GivenModel) {
    checkRecord('variables', variables);
    checkRecord('equations', equations);
    checkRecord('context', context);
    this.names = Object.keys(variables);
    this.ranges = this.names.map((name) => checkRange(`variables.${name}`, variables[name]));
    this.#numbers = new Map(this.names.map((name, number) => [name, number]));
    const outside = checkContext(context, this.#numbers);
    const compile = (where: string, equation: unknown) =>
      mechanism(where, equation, { numbers: this.#numbers, context: outside });
    const stray = Object.keys(equations).find((name) => !this.#numbers.has(name));
    if (stray !== undefined) {
      throw new FaultlineError(`equations.${stray}`, stray, 'no such variable: equations are of `variables`');
    }
    this.#mechanisms = [
      ...this.names.map((name) =>
        compile(`equations.${name}`, Object.hasOwn(equations, name) ? equations[name] : undefined),
      ),
      compile('effect', effect),
    ];
    this.actual = new Float64Array(this.names.length);
    this.effectHolds = this.#settleActual();
  }

  /** The number of the effect. */
  get effect(): number {
    return this.names.length;
  }

  /** The numbers of the variables named, those of the context left out. @throws FaultlineError for others. */
  numbersOf(where: string, names: readonly string[], context: Readonly<Record<string, number>>): number[] {
    return names.flatMap((name, i) => {
      const number = this.#numbers.get(name);
      if (number !== undefined) return [number];
      if (typeof name === 'string' && Object.hasOwn(context, name)) return [];
      throw new FaultlineError(`${where}[${i}]`, name, 'a name of a variable or of the context');
    });
  }

  readsOf(number: number): ReadonlySet<number> {
    return this.#mechanisms[number].reads;
  }

  /**
   * What the equation of that number gives; 1 or 0 for the effect. Expressions find what they read in
   * `values`, functions ask `read` for it.
   *
   * @throws FaultlineError for a value outside the variable's range.
   */
  value(number: number, values: Float64Array, read: (variable: number) => number): number {
    const value = this.#mechanisms[number].value(values, read);
    if (number === this.effect) return truth(value);
    const range = this.ranges[number];
    if (range.includes(value as number)) return value as number;
    const where = `equations.${this.names[number]}`;
    throw new FaultlineError(where, value, `a value of its range: ${range.join(', ')}`);
  }

  /** Bounds of what the equation of that number may give for values within `low` and `high`. */
  bound(number: number, low: Float64Array, high: Float64Array, out: Bounds): void {
    this.#mechanisms[number].bound(low, high, out);
  }

  /**
   * The variables that the effect depends on, each after those that it reads itself.
   *
   * @throws FaultlineError for a cycle.
   */
  order(): number[] {
    const order: number[] = [];
    const path: number[] = [];
    const done = new Set<number>();
    const visit = (number: number): void => {
      if (done.has(number)) return;
      this.#checkPath(path, number);
      path.push(number);
      for (const read of [...this.readsOf(number)].sort((a, b) => a - b)) visit(read);
      path.pop();
      done.add(number);
      if (number !== this.effect) order.push(number);
    };
    visit(this.effect);
    return order;
  }

  /** Works out the actual world on demand, since what a function reads is known only when it reads it. */
  #settleActual(): boolean {
    const path: number[] = [];
    const done = new Uint8Array(this.names.length);
    const settle = (number: number): number => {
      if (done[number] === 1) return this.actual[number];
      this.#checkPath(path, number);
      path.push(number);
      for (const read of [...this.readsOf(number)]) settle(read);
      const value = this.value(number, this.actual, settle);
      path.pop();
      if (number === this.effect) return value;
      done[number] = 1;
      this.actual[number] = value;
      return value;
    };
    // Every variable, not only those that the effect needs: a fault elsewhere is a fault too.
    this.names.forEach((_, number) => {
      settle(number);
    });
    return settle(this.effect) === 1;
  }

  #checkPath(path: readonly number[], next: number): void {
    const start = path.indexOf(next);
    if (start < 0) return;
    const cycle = [...path.slice(start), next].map((number) => this.names[number]).join(' reads ');
    throw new FaultlineError(`equations.${this.names[next]}`, cycle, 'no cycle: equations are acyclic');
  }
}

function mechanism(
  where: string,
  equation: unknown,
  names: { readonly numbers: ReadonlyMap<string, number>; readonly context: ReadonlyMap<string, number> },
): Mechanism {
  if (typeof equation === 'function') {
    const called = new CausalFunction(where, equation as (values: unknown) => unknown, names);
    return {
      reads: called.reads,
      value: (_values, read) => called.value(read),
      bound: (low, high, out) => called.bound(low, high, out),
    };
  }
  const reads = new Set<number>();
  const resolve = (name: string): Term => {
    const number = names.numbers.get(name);
    if (number !== undefined) {
      reads.add(number);
      return variableTerm(number);
    }
    const value = names.context.get(name);
    if (value !== undefined) return constantTerm(value);
    throw new FaultlineError(where, name, 'a name of a variable or of the context');
  };
  const term = compileExpression(where, equation, resolve);
  return {
    reads,
    value: (values) => term.value(values),
    bound: (low, high, out) => term.bound(low, high, out),
  };
}

function truth(value: unknown): number {
  if (typeof value === 'number' && !Number.isNaN(value)) return value === 0 ? 0 : 1;
  throw new FaultlineError('effect', value, 'a number: 0 where the effect fails, another where it holds');
}

function checkRecord(where: string, record: unknown): void {
  if (typeof record === 'object' && record !== null && !Array.isArray(record)) return;
  throw new FaultlineError(where, record, 'an object by names');
}

function checkRange(where: string, range: unknown): readonly number[] {
  const allowed = 'a list of finite numbers, at least one, none twice';
  if (!Array.isArray(range) || range.length === 0 || new Set(range).size !== range.length) {
    throw new FaultlineError(where, range, allowed);
  }
  for (const value of range) {
    if (!Number.isFinite(value)) throw new FaultlineError(where, value, allowed);
  }
  return [...range];
}

function checkContext(
  context: Readonly<Record<string, number>>,
  numbers: ReadonlyMap<string, number>,
): Map<string, number> {
  for (const [name, value] of Object.entries(context)) {
    const where = `context.${name}`;
    if (numbers.has(name)) throw new FaultlineError(where, name, 'a name that no variable has');
    if (!Number.isFinite(value)) throw new FaultlineError(where, value, 'a finite number');
  }
  return new Map(Object.entries(context));
}
