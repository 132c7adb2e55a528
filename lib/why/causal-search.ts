import { FaultlineError } from '../core/faultline-error.ts';
import type { CausalModel } from './causal-model.ts';
import { CausalSets } from './causal-sets.ts';
import { truthWithin } from './equation.ts';

/** Below this many undecided variables, bounds cost more than they save. */
const BOUND_MIN = 3;

/**
 * The search for minimal causes, over worlds. A world gives each variable a value: its actual one (frozen, or
 * as it comes), the one that its equation gives, or another, and then the variable belongs to the cause. So
 * every world in which the effect fails has one least cause, and the minimal causes are the least of these.
 * Variables are decided in the order of dependency, first for causes of one variable, then of two, and so on.
 */
export class CausalSearch {
  readonly #model: CausalModel;
  readonly #excluded: ReadonlySet<number>;
  readonly #evaluationsMax: number;
  #evaluations = 0;
  /** Whether a function has read a variable that was yet to be decided: the order is to be made again. */
  #isStale = false;

  // Of the search in hand. Undecided variables have their actual values.
  readonly #values: Float64Array;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #out = { low: 0, high: 0 };
  #order: readonly number[] = [];
  /** Each variable's place in the order, infinite for one that is not there. */
  readonly #place: Float64Array;
  /** The place that is being decided. */
  #at = 0;
  /** Who reads each variable. */
  #readers: number[][] = [];
  /** How many of the variables that an equation reads differ from their actual values. */
  readonly #touched: Int32Array;
  /** Whether a variable may belong to a cause that is not found yet. */
  readonly #isOpen: Uint8Array;
  /** How many open variables are at a place or after it. */
  #openFrom = new Int32Array(1);
  #found: number[][] = [];
  #sets = new CausalSets();
  /** Places of the cause in hand. */
  readonly #cause: number[] = [];
  /** Whether the cause in hand has just been found. */
  #isSolved = false;
  #isReached = false;

  readonly #read = (variable: number): number => {
    this.#count();
    if (this.#place[variable] >= this.#at) this.#isStale = true;
    return this.#values[variable];
  };

  constructor(model: CausalModel, excluded: ReadonlySet<number>, evaluationsMax: number) {
    this.#model = model;
    this.#excluded = excluded;
    this.#evaluationsMax = evaluationsMax;
    this.#values = model.actual.slice();
    this.#low = model.actual.slice();
    this.#high = model.actual.slice();
    this.#place = new Float64Array(model.names.length);
    this.#isOpen = new Uint8Array(model.names.length);
    this.#touched = new Int32Array(model.names.length + 1);
  }

