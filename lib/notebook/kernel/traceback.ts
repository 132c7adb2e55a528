import pc from 'picocolors';
import type { CellFault } from '../language/cell-fault.ts';

const { bold, red, dim, cyan } = pc.createColors(true);

/** Lines of a source shown around the one that is meant. */
const AROUND = 2;

/** A place in a cell; lines and columns count from 1. */
export interface CellPlace {
  readonly source: string;
  readonly line: number;
  readonly column: number;
  /** Up to here the place is underlined, when it ends on the same line. */
  readonly endColumn?: number;
}

/** Lines are shown up to this length, around the place. */
const LENGTH_MAX = 100;

/** A few lines of a source around a place, with a mark below it. */
export function codeFrame({ source, line, column, endColumn }: CellPlace): string[] {
  const lines = source.split(/\r?\n/);
  const from = Math.max(0, column - LENGTH_MAX + 20);
  const last = Math.min(lines.length, line + AROUND);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = Math.max(1, line - AROUND); number <= last; number++) {
    const isMeant = number === line;
    const text = (lines[number - 1] ?? '').slice(from, from + LENGTH_MAX);
    const gutter = `${isMeant ? '>' : ' '} ${String(number).padStart(width)} | `;
    shown.push(isMeant ? `${red(gutter)}${text}` : dim(`${gutter}${text}`));
    if (!isMeant) continue;
    const length = Math.max(1, (endColumn ?? column + 1) - column);
    const indent = text.slice(0, column - 1 - from).replace(/[^\t]/g, ' ');
    shown.push(red(`  ${' '.repeat(width)} | ${indent}${'^'.repeat(Math.min(length, text.length + 1))}`));
  }
  return shown;
}

/** Type errors as a front end shows them: each with its place. */
export function faultLines(faults: readonly CellFault[], source: string, cell: string): string[] {
  return faults.flatMap((fault, i) => {
    const { line, column, code, message } = fault;
    const [first = '', ...more] = message.split('\n');
    const where = `${cyan(`${cell}:${line}:${column}`)} - ${red('error')} ${dim(codeText(code))}`;
    const endColumn = fault.endLine === line ? fault.endColumn : undefined;
    const place = { source, line, column, ...(endColumn !== undefined && { endColumn }) };
    const frame = codeFrame(place);
    return [...(i > 0 ? [''] : []), `${where}${first}`, ...more, '', ...frame];
  });
}

function codeText(code: number): string {
  return code > 0 ? `TS${code}: ` : '';
}

/** An error that was thrown: its name and message, then its frames, then where in a cell it came from. */
export function thrownLines(
  name: string,
  message: string,
  stack: readonly string[],
  place?: CellPlace,
): string[] {
  const heading = `${bold(red(name))}${message && `: ${message}`}`;
  return [heading, ...stack.map((line) => dim(line)), ...(place ? ['', ...codeFrame(place)] : [])];
}
