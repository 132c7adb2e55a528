import { expect, test } from 'vitest';
import { failureText } from '../../../lib/notebook/runner/failure-text.ts';
import type { CodeCell, Output } from '../../../lib/notebook/runner/notebook.ts';
import { notebookOf } from './support.ts';

function textOf(source: string, ...outputs: Output[]): ReturnType<typeof failureText> {
  const [cell] = notebookOf(source).cells as CodeCell[];
  return failureText({ ...cell!, outputs });
}

const error = (traceback: string[], evalue = 'no'): Output => ({
  output_type: 'error',
  ename: 'TypeError',
  evalue,
  traceback,
});

test('a trace that shows the code is told as it is, without colours', () => {
  const trace = [
    '\u001b[1mTypeError\u001b[22m: no',
    '    at cell [1]:1:2',
    '',
    '\u001b[31m> 1 | \u001b[39mf()',
  ];
  expect(textOf('f()', error(trace))).toEqual({
    line: 'TypeError: no',
    details: 'TypeError: no\n    at cell [1]:1:2\n\n> 1 | f()',
  });
});

test('to one that does not, the code with its line numbers is added', () => {
  const source = Array.from({ length: 10 }, (_, i) => `line(${i + 1});`).join('\n');
  const { details } = textOf(source, error(['TypeError: no', '    at <anonymous>:1:2']));
  expect(details.split('\n').slice(0, 2)).toEqual([' 1 │ line(1);', ' 2 │ line(2);']);
  expect(details).toMatch(/^10 │ line\(10\);\n\nTypeError: no\n {4}at <anonymous>:1:2$/m);
});

test('what only says the same again is left out, and of long cells the rest', () => {
  expect(textOf('f()', error(['TypeError: no'])).details).toBe('1 │ f()');
  expect(textOf('x\n'.repeat(50), error([])).details).toMatch(/40 │ x\n… 11 more lines$/);
  expect(textOf('f()', error([], 'first\nsecond')).line).toBe('TypeError: first');
});

test('kernels that only print the error are read', () => {
  const printed: Output = {
    output_type: 'stream',
    name: 'stderr',
    text: 'evalmachine:1\nthrow x\n\nRangeError: far\n at y',
  };
  expect(textOf('throw x', printed)).toEqual({
    line: 'RangeError: far',
    details: '1 │ throw x\n\nevalmachine:1\nthrow x\n\nRangeError: far\n at y',
  });
  expect(textOf('f()')).toEqual({ line: 'failed and said nothing', details: '1 │ f()' });
});

test('long lines are cut to the page, around the place where there is one', () => {
  const source = `short;\n${'a + '.repeat(40)}nowhere + ${'b + '.repeat(40)}c`;
  const { details } = textOf(source, error(["2:161 - Cannot find name 'nowhere'."]));
  const [first, cut, mark] = details.split('\n') as [string, string, string];
  expect(first).toBe('1 │ short;');
  expect(cut).toHaveLength(78);
  expect(cut).toMatch(/^2 │ ….*… *$/);
  expect(cut.slice(mark.indexOf('^'))).toMatch(/^nowhere \+/);
  expect(textOf(source).details.split('\n')[1]).toMatch(/^2 │ a \+ a .{67}…$/);
});

test('so is a line that has a mark below it', () => {
  const line = `${'a + '.repeat(40)}f()`;
  const trace = ['evalmachine:1', line, `${' '.repeat(160)}^`, '', 'TypeError: no'];
  const [, cut, mark] = textOf('f()', error(trace)).details.split('\n\n')[1]!.split('\n') as string[];
  expect(cut).toHaveLength(78);
  expect(cut!.slice(mark!.indexOf('^'))).toBe('f()');
});