  /** The minimal causes of the effect, which must hold in the actual world, as numbers of variables. */
  find(): number[][] {
    do {
      this.#begin();
      for (let size = 1; this.#level(size); size++);
    } while (this.#isStale);
    return this.#found;
  }

  #begin(): void {
    const model = this.#model;
    this.#isStale = false;
    this.#order = model.order();
    this.#place.fill(Number.POSITIVE_INFINITY);
    this.#isOpen.fill(0);
    this.#order.forEach((variable, place) => {
      this.#place[variable] = place;
      if (!this.#excluded.has(variable) && model.ranges[variable].length > 1) this.#isOpen[variable] = 1;
    });
    this.#readers = Array.from(model.names, () => []);
    for (const number of [...this.#order, model.effect]) {
      for (const variable of model.readsOf(number)) this.#readers[variable].push(number);
    }
    this.#openFrom = new Int32Array(this.#order.length + 1);
    this.#found = [];
    this.#sets = new CausalSets();
  }

  /** Finds the causes of that size. Returns whether there may be larger ones. */
  #level(size: number): boolean {
    for (let place = this.#order.length - 1; place >= 0; place--) {
      this.#openFrom[place] = this.#openFrom[place + 1] + this.#isOpen[this.#order[place]];
    }
    if (this.#openFrom[0] < size || !this.#mayFail(0, size)) return false;
    this.#isReached = false;
    this.#decide(0, size);
    if (size === 1) for (const [variable] of this.#found) this.#isOpen[variable] = 0;
    return this.#isReached && !this.#isStale;
  }

  /** Decides the variables from `place` on, of which `missing` are to join the cause. */
  #decide(place: number, missing: number): void {
    // Where nothing that an equation reads has changed, it gives the actual value.
    if (missing === 0) while (place < this.#order.length && this.#isUntouched(place)) place++;
    if (place === this.#order.length) {
      if (missing === 0) this.#judge();
      return;
    }
    const variable = this.#order[place];
    const actual = this.#model.actual[variable];
    const given = this.#isUntouched(place) ? actual : this.#evaluate(place, variable);
    if (this.#isStale) return;
    const isEnough = this.#openFrom[place + 1] >= missing;
    if (given !== actual && isEnough) {
      this.#set(variable, given, 1);
      this.#decide(place + 1, missing);
      this.#set(variable, actual, -1);
      if (this.#isStale || this.#isSolved) return;
    }
    const mayJoin = missing > 0 && this.#isOpen[variable] === 1;
    if (isEnough && ((given === actual && !mayJoin) || this.#mayFail(place + 1, missing))) {
      this.#decide(place + 1, missing);
      if (this.#isStale || this.#isSolved) return;
    }
    if (mayJoin) this.#join(place, given, missing);
  }

  /** Lets the variable at `place` join the cause, with each value that it would not have otherwise. */
  #join(place: number, given: number, missing: number): void {
    const variable = this.#order[place];
    const actual = this.#model.actual[variable];
    this.#cause.push(place);
    if (!this.#sets.isWithin(this.#cause)) {
      if (missing === 1) this.#isReached = true;
      for (const value of this.#model.ranges[variable]) {
        if (value === actual || value === given) continue;
        this.#set(variable, value, 1);
        if (this.#mayFail(place + 1, missing - 1)) this.#decide(place + 1, missing - 1);
        this.#set(variable, actual, -1);
        if (this.#isStale || this.#isSolved) break;
      }
    }
    this.#cause.pop();
    if (missing === 1) this.#isSolved = false;
  }

  /** All is decided: if the effect fails, the cause in hand is one. */
  #judge(): void {
    const { effect } = this.#model;
    if (this.#touched[effect] === 0 || this.#evaluate(this.#order.length, effect) === 1) return;
    if (this.#isStale) return;
    this.#sets.add(this.#cause);
    this.#found.push(this.#cause.map((place) => this.#order[place]));
    this.#isSolved = true;
  }

  #isUntouched(place: number): boolean {
    return this.#touched[this.#order[place]] === 0;
  }

  /** Gives a variable another value (`change` 1) or its actual one again (-1). */
  #set(variable: number, value: number, change: number): void {
    this.#values[variable] = value;
    for (const reader of this.#readers[variable]) this.#touched[reader] += change;
  }

  #evaluate(place: number, number: number): number {
    this.#count();
    this.#at = place;
    return this.#model.value(number, this.#values, this.#read);
  }

  /** Whether the effect may fail, by bounds, when variables from `place` on are decided; true if unsure. */
  #mayFail(place: number, missing: number): boolean {
    const { actual, ranges, effect } = this.#model;
    const order = this.#order;
    const low = this.#low;
    const high = this.#high;
    const out = this.#out;
    if (order.length - place < BOUND_MIN && missing > 0) return true;
    low.set(this.#values);
    high.set(this.#values);
    for (let i = place; i < order.length; i++) {
      const variable = order[i];
      const range = ranges[variable];
      const isFree = missing > 0 && this.#isOpen[variable] === 1;
      if (!isFree && !this.#isMoved(variable)) continue;
      this.#count();
      if (isFree) {
        out.low = Number.NaN;
        out.high = Number.NaN;
      } else this.#model.bound(variable, low, high, out);
      // Comparisons with NaN are false: the range holds where the bounds are unknown.
      let least = Number.POSITIVE_INFINITY;
      let most = Number.NEGATIVE_INFINITY;
      for (const value of range) {
        if (value !== actual[variable] && (value < out.low || value > out.high)) continue;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      low[variable] = least;
      high[variable] = most;
    }
    if (!this.#isMoved(effect)) return false;
    this.#model.bound(effect, low, high, out);
    return truthWithin(out) !== true;
  }

  /** Whether anything that the equation of that number reads may differ from its actual value. */
  #isMoved(number: number): boolean {
    const { actual } = this.#model;
    for (const variable of this.#model.readsOf(number)) {
      if (this.#low[variable] !== actual[variable] || this.#high[variable] !== actual[variable]) return true;
    }
    return false;
  }

  #count(): void {
    this.#evaluations++;
    if (this.#evaluations <= this.#evaluationsMax) return;
    const { length } = this.#order;
    const found = this.#found.length;
    const needed = `more: the effect depends on ${length} variables, and ${found} causes are found`;
    throw new FaultlineError('evaluationsMax', this.#evaluationsMax, needed);
  }
}
