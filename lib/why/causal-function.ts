import { FaultlineError } from '../core/faultline-error.ts';
import type { Bounds } from './equation.ts';

/** Values by name, for a function to read. */
export interface NamedValues {
  /** The numbers of the variables. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly context: ReadonlyMap<string, number>;
}

/** How many rows of reads are remembered, so that a long search does not fill the memory. */
const ROWS_MAX = 2 ** 16;

/** What a function did: gave a result, or read a variable and went on by its value. */
type Step = { readonly result: unknown } | { readonly variable: number; readonly next: Map<number, Step> };

/**
 * A function of values by name, which remembers what it gave for what it read. It is called once for each
 * row of values read, in the order of its reads, whatever the others are; after 65,536 rows, anew for new
 * ones.
 */
export class CausalFunction {
  /** The variables that it has read so far. */
  readonly reads = new Set<number>();
  readonly #where: string;
  readonly #apply: (values: Readonly<Record<string, number>>) => unknown;
  readonly #view: Readonly<Record<string, number>>;
  #first: Step | undefined;
  #rowCount = 0;
  #seen = new Map<number, number>();
  #read: (variable: number) => number = () => Number.NaN;

  constructor(
    where: string,
    apply: (values: Readonly<Record<string, number>>) => unknown,
    names: NamedValues,
  ) {
    this.#where = where;
    this.#apply = apply;
    this.#view = new Proxy({}, this.#traps(names));
  }

  /** The result where `read` gives the value of a variable. It may be anything: the caller checks it. */
  value(read: (variable: number) => number): unknown {
    let step = this.#first;
    while (step !== undefined) {
      if ('result' in step) return step.result;
      step = step.next.get(read(step.variable));
    }
    this.#seen = new Map();
    this.#read = read;
    const result = this.#apply(this.#view);
    this.#remember(result);
    return result;
  }

  bound(_low: Float64Array, _high: Float64Array, out: Bounds): void {
    out.low = Number.NaN;
    out.high = Number.NaN;
  }

  #remember(result: unknown): void {
    if (this.#rowCount === ROWS_MAX) return;
    this.#rowCount++;
    let step: Step = { result };
    for (const [variable, value] of [...this.#seen].reverse()) {
      step = { variable, next: new Map([[value, step]]) };
    }
    this.#first = merged(this.#where, this.#first, step);
  }

  #traps({ numbers, context }: NamedValues): ProxyHandler<Record<string, number>> {
    const isKnown = (name: string | symbol) =>
      typeof name === 'string' && (numbers.has(name) || context.has(name));
    const get = (name: string | symbol) => {
      if (typeof name === 'symbol') return undefined;
      const variable = numbers.get(name);
      if (variable !== undefined) return this.#take(variable);
      if (context.has(name)) return context.get(name);
      throw new FaultlineError(this.#where, name, 'a name of a variable or of the context');
    };
    return {
      get: (_, name) => get(name),
      has: (_, name) => isKnown(name),
      ownKeys: () => [...numbers.keys(), ...context.keys()],
      getOwnPropertyDescriptor: (_, name) =>
        isKnown(name) ? { get: () => get(name), enumerable: true, configurable: true } : undefined,
      set: () => false,
      defineProperty: () => false,
      deleteProperty: () => false,
    };
  }

  #take(variable: number): number {
    const before = this.#seen.get(variable);
    if (before !== undefined) return before;
    const value = this.#read(variable);
    this.reads.add(variable);
    this.#seen.set(variable, value);
    return value;
  }
}

/** Brings a new row of reads, which is a tree of one branch, into the tree of those before. */
function merged(where: string, tree: Step | undefined, branch: Step): Step {
  if (tree === undefined) return branch;
  if ('result' in tree || 'result' in branch || tree.variable !== branch.variable) {
    throw new FaultlineError(where, 'other reads for the same values', 'a function of what it reads alone');
  }
  for (const [value, step] of branch.next) {
    tree.next.set(value, merged(where, tree.next.get(value), step));
  }
  return tree;
}
