import { stripVTControlCharacters } from 'node:util';
import { PAGE_WIDTH } from '../../cli/wrap.ts';
import { cutLine } from './cut-line.ts';
import type { CodeCell, Output } from './notebook.ts';

/** Lines of what a cell printed that are worth showing when nothing else says what went wrong. */
const PRINTED_LINES = 12;
/** Lines of a cell that are shown. */
const SOURCE_LINES = 40;
/** Columns of a line: the page, less the indent that details get. */
const WIDTH = PAGE_WIDTH - 2;
/** A fault as tslab's checker tells it: its place in the cell. */
const FAULT = /^(\d+):(\d+) - /gm;
/** A line of code, and the mark that Node puts below it. */
const MARKED = /^(.*)\n([ \t]*)(\^+)[ \t]*$/gm;
/** A trace that shows the code itself, with a mark at the line. */
const CODE_FRAME = /^\s*(?:-+)?>\s*\d+\s[|│]?/m;

/** What to say of a cell that failed. */
export interface FailureText {
  /** One line: what was thrown. */
  readonly line: string;
  /** Several lines: the code with numbers, and where it failed. No colours. */
  readonly details: string;
}

/** Reads off the outputs of a cell why it failed. Kernels that only print the error are read too. */
export function failureText({ source, outputs }: CodeCell): FailureText {
  const error = outputs.findLast((output) => output.output_type === 'error');
  if (error === undefined) {
    const printed = lastPrinted(outputs);
    const said = printed.find((line) => /^\s*(?:\w*Error|Uncaught|error)\b/i.test(line)) ?? printed.at(-1);
    return { line: said?.trim() ?? 'failed and said nothing', details: withCode(source, printed.join('\n')) };
  }
  const { ename, evalue, traceback } = error;
  const what = [ename, evalue.split('\n')[0]].filter((part) => part !== '').join(': ');
  const trace = plain(traceback.join('\n')).trim();
  if (CODE_FRAME.test(trace)) return { line: what || 'failed', details: trace };
  return { line: what || 'failed', details: withCode(source, trace === what ? '' : trace) };
}

function withCode(source: string, trace: string): string {
  const faults = [...trace.matchAll(FAULT)].map(
    ([, line, column]) => [Number(line), Number(column)] as const,
  );
  // The first fault of a line is the one that the line is cut around.
  const code = numbered(source, new Map(faults.toReversed()));
  const cut = trace.replace(MARKED, (_, line: string, indent: string, mark: string) => {
    const { text, at } = cutLine(line, indent.length, WIDTH);
    const before = text.slice(0, at).replace(/[^\t]/g, ' ');
    return `${text}\n${before}${mark.slice(0, Math.max(1, WIDTH - at))}`;
  });
  return [code, cut].filter((part) => part !== '').join('\n\n');
}

/** A cell with the numbers of its lines, and a mark below each of these columns; both count from 1. */
function numbered(source: string, columns: ReadonlyMap<number, number>): string {
  const lines = source.split('\n');
  const width = String(lines.length).length;
  const room = WIDTH - width - ' │ '.length;
  const shown = lines.slice(0, SOURCE_LINES).flatMap((line, i) => {
    const column = columns.get(i + 1);
    const { text, at } = cutLine(line, (column ?? 1) - 1, room);
    const before = text.slice(0, at).replace(/[^\t]/g, ' ');
    const mark = column === undefined ? [] : [`${' '.repeat(width)} │ ${before}^`];
    return [`${String(i + 1).padStart(width)} │ ${text}`, ...mark];
  });
  const rest = lines.length - SOURCE_LINES;
  return [...shown, ...(rest > 0 ? [`… ${rest} more lines`] : [])].join('\n');
}

function lastPrinted(outputs: readonly Output[]): string[] {
  const last = outputs.findLast((output) => output.output_type === 'stream' && output.name === 'stderr');
  const text = last?.output_type === 'stream' ? plain(last.text).trim() : '';
  return text === '' ? [] : text.split('\n').slice(0, PRINTED_LINES);
}

function plain(text: string): string {
  return stripVTControlCharacters(text);
}
