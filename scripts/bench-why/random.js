/** A small generator of chance for incidents (mulberry32): the same seed gives the same incidents. */
export class Random {
  constructor(/** @type {number} */ seed) {
    this.state = seed >>> 0;
  }

  /** A number from 0 to below 1. */
  unit() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let word = this.state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A number from `low` to below `high`. */
  between(/** @type {number} */ low, /** @type {number} */ high) {
    return low + (high - low) * this.unit();
  }

  /** A whole number from `low` to `high`, both included. */
  whole(/** @type {number} */ low, /** @type {number} */ high) {
    return low + Math.floor((high - low + 1) * this.unit());
  }

  /**
   * One of a list.
   *
   * @template T
   * @param {readonly T[]} list
   * @returns {T}
   */
  pick(list) {
    return list[this.whole(0, list.length - 1)];
  }

  /**
   * The list in another order.
   *
   * @template T
   * @param {readonly T[]} list
   * @returns {T[]}
   */
  shuffled(list) {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.whole(0, i);
      [out[i], out[j]] = [out[j], out[i]];
    }
    return out;
  }
}
