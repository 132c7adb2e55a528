import { expect, test } from 'vitest';
import { parseParameter, withParameters } from '../../../lib/notebook/runner/parameters.ts';
import { notebookOf } from './support.ts';

const parameters = [
  'let runs: number = 10, rate = 0.5;\nlet label = "x";\nfunction f() {}',
  'parameters',
] as const;

test.each([
  ['runs=5', { name: 'runs', value: 5 }],
  ['label=plain words', { name: 'label', value: 'plain words' }],
  ['label="5"', { name: 'label', value: '5' }],
  ['on=true', { name: 'on', value: true }],
  ['list=[1,"a"]', { name: 'list', value: [1, 'a'] }],
  ['equation=a=b', { name: 'equation', value: 'a=b' }],
  ['empty=', { name: 'empty', value: '' }],
  ['größe=1', { name: 'größe', value: 1 }],
])('%s is read', (text, parameter) => {
  expect(parseParameter(text, '--set')).toEqual({ ...parameter, text: text.slice(text.indexOf('=') + 1) });
});

test.each(['runs', '=5', 'a.b=1', '1a=2', ''])('%j has no name and value', (text) => {
  expect(() => parseParameter(text, '--set')).toThrow(/; name=value, such as runs=2000$/);
});

/** What is put after a cell of these declarations for one `--set`. */
async function injected(declarations: string, set: string): Promise<string> {
  const notebook = notebookOf([declarations, 'parameters']);
  const given = [parseParameter(set, '--set')];
  const changed = await withParameters(notebook, given, 'typescript', '--set');
  return changed.cells[1]!.source.replace('// Given with --set.\n', '');
}

test.each([
  ["const measure = 'loss' as const;", 'measure=capitalLoss', "const measure = 'capitalLoss' as const;"],
  ["const mode = 'loss'", 'mode=b', "const mode = 'b' as 'b' | 'loss';"],
  ['const seed: number = 1;', 'seed=7', 'const seed: number = 7;'],
  ['const a = 1, b: 1 | 2 = 2;', 'b=1', 'const b: 1 | 2 = 1;'],
  ['export const a = -5 satisfies number;', 'a=-2.5', 'const a = -2.5 satisfies number;'],
  ['var on = (true as boolean)!', 'on=false', 'var on = (false as boolean)!;'],
  ['let rate = <number>0.5', 'rate=1e-3', 'let rate = <number>0.001;'],
  ['const label = `x`', 'label=5', "const label = '5' as '5' | `x`;"],
  ["const label = 'x'", 'label=true', "const label = 'true' as 'true' | 'x';"],
  ["const label = 'x'", 'label="5"', "const label = '5' as '5' | 'x';"],
  ["const label = 'x'", 'label=[draft', "const label = '[draft' as '[draft' | 'x';"],
  ['let label: string;', 'label=5', "let label: string = '5';"],
  ["const mode: 'a' | 'b' = 'a'", 'mode=b', "const mode: 'a' | 'b' = 'b';"],
  ['let some: number | null = 3', 'some=null', 'let some: number | null = null;'],
  ['const list = [1, 2] as const', 'list=[3,"a"]', 'const list = [3,"a"] as const;'],
  ['const made = 2 * 3', 'made=words', "const made = 'words';"],
])('%s with %s becomes %s', async (declarations, set, source) => {
  expect(await injected(declarations, set)).toBe(source);
});

test.each([
  ['let runs = 2000', 'runs=abc', '--set runs: given "abc"; a number, as in runs=2000'],
  ['let runs = -2', 'runs="5"', '--set runs: given "\\"5\\""; a number, as in runs=-2'],
  ['let runs: number', 'runs=true', '--set runs: given "true"; a number, as in runs=2000'],
  ['let runs = 1', 'runs=', '--set runs: given ""; a number, as in runs=1'],
  ['let runs = 1', 'runs=1e999', '--set runs: given "1e999"; a number, as in runs=1'],
  ['let on = true', 'on=1', '--set on: given "1"; true or false, as in on=true'],
  ['let list = [1]', 'list=[1,', '--set list: given "[1,"; JSON after the =, as in list=[1,2]'],
])('%s with %s is refused', async (declarations, set, line) => {
  await expect(injected(declarations, set)).rejects.toThrow(new RegExp(`^${literally(line)}$`));
});

test('a value of a program has to be of the kind, too', async () => {
  const set = (value: unknown): Promise<unknown> =>
    withParameters(notebookOf(parameters), [{ name: 'label', value }], 'typescript', '--set');
  await expect(set(5)).rejects.toThrow('--set label: given 5; a text, as in label=x');
});

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

test('values go into a cell after the one with the parameters', async () => {
  const notebook = notebookOf('1', parameters, '2');
  const given = [
    { name: 'runs', value: 20 },
    { name: 'label', value: 'it\'s "\\n" \n' },
    { name: 'runs', value: 30 },
  ];
  const changed = await withParameters(notebook, given, 'typescript', '--set');
  expect(changed.cells.map(({ source }) => source)).toEqual([
    '1',
    parameters[0],
    `// Given with --set.\nlet runs: number = 30;\nlet label = 'it\\'s "\\\\n" \\n';`,
    '2',
  ]);
  // The engine reads the text back as it was given.
  expect(new Function(`${changed.cells[2]!.source.replace(': number', '')} return label;`)()).toBe(
    'it\'s "\\n" \n',
  );
  expect(changed.cells[2]).toMatchObject({ cell_type: 'code', metadata: { tags: ['injected-parameters'] } });
  expect(notebook.cells).toHaveLength(3);
});

test('values that were put there before are replaced, wherever the cell went', async () => {
  const first = await withParameters(
    notebookOf(parameters, '2'),
    [{ name: 'runs', value: 1 }],
    'typescript',
    '--set',
  );
  const moved = { ...first, cells: [first.cells[1]!, first.cells[0]!, first.cells[2]!] };
  const again = await withParameters(moved, [{ name: 'rate', value: 2 }], 'typescript', '--set');
  expect(again.cells.map(({ source }) => source.split('\n').at(-1))).toEqual([
    'function f() {}',
    'let rate = 2;',
    '2',
  ]);
  expect(again.cells[1]!.id).toBe(first.cells[1]!.id);
  expect(new Set(again.cells.map(({ id }) => id)).size).toBe(3);
});

test('a name that is not there is refused with the names that are', async () => {
  const given = [{ name: 'rums', value: 1 }];
  await expect(withParameters(notebookOf(parameters), given, 'typescript', '--set')).rejects.toThrow(
    /^--set: given "rums"; one of the parameters: runs, rate, label$/,
  );
});

test('a notebook without parameters, in another language, or that cannot be read', async () => {
  const given = [{ name: 'runs', value: 1 }];
  await expect(withParameters(notebookOf('1'), given, 'typescript', '--set')).rejects.toThrow(
    /^--set: given "runs"; a notebook with a cell tagged parameters; this one has none$/,
  );
  await expect(withParameters(notebookOf(parameters), given, 'python', '--set')).rejects.toThrow(
    /TypeScript only/,
  );
  await expect(
    withParameters(notebookOf(['let runs = ;', 'parameters']), given, 'typescript', '--set'),
  ).rejects.toThrow(/^--set: given ".*"; the cell tagged parameters has to be TypeScript$/);
  const plain = notebookOf('1');
  expect(await withParameters(plain, [], 'python', '--set')).toBe(plain);
});
