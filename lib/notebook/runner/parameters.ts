import { FaultlineError } from '../../core/faultline-error.ts';
import { type Cell, hasTag, isCode, type Notebook } from './notebook.ts';
import { newCellId } from './notebook-file.ts';
import {
  type ParameterDeclaration,
  type ParameterKind,
  parameterDeclarations,
} from './parameter-declaration.ts';

/** One `--set name=value` for a notebook. */
export interface Parameter {
  readonly name: string;
  readonly value: unknown;
  /** The value as somebody wrote it; for a variable that holds a text this is what counts. */
  readonly text?: string;
}

const GIVEN_TAG = 'parameters';
/** The tag of the cell with the values given, as papermill has it. */
export const INJECTED_TAG = 'injected-parameters';
const LANGUAGES = ['typescript', 'javascript'];

/**
 * Reads `name=value`: JSON where the value parses as such, a text otherwise.
 *
 * @throws FaultlineError when there is no name.
 */
export function parseParameter(text: string, option: string): Parameter {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(at, 0)).trim();
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) {
    throw new FaultlineError(option, text, 'name=value, such as runs=2000');
  }
  const written = text.slice(at + 1);
  try {
    return { name, value: JSON.parse(written), text: written };
  } catch {
    return { name, value: written, text: written };
  }
}

/**
 * A notebook in which these parameters hold: a cell tagged `injected-parameters` follows the one tagged
 * `parameters`, in place of one that was put there before. It declares them as that one does, with other
 * values. Without parameters it is the notebook itself.
 *
 * @throws FaultlineError for a notebook without such a cell, for a name that it does not declare, and for a
 * value of another kind than the default's.
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
  const declared = await declarationsIn(notebook.cells[at]!, option);
  const lines = new Map<string, string>();
  for (const parameter of parameters) {
    const declaration = declared.get(parameter.name);
    if (declaration === undefined) {
      const names = [...declared.keys()].join(', ') || 'none is declared';
      throw new FaultlineError(option, parameter.name, `one of the parameters: ${names}`);
    }
    lines.set(parameter.name, declaration.withValue(literalOf(fitting(parameter, declaration, option))));
  }
  const others = notebook.cells.filter((cell) => !hasTag(cell, INJECTED_TAG));
  const place = others.indexOf(notebook.cells[at]!) + 1;
  return { ...notebook, cells: others.toSpliced(place, 0, injected([...lines.values()], notebook.cells)) };
}

/** What each kind of variable takes. */
const TAKES: Readonly<Record<ParameterKind, readonly [what: string, example: unknown]>> = {
  text: ['a text', 'words'],
  number: ['a number', 2000],
  boolean: ['true or false', true],
  any: ['JSON after the =', [1, 2]],
};

/** The value that a parameter gives to a variable. @throws FaultlineError for one of another kind */
function fitting(
  { name, value, text }: Parameter,
  { kind, example }: ParameterDeclaration,
  option: string,
): unknown {
  if (kind === 'text' && typeof value !== 'string' && text !== undefined) return text;
  if (isOfKind(value, kind, text)) return value;
  const [what, other] = TAKES[kind];
  const shown = typeof example === typeof other && kind !== 'any' ? example : other;
  const as = typeof shown === 'string' ? shown : JSON.stringify(shown);
  throw new FaultlineError(`${option} ${name}`, text ?? value, `${what}, as in ${name}=${as}`);
}

function isOfKind(value: unknown, kind: ParameterKind, text: string | undefined): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'any':
      // JSON that was begun and is none stayed as it was written.
      return !(value === text && /^\s*[[{"]/.test(String(text)));
  }
}

/** Declared again, not assigned: what is `const` can be replaced too. */
function injected(lines: readonly string[], cells: readonly Cell[]): Cell {
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

/** The variables that a cell declares at its top level, by name. */
async function declarationsIn(cell: Cell, option: string): Promise<Map<string, ParameterDeclaration>> {
  const { parseSync } = await import('oxc-parser');
  const { program, errors } = parseSync('cell.ts', cell.source, { lang: 'ts', sourceType: 'module' });
  if (errors.length > 0) {
    throw new FaultlineError(option, errors[0]!.message, `the cell tagged ${GIVEN_TAG} has to be TypeScript`);
  }
  const found = parameterDeclarations(cell.source, program);
  return new Map(found.map((declaration) => [declaration.name, declaration]));
}
