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

/** Of a line of the page, but for tables. */
const COLUMNS = 118;

/** Paragraphs and lists with their lines filled; tables, code and pictures as they are. @param {string} text */
export function filled(text) {
  const blocks = text.trim().split(/\n\n+/);
  return blocks.map((block) => (/^(\||```|!|#)/.test(block) ? block : filledBlock(block))).join('\n\n');
}

/** @param {string} block */
function filledBlock(block) {
  const items = block.startsWith('- ') ? block.split(/\n(?=- )/) : [block];
  return items.map((item) => filledLines(item, block.startsWith('- ') ? '  ' : '')).join('\n');
}

/** What would make something else of a line that begins with it stays on the line before. @param {string} item */
function filledLines(item, indent = '') {
  const words = item
    .replace(/\s+/g, ' ')
    .replace(/ (?=([-+*#>=]+|\d+[.)]) )/g, '\u0000')
    .split(' ');
  let lines = '';
  let width = 0;
  for (const word of words) {
    if (width > 0 && width + 1 + word.length > COLUMNS) {
      lines += `\n${indent}`;
      width = indent.length;
    } else if (width > 0) {
      lines += ' ';
      width++;
    }
    lines += word;
    width += word.length;
  }
  return lines.replaceAll('\u0000', ' ');
}

/** A markdown table; columns of numbers are set to the right. @param {string[]} heads @param {string[][]} rows */
export function table(heads, rows) {
  const rules = heads.map((_, i) =>
    rows.every((row) => /^(−?\d[^a-z]*|–)$/.test(row[i].replaceAll('e-', ''))) ? '--:' : '---',
  );
  return [heads, rules, ...rows].map(tableRow).join('\n');
}

/** @param {string[]} cells */
export function tableRow(cells) {
  return `| ${cells.join(' | ')} |`;
}

/** Data as a reader would write it. @param {unknown} value */
export function literal(value) {
  return JSON.stringify(value)
    .replace(/"(\w+)":/g, '$1: ')
    .replaceAll('"', "'")
    .replaceAll(',', ', ')
    .replace(/\{/g, '{ ')
    .replace(/\}/g, ' }');
}

/** A call as a reader would write it, one field a line where it is long. @param {{ name: string }} called @param {object} input */
export function shown({ name }, input) {
  return `${name}(${broken(input, name.length + 2)})`;
}

/**
 * A literal, over several lines where it is longer than what is left of one.
 *
 * @param {unknown} value @param {number} taken @returns {string}
 */
function broken(value, taken, indent = '') {
  const line = literal(value);
  if (typeof value !== 'object' || value === null || taken + line.length <= COLUMNS) return line;
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((each) => broken(each, inner.length + 1, inner))
    : Object.entries(value).map(
        ([key, each]) => `${key}: ${broken(each, inner.length + key.length + 3, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`;
}

/** A declaration as a reader would write it. @param {string} name @param {unknown} value */
export function declared(name, value) {
  const start = `const ${name} = `;
  return `${start}${broken(value, start.length + 1)};`;
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

/** How far numbers are from what a program printed of them; none where its digits are ours. @param {number[]} numbers @param {string[]} printed */
export function fromPrinted(numbers, printed) {
  const differences = numbers.map((each, k) => {
    const decimals = printed[k].split('.')[1]?.length ?? 0;
    return each.toFixed(decimals) === Number(printed[k]).toFixed(decimals) ? 0 : each - Number(printed[k]);
  });
  const furthest = largest(differences);
  return furthest === 0 ? 'none' : size(furthest);
}

/** The number nearest to a fraction such as '165/112'. @param {string} fraction */
export function quotient(fraction) {
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
