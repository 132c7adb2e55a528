import { expect, test } from 'vitest';
import { CellOutputs } from '../../../lib/notebook/runner/cell-outputs.ts';
import type { CodeCell, Output } from '../../../lib/notebook/runner/notebook.ts';
import { notebookOf, published } from './support.ts';

type Said = readonly [type: string, content: Record<string, unknown>];

const out = (text: string): Said => ['stream', { name: 'stdout', text }];
const err = (text: string): Said => ['stream', { name: 'stderr', text }];
const shows = (text: string, display_id?: string): Said => [
  'display_data',
  { data: { 'text/plain': text }, metadata: {}, transient: display_id === undefined ? {} : { display_id } },
];
const updates = (text: string, display_id: string): Said => [
  'update_display_data',
  { data: { 'text/plain': text }, metadata: { new: true }, transient: { display_id } },
];

/** What cells that say this are left with, in short. */
function outputsOf(...cells: readonly (readonly Said[])[]): (readonly string[])[] {
  const outputs = new CellOutputs();
  const made = notebookOf(...cells.map(() => 'x')).cells as CodeCell[];
  made.forEach((cell, i) => {
    outputs.begin(cell);
    for (const [type, content] of cells[i]!) outputs.take(published(type, content));
    outputs.end();
  });
  return made.map((cell) => cell.outputs.map(short));
}

function short(output: Output): string {
  if (output.output_type === 'stream') return `${output.name}:${output.text}`;
  if (output.output_type === 'error') return `error:${output.ename}:${output.evalue}`;
  return `${output.output_type === 'execute_result' ? 'result' : 'shown'}:${output.data['text/plain']}`;
}

test('a stream is one output until something else comes between', () => {
  expect(outputsOf([out('a'), out('b\n'), err('c'), out('d'), shows('e'), out('f'), out('g')])).toEqual([
    ['stdout:ab\n', 'stderr:c', 'stdout:d', 'shown:e', 'stdout:fg'],
  ]);
});

test('what a progress bar wrote over is gone, also across messages', () => {
  expect(outputsOf([out('10 %\r'), out('20 %'), out('\r100 %\n'), out('done\n')])).toEqual([
    ['stdout:100 %\ndone\n'],
  ]);
});

test('an update reaches every output of its id, in earlier cells too, and no other', () => {
  expect(
    outputsOf(
      [shows('one', 'a'), shows('two', 'b')],
      [shows('three', 'a'), out('x'), updates('new', 'a'), updates('nobody', 'c')],
    ),
  ).toEqual([
    ['shown:new', 'shown:two'],
    ['shown:new', 'stdout:x'],
  ]);
});

test('clearing now, and when the next output comes', () => {
  expect(outputsOf([out('a'), ['clear_output', { wait: false }], out('b')])).toEqual([['stdout:b']]);
  expect(outputsOf([out('a'), ['clear_output', { wait: true }]])).toEqual([['stdout:a']]);
  expect(outputsOf([out('a'), ['clear_output', { wait: true }], out('b'), out('c')])).toEqual([
    ['stdout:bc'],
  ]);
  expect(outputsOf([shows('a'), ['clear_output', { wait: true }], shows('b'), shows('c')])).toEqual([
    ['shown:b', 'shown:c'],
  ]);
  // A wish of one cell is not carried into the next.
  expect(outputsOf([['clear_output', { wait: true }]], [out('a'), shows('b')])).toEqual([
    [],
    ['stdout:a', 'shown:b'],
  ]);
});

test('results, errors and counts are kept as nbformat has them; transient fields are not', () => {
  const [cell] = notebookOf('x').cells as CodeCell[];
  const outputs = new CellOutputs();
  outputs.begin(cell!);
  outputs.take(published('execute_input', { code: 'x', execution_count: 7 }));
  const transient = { display_id: 'd' };
  outputs.take(
    published('execute_result', { data: { a: 1 }, metadata: { b: 2 }, execution_count: 7, transient }),
  );
  outputs.take(published('error', { ename: 'E', evalue: 'v', traceback: ['one', 'two'], more: 1 }));
  outputs.take(published('status', { execution_state: 'idle' }));
  outputs.end();
  outputs.take(published('stream', { name: 'stdout', text: 'after the end' }));
  expect(cell).toMatchObject({ execution_count: 7 });
  expect(cell!.outputs).toEqual([
    { output_type: 'execute_result', data: { a: 1 }, metadata: { b: 2 }, execution_count: 7 },
    { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['one', 'two'] },
  ]);
});
