import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkNotebook, readNotebook, writeNotebook } from '../../../lib/notebook/runner/notebook-file.ts';
import { notebookText } from '../../../lib/notebook/runner/notebook-text.ts';
import { temporaryFolder } from './support.ts';

const here = new URL('.', import.meta.url).pathname;
const base = { nbformat: 4, nbformat_minor: 5, metadata: {} };
const code = { cell_type: 'code', metadata: {}, source: '', outputs: [], execution_count: null };

/** Both made by nbformat 5.5.0: `from_dict` of the one, `write` gave the other. */
test('a notebook is written as nbformat writes it, byte for byte', () => {
  const written = readFileSync(join(here, 'nbformat-written.ipynb'), 'utf8');
  expect(notebookText(readNotebook(join(here, 'nbformat-given.ipynb')))).toBe(written);
  expect(notebookText(readNotebook(join(here, 'nbformat-written.ipynb')))).toBe(written);
});

test('older minor formats get ids, which are valid, unique, and the same each time', () => {
  const cells = [
    { ...code, source: 'a' },
    { ...code, source: 'a' },
    { ...code, id: 'with space' },
    { ...code, id: 'x'.repeat(65) },
    { ...code, id: 'good-ID_1' },
    { ...code, id: 'good-ID_1' },
  ];
  const first = checkNotebook({ ...base, nbformat_minor: 2, cells }, 'n');
  const ids = first.cells.map(({ id }) => id);
  expect(first.nbformat_minor).toBe(5);
  expect(ids.filter((id) => /^[a-zA-Z0-9-_]{1,64}$/.test(id))).toHaveLength(6);
  expect(new Set(ids).size).toBe(6);
  expect(ids[4]).toBe('good-ID_1');
  expect(checkNotebook({ ...base, nbformat_minor: 2, cells }, 'n').cells.map(({ id }) => id)).toEqual(ids);
});

test('a newer minor format stays, and fields that we do not know', () => {
  const given = { ...base, nbformat_minor: 7, more: [1], cells: [{ ...code, id: 'a', extra: { b: 1 } }] };
  const notebook = checkNotebook(given, 'n');
  expect(notebook).toMatchObject({ nbformat_minor: 7, more: [1], cells: [{ extra: { b: 1 } }] });
});

test.each([
  [{ nbformat: 3, worksheets: [] }, /^n, nbformat: given 3; format 4 is needed; open and save it/],
  [{ nbformat: 5 }, /^n, nbformat: given 5; format 4 is needed$/],
  [{ banks: [] }, /^n: given \["banks"\]; a notebook, which has nbformat and cells$/],
  [{ ...base }, /^n, cells: given nothing; a list of cells$/],
  [{ ...base, nbformat_minor: -1, cells: [] }, /^n, nbformat_minor: given -1; an integer/],
  [{ ...base, metadata: [], cells: [] }, /^n, metadata: given \[\]; an object/],
  [{ ...base, cells: [code, 'x'] }, /^n, cells\[1\]: given "x"; an object of fields$/],
  [{ ...base, cells: [{ ...code, cell_type: 'heading' }] }, /^n, cells\[0\]\.cell_type: given "heading"/],
  [{ ...base, cells: [{ ...code, source: [1] }] }, /^n, cells\[0\]\.source: given \[1\]; a text, or a list/],
  [{ ...base, cells: [{ ...code, metadata: null }] }, /^n, cells\[0\]\.metadata: given null/],
  [{ ...base, cells: [{ ...code, outputs: {} }] }, /^n, cells\[0\]\.outputs: given \{\}; a list of outputs$/],
  [{ ...base, cells: [{ ...code, execution_count: '1' }] }, /^n, cells\[0\]\.execution_count: given "1"/],
  [
    { ...base, cells: [{ ...code, outputs: [{ output_type: 'pyout' }] }] },
    /outputs\[0\]\.output_type: given "pyout"/,
  ],
  [
    { ...base, cells: [{ ...code, outputs: [{ output_type: 'display_data' }] }] },
    /outputs\[0\]\.data: given nothing/,
  ],
])('one line for what is no notebook: %#', (json, line) => {
  expect(() => checkNotebook(json, 'n')).toThrow(line);
});

test('one line for a file that is not there, a folder, and what is not JSON', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.ipynb');
  writeFileSync(path, '{\n "cells": [}');
  expect(() => readNotebook(path)).toThrow(/a\.ipynb:2:12: given "}"; JSON is needed$/);
  expect(() => readNotebook(folder)).toThrow(/\(EISDIR\)$/);
  expect(() => readNotebook(join(folder, 'b.ipynb'))).toThrow(/\(ENOENT\)$/);
});

test('a write that is broken off leaves the file as it was', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.ipynb');
  writeFileSync(path, 'before');
  const notebook = checkNotebook({ ...base, cells: [code] }, 'n');
  await expect(writeNotebook(path, '--out', notebook, AbortSignal.abort(new Error('off')))).rejects.toThrow(
    'off',
  );
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['a.ipynb']);
  await writeNotebook(path, '--out', notebook, new AbortController().signal);
  expect(readFileSync(path, 'utf8')).toBe(notebookText(notebook));
});
