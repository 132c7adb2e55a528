type Fields = Record<string, unknown>;

/** Text written by a cell while it ran. */
export interface StreamOutput {
  output_type: 'stream';
  name: string;
  text: string;
}

/** Something shown, in several forms by mime type. */
export interface DisplayOutput {
  output_type: 'display_data' | 'execute_result';
  /** Texts are whole here; in the file they are lists of lines. */
  data: Fields;
  metadata: Fields;
  /** With `execute_result` only. */
  execution_count?: number | null;
}

/** What a cell threw. */
export interface ErrorOutput {
  output_type: 'error';
  ename: string;
  evalue: string;
  traceback: string[];
}

/** One output of a cell, as nbformat 4 has it. */
export type Output = StreamOutput | DisplayOutput | ErrorOutput;

/** One cell, as nbformat 4.5 has it; fields that we do not know are kept. */
export interface Cell extends Fields {
  cell_type: 'code' | 'markdown' | 'raw';
  id: string;
  metadata: Fields & { tags?: unknown };
  source: string;
  /** With code cells only. */
  outputs?: Output[];
  /** With code cells only. */
  execution_count?: number | null;
}

/** A code cell: it has outputs. */
export type CodeCell = Cell & { cell_type: 'code'; outputs: Output[] };

/** A notebook, as nbformat 4.5 has it. */
export interface Notebook extends Fields {
  cells: Cell[];
  metadata: Fields;
  nbformat: 4;
  nbformat_minor: number;
}

/** Can this cell be run? */
export function isCode(cell: Cell): cell is CodeCell {
  return cell.cell_type === 'code';
}

/** Has a cell this tag? */
export function hasTag({ metadata: { tags } }: Cell, tag: string): boolean {
  return Array.isArray(tags) && tags.includes(tag);
}
