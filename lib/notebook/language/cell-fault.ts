import type { Position } from './text-position.ts';

/** An error of the type checker in a cell. Lines and columns count from 1, columns in UTF-16 units. */
export interface CellFault {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** TypeScript's number, as in TS2322. */
  readonly code: number;
  /** Several lines where the checker explains itself. */
  readonly message: string;
}

export interface Diagnostic {
  readonly severity?: number;
  readonly code?: number | string;
  readonly message: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** Names of earlier cells are imports to the checker, not to a reader. */
function plainWords(message: string): string {
  return message.replace(/because it is an import\.$/, 'because it is a constant or an import.');
}

/**
 * What strictness says of packages without types (TS7016), which are `any`, and of variables that an earlier
 * cell left without one, as `let list = [];` (TS7005, TS7034).
 */
const TOLERATED: ReadonlySet<number> = new Set([7005, 7016, 7034]);

/**
 * The errors that begin before `end` of the cell's text, and with `clamp` the others too, moved to its end.
 */
export function cellFaults(diagnostics: readonly Diagnostic[], end: Position, clamp: boolean): CellFault[] {
  return diagnostics
    .filter(
      ({ severity, code, range }) =>
        severity === 1 && !TOLERATED.has(Number(code)) && (clamp || isBefore(range.start, end)),
    )
    .map(({ code, message, range }) => {
      const from = isBefore(range.start, end) ? range.start : end;
      const to = isBefore(range.end, end) ? range.end : end;
      return {
        line: from.line + 1,
        column: from.character + 1,
        endLine: to.line + 1,
        endColumn: to.character + 1,
        code: Number(code ?? 0),
        message: plainWords(withoutDocuments(message.trimEnd())),
      };
    })
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Faults that say the text is not TypeScript; what types say of such a text is not worth reading. */
export function isSyntaxFault({ code }: { readonly code: number }): boolean {
  return code >= 1000 && code < 2000;
}

/** Without the documents of cells, which the checker names where two types have one name. */
export function withoutDocuments(text: string): string {
  return text
    .replace(/import\("[^"]*\/\.faultline-cell-\d+"\)\.([\w$.]+)/g, '$1 of an earlier cell')
    .replace(/import\("[^"]*\/\.faultline-cell"\)\./g, '');
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
