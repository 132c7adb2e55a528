import type { Position } from './position.ts';

/** A cell that is not TypeScript, or uses what a cell cannot have. Line and column count from 1. */
export class CellSyntaxError extends SyntaxError {
  readonly line: number;
  readonly column: number;
  /** The text ended too early: more of it could still make this a cell. */
  readonly isIncomplete: boolean;

  constructor(message: string, { line, column }: Position, isIncomplete = false) {
    super(message);
    this.name = 'SyntaxError';
    this.line = line;
    this.column = column;
    this.isIncomplete = isIncomplete;
  }
}
