import { expect, test } from 'vitest';
import { overwritten } from '../../../lib/notebook/runner/overwritten.ts';

test.each([
  ['plain\ntext\n', 'plain\ntext\n'],
  ['windows\r\nlines\r\n', 'windows\nlines\n'],
  ['10 %\r20 %\r30 %', '30 %'],
  // A shorter line leaves the rest of the longer one.
  ['abcdef\rXY', 'XYcdef'],
  ['abcdef\r\u001b[KXY', 'XY'],
  ['abcdef\r\u001b[2KXY\n', 'XY\n'],
  // The next message may still write over this line.
  ['wait\r', 'wait\r'],
  ['one\rtwo\nthree\rfour', 'two\nfoure'],
  ['abc\b\bX', 'aX'],
  ['\b\bX', 'X'],
  ['\r\rX', 'X'],
])('%j is left as %j', (text, left) => {
  expect(overwritten(text)).toBe(left);
});
