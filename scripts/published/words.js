/** @file How the page "Published results" writes tables, calls and deviations. */

import { fixed } from '../../dist/figures/fixed.js';

/**
 * One result: its section of the page, its line of the summary, and the figures beside the page.
 *
 * @typedef {object} Section
 * @property {string} title
 * @property {string} text
 * @property {[checked: string, furthest: string]} summary How it was checked, and the largest deviation.
 * @property {Record<string, string>} [figures] SVG by file name.
 */

/** A markdown table; columns of numbers are set to the right. @param {string[]} heads @param {string[][]} rows */
export function table(heads, rows) {
  const rules = heads.map((_, i) =>
    rows.every((row) => /^(−?\d[^a-z]*|–)$/.test(row[i].replaceAll('e-', ''))) ? '--:' : '---',
  );
  return [heads, rules, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A call as a reader would write it. @param {{ name: string }} called @param {object} input */
export function shown({ name }, input) {
  const literal = JSON.stringify(input)
    .replace(/"(\w+)":/g, '$1: ')
    .replaceAll('"', "'")
    .replaceAll(',', ', ')
    .replace(/\{/g, '{ ')
    .replace(/\}/g, ' }');
  return `${name}(${literal})`;
}

/** Calls as a block of code. @param {string[]} calls */
export function code(...calls) {
  return ['```js', ...calls, '```'].join('\n');
}

/** The size of a deviation: 0, or one power of ten with a digit before it. @param {number} difference */
export function size(difference) {
  return difference === 0 ? '0' : Math.abs(difference).toExponential(0);
}

/** An estimate and its standard error. @param {number} value @param {number} error @param {number} decimals */
export function withError(value, error, decimals) {
  return `${fixed(value, decimals)} ± ${fixed(error, decimals)}`;
}

/** A deviation in standard errors. @param {number} difference @param {number} error */
export function inErrors(difference, error) {
  return error > 0 ? fixed(difference / error, 1) : difference === 0 ? '0.0' : '–';
}

/** The number nearest to a fraction such as '165/112'. @param {string} fraction */
export function valueOf(fraction) {
  const [top, bottom = 1] = fraction.split('/').map(Number);
  return top / bottom;
}

/** The largest of some sizes; 0 of none. @param {Iterable<number>} numbers */
export function largest(numbers) {
  return Math.max(0, ...Array.from(numbers, Math.abs));
}

/** Bank numbers as a list: {0, 2}. @param {readonly number[]} banks */
export function set(banks) {
  return `{${banks.join(', ')}}`;
}

export { fixed };
