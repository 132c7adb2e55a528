import { readCellSyntax } from './cell-syntax.ts';

/** Can a text run as it is, after more lines, or never? */
export type Completeness = 'complete' | 'incomplete' | 'invalid';

/**
 * What the parser says of a text; `unclear` where it stops before the end of something that may still be
 * open.
 */
export function completeness(source: string): Completeness | 'unclear' {
  const { errors, endsInOverload } = readCellSyntax(source);
  const [first] = errors;
  if (first === undefined) return endsInOverload && !/;\s*$/.test(source) ? 'incomplete' : 'complete';
  if (first.start >= source.length) return 'incomplete';
  // A template or a comment may go on; a string may not, unless its line ends in a backslash.
  if (first.message.startsWith('Unterminated')) {
    const opening = source.charAt(first.start);
    if (opening === '`' || source.startsWith('/*', first.start) || opening === '}') return 'incomplete';
    return /\\\r?\n?$/.test(source.slice(first.start, first.end)) && first.end >= source.length
      ? 'incomplete'
      : 'invalid';
  }
  return 'unclear';
}

/**
 * What the line after a text that goes on begins with: as its last line, and two spaces more after a bracket.
 */
export function indentAfter(source: string): string {
  const line = source.trimEnd().split('\n').at(-1) ?? '';
  const indent = /^[ \t]*/.exec(line)![0];
  return /[{([]\s*$/.test(line) ? `${indent}  ` : indent;
}
