/** A cell failed, or its kernel did: the notebook did not run to its end. */
export class NotebookFailure extends Error {
  /** The number of the cell, from 1, among those that are run: what Jupyter shows beside it. */
  readonly cell: number;
  /** The cell with line numbers, what it printed last and the traceback; empty when there is none. */
  readonly details: string;

  constructor(cell: number, message: string, details = '') {
    super(message);
    this.name = 'NotebookFailure';
    this.cell = cell;
    this.details = details;
  }
}
