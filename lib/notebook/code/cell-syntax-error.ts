import type { Position } from './position.ts';

/** A cell that is not TypeScript, or uses what a cell cannot have. Line and column count from 1. */
export class CellSyntaxError extends SyntaxError {
  readonly line: number;
  readonly column: number;

  constructor(message: string, { line, column }: Position) {
    super(message);
    this.name = 'SyntaxError';
    this.line = line;
    this.column = column;
  }
}
