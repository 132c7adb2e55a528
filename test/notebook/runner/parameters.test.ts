import { expect, test } from 'vitest';
import { parseParameter, withParameters } from '../../../lib/notebook/runner/parameters.ts';
import { notebookOf } from './support.ts';

const parameters = [
  'let runs: number = 10, rate = 0.5;\nconst label = "x";\nfunction f() {}',
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
  expect(parseParameter(text, '--set')).toEqual(parameter);
});

test.each(['runs', '=5', 'a.b=1', '1a=2', ''])('%j has no name and value', (text) => {
  expect(() => parseParameter(text, '--set')).toThrow(/; name=value, such as runs=2000$/);
});

test('JSON that was begun has to be JSON', () => {
  expect(() => parseParameter('list=[1,', '--set')).toThrow(/--set: given "list=\[1,"; JSON after the =/);
});

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
    `// Given with --set.\nlet runs = 30;\nlet label = 'it\\'s "\\\\n" \\n';`,
    '2',
  ]);
  // The engine reads the text back as it was given.
  expect(new Function(`${changed.cells[2]!.source} return label;`)()).toBe('it\'s "\\n" \n');
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
