import { createHash } from 'node:crypto';
import { readJsonObject } from '../../cli/read-json.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import { writeWhole } from '../../node/whole-file.ts';
import type { Cell, Notebook, Output } from './notebook.ts';
import { notebookText } from './notebook-text.ts';

type Fields = Record<string, unknown>;

const MINOR = 5;
const VALID_ID = /^[a-zA-Z0-9-_]{1,64}$/;

/**
 * Reads and checks a notebook, brought to nbformat 4.5: texts whole, an id for each cell.
 *
 * @throws FaultlineError that names the place: not there, not JSON, not a notebook, of an older format.
 */
export function readNotebook(path: string): Notebook {
  return checkNotebook(readJsonObject(path, 'notebook'), path);
}

/** The same for the content of a file. @throws FaultlineError that begins with `where` */
export function checkNotebook(json: Fields, where: string): Notebook {
  const { nbformat, nbformat_minor = 0, metadata = {}, cells } = json;
  if (nbformat === undefined) {
    throw new FaultlineError(
      where,
      Object.keys(json).slice(0, 5),
      'a notebook, which has nbformat and cells',
    );
  }
  if (nbformat !== 4) {
    throw new FaultlineError(
      `${where}, nbformat`,
      nbformat,
      nbformat === 3 || nbformat === 2
        ? 'format 4 is needed; open and save it in a current Jupyter, or: jupyter nbconvert --to notebook'
        : 'format 4 is needed',
    );
  }
  if (!Number.isInteger(nbformat_minor) || (nbformat_minor as number) < 0) {
    throw new FaultlineError(`${where}, nbformat_minor`, nbformat_minor, 'an integer such as 5');
  }
  if (!isFields(metadata)) throw new FaultlineError(`${where}, metadata`, metadata, 'an object of fields');
  if (!Array.isArray(cells)) throw new FaultlineError(`${where}, cells`, cells, 'a list of cells');
  const checked = cells.map((cell, i) => checkCell(cell, `${where}, cells[${i}]`));
  return {
    ...json,
    metadata,
    cells: withIds(checked),
    nbformat: 4,
    nbformat_minor: Math.max(nbformat_minor as number, MINOR),
  };
}

/** Writes a notebook, whole or not at all. @throws FaultlineError when the disk refuses */
export async function writeNotebook(
  path: string,
  option: string,
  notebook: Notebook,
  signal: AbortSignal,
): Promise<void> {
  await writeWhole(path, option, [notebookText(notebook)], signal);
}

function checkCell(cell: unknown, where: string): Cell {
  if (!isFields(cell)) throw new FaultlineError(where, cell, 'an object of fields');
  const { cell_type, metadata = {}, outputs = [], execution_count = null } = cell;
  if (cell_type !== 'code' && cell_type !== 'markdown' && cell_type !== 'raw') {
    throw new FaultlineError(`${where}.cell_type`, cell_type, 'code, markdown or raw');
  }
  if (!isFields(metadata)) throw new FaultlineError(`${where}.metadata`, metadata, 'an object of fields');
  const source = textOf(cell.source, `${where}.source`);
  const id = typeof cell.id === 'string' ? cell.id : '';
  if (cell_type !== 'code') {
    const { outputs: _, execution_count: __, ...rest } = cell;
    return { ...rest, cell_type, id, metadata, source };
  }
  if (!Array.isArray(outputs)) throw new FaultlineError(`${where}.outputs`, outputs, 'a list of outputs');
  if (execution_count !== null && !Number.isInteger(execution_count)) {
    throw new FaultlineError(`${where}.execution_count`, execution_count, 'an integer, or null');
  }
  const checked = outputs.map((output, i) => checkOutput(output, `${where}.outputs[${i}]`));
  const count = execution_count as number | null;
  return { ...cell, cell_type, id, metadata, source, outputs: checked, execution_count: count };
}

function checkOutput(output: unknown, where: string): Output {
  if (!isFields(output)) throw new FaultlineError(where, output, 'an object of fields');
  const { output_type, metadata = {}, data } = output;
  switch (output_type) {
    case 'stream': {
      const name = typeof output.name === 'string' ? output.name : 'stdout';
      return { ...output, output_type, name, text: textOf(output.text, `${where}.text`) };
    }
    case 'error': {
      const { ename = '', evalue = '', traceback = [] } = output;
      const lines = Array.isArray(traceback) ? traceback.map(String) : [String(traceback)];
      return { ...output, output_type, ename: String(ename), evalue: String(evalue), traceback: lines };
    }
    case 'display_data':
    case 'execute_result': {
      if (!isFields(data)) throw new FaultlineError(`${where}.data`, data, 'an object by mime type');
      const own = isFields(metadata) ? metadata : {};
      return { ...output, output_type, data: joinedBundle(data), metadata: own };
    }
    default:
      throw new FaultlineError(
        `${where}.output_type`,
        output_type,
        'stream, display_data, execute_result or error',
      );
  }
}

function joinedBundle(data: Fields): Fields {
  return Object.fromEntries(
    Object.entries(data).map(([type, value]) => {
      const isLines = Array.isArray(value) && value.every((line) => typeof line === 'string');
      return [type, isLines && !isJsonType(type) ? value.join('') : value];
    }),
  );
}

/** Is what stands under this mime type JSON, and not text? */
function isJsonType(type: string): boolean {
  return type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'));
}

function textOf(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((line) => typeof line === 'string')) return value.join('');
  throw new FaultlineError(where, value, 'a text, or a list of lines');
}

/** Ids that the schema allows, no two the same; the same notebook gets the same ones each time. */
function withIds(cells: readonly Cell[]): Cell[] {
  const given = new Set(cells.map(({ id }) => id));
  const used = new Set<string>();
  return cells.map((cell, i) => {
    let { id } = cell;
    for (let turn = 0; !VALID_ID.test(id) || used.has(id) || (turn > 0 && given.has(id)); turn++) {
      id = newCellId(`${i} ${turn} ${cell.source}`);
    }
    used.add(id);
    return { ...cell, id };
  });
}

/** An id for a cell that comes from what is told of it. */
export function newCellId(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
