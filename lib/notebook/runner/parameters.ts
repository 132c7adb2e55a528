import { FaultlineError } from '../../core/faultline-error.ts';
import { type Cell, hasTag, isCode, type Notebook } from './notebook.ts';
import { newCellId } from './notebook-file.ts';

/** One `--set name=value` for a notebook. */
export interface Parameter {
  readonly name: string;
  readonly value: unknown;
}

const GIVEN_TAG = 'parameters';
const INJECTED_TAG = 'injected-parameters';
const LANGUAGES = ['typescript', 'javascript'];

/**
 * Reads `name=value`: JSON where the value parses as such, a text otherwise.
 *
 * @throws FaultlineError when there is no name, or JSON is begun and broken.
 */
export function parseParameter(text: string, option: string): Parameter {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(at, 0)).trim();
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) {
    throw new FaultlineError(option, text, 'name=value, such as runs=2000');
  }
  const value = text.slice(at + 1);
  try {
    return { name, value: JSON.parse(value) };
  } catch {
    if (/^\s*[[{"]/.test(value)) throw new FaultlineError(option, text, 'JSON after the =, such as [1,2]');
    return { name, value };
  }
}

/**
 * A notebook in which these parameters hold: a cell tagged `injected-parameters` follows the one tagged
 * `parameters`, in place of one that was put there before. Without parameters it is the notebook itself.
 *
 * @throws FaultlineError for a notebook without such a cell, and for a name that it does not declare.
 */
export async function withParameters(
  notebook: Notebook,
  parameters: readonly Parameter[],
  language: string,
  option: string,
): Promise<Notebook> {
  if (parameters.length === 0) return notebook;
  const given = parameters.map(({ name }) => name).join(', ');
  if (!LANGUAGES.includes(language)) {
    throw new FaultlineError(
      option,
      given,
      `parameters go into TypeScript only; this kernel runs ${language}`,
    );
  }
  const at = notebook.cells.findIndex((cell) => isCode(cell) && hasTag(cell, GIVEN_TAG));
  if (at < 0) {
    throw new FaultlineError(option, given, `a notebook with a cell tagged ${GIVEN_TAG}; this one has none`);
  }
  const names = await variablesOf(notebook.cells[at]!, option);
  for (const { name } of parameters) {
    if (names.includes(name)) continue;
    throw new FaultlineError(
      option,
      name,
      `one of the parameters: ${names.join(', ') || 'none is declared'}`,
    );
  }
  const others = notebook.cells.filter((cell) => !hasTag(cell, INJECTED_TAG));
  const place = others.indexOf(notebook.cells[at]!) + 1;
  return { ...notebook, cells: others.toSpliced(place, 0, injected(parameters, notebook.cells)) };
}

/** Declared again, not assigned: what was `const` or of another type can be replaced too. */
function injected(parameters: readonly Parameter[], cells: readonly Cell[]): Cell {
  const last = new Map(parameters.map(({ name, value }) => [name, value]));
  const lines = [...last].map(([name, value]) => `let ${name} = ${literalOf(value)};`);
  const before = cells.find((cell) => hasTag(cell, INJECTED_TAG));
  let id = before?.id ?? newCellId(INJECTED_TAG);
  while (before === undefined && cells.some((cell) => cell.id === id)) id = newCellId(id);
  return {
    cell_type: 'code',
    execution_count: null,
    id,
    metadata: { ...before?.metadata, tags: [INJECTED_TAG] },
    outputs: [],
    source: ['// Given with --set.', ...lines].join('\n'),
  };
}

/** JSON is an expression; in single quotes, as the rest of such code, where it is a text. */
function literalOf(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const inner = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** The names that a cell declares as variables at its top level. */
async function variablesOf(cell: Cell, option: string): Promise<string[]> {
  const { parseSync } = await import('oxc-parser');
  const { program, errors } = parseSync('cell.ts', cell.source, { lang: 'ts', sourceType: 'module' });
  if (errors.length > 0) {
    throw new FaultlineError(option, errors[0]!.message, `the cell tagged ${GIVEN_TAG} has to be TypeScript`);
  }
  return program.body.flatMap((statement) =>
    statement.type === 'VariableDeclaration' && statement.declare !== true
      ? statement.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
      : [],
  );
}
