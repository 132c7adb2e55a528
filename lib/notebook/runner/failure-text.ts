import { stripVTControlCharacters } from 'node:util';
import type { CodeCell, Output } from './notebook.ts';

/** Lines of what a cell printed that are worth showing when nothing else says what went wrong. */
const PRINTED_LINES = 12;
/** Lines of a cell that are shown. */
const SOURCE_LINES = 40;
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
  const code = numbered(source);
  if (error === undefined) {
    const printed = lastPrinted(outputs);
    const said = printed.find((line) => /^\s*(?:\w*Error|Uncaught|error)\b/i.test(line)) ?? printed.at(-1);
    return { line: said?.trim() ?? 'failed and said nothing', details: joined(code, printed.join('\n')) };
  }
  const { ename, evalue, traceback } = error;
  const what = [ename, evalue.split('\n')[0]].filter((part) => part !== '').join(': ');
  const trace = plain(traceback.join('\n')).trim();
  if (CODE_FRAME.test(trace)) return { line: what || 'failed', details: trace };
  return { line: what || 'failed', details: joined(code, trace === what ? '' : trace) };
}

function numbered(source: string): string {
  const lines = source.split('\n');
  const width = String(lines.length).length;
  const shown = lines.slice(0, SOURCE_LINES).map((line, i) => `${String(i + 1).padStart(width)} │ ${line}`);
  const rest = lines.length - shown.length;
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

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
