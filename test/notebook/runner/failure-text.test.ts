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
