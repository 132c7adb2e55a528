import { createRequire } from 'node:module';
import type { ParseResult, Program } from 'oxc-parser';
import { CellSyntaxError } from './cell-syntax-error.ts';
import { objectLiteralCell } from './object-literal-cell.ts';
import { positionAt } from './position.ts';

let loaded: typeof import('oxc-parser') | undefined;

/** The parser, loaded at its first use: its addon costs 12 ms. */
export function parser(): typeof import('oxc-parser') {
  loaded ??= createRequire(import.meta.url)('oxc-parser') as typeof import('oxc-parser');
  return loaded;
}

/**
 * A cell's syntax tree, read as a TypeScript module in which `await` is at hand; offsets in UTF-16 units. A
 * cell that is nothing but `{…}` is an object where it can be one, as in other REPLs, and else a block.
 *
 * @throws CellSyntaxError at the first thing that is no TypeScript
 */
export function parseCell(source: string): Program {
  const parse = (text: string): ParseResult =>
    parser().parseSync('cell.ts', text, { lang: 'ts', sourceType: 'module', showSemanticErrors: true });
  const object = objectLiteralCell(source, parse);
  if (object !== null) return object;
  const result = parse(source);
  const fault = faultOf(result);
  if (fault !== undefined) {
    throw new CellSyntaxError(fault.message, positionAt(source, fault.offset));
  }
  return result.program;
}

/** The first error of a parse: its message, and the offset where it shows. */
export function faultOf(
  result: ParseResult,
): { readonly message: string; readonly offset: number } | undefined {
  const error = result.errors.find(({ severity }) => severity === 'Error');
  if (error === undefined) return undefined;
  // Other labels say what the first belongs to; but of a name declared twice, the last is the one too many.
  const label = error.message.endsWith('already been declared') ? error.labels.at(-1) : error.labels[0];
  return { message: error.message, offset: label?.start ?? 0 };
}
