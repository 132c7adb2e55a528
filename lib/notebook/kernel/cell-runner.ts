import { withNamesAsWritten } from '../code/cell-names.ts';
import { CellSyntaxError } from '../code/cell-syntax-error.ts';
import type { Declaration } from '../code/declaration.ts';
import type { CellCode } from '../code/read-cell.ts';
import { readCell, warmUp } from '../code/read-cell.ts';
import type { CellFault } from '../language/cell-fault.ts';
import { CellLanguage } from '../language/cell-language.ts';
import { Session } from '../session/session.ts';
import type { CellError, Outcome, Output } from '../session/session-message.ts';
import { faultLines, thrownLines } from './traceback.ts';

export interface CellRunnerOptions {
  /** The folder of the notebook. */
  readonly directory: string;
  /** Cells are checked before they run. */
  readonly checksTypes: boolean;
  readonly onOutput: (execution: number, output: Output) => void;
}

/** An error as front ends show it. */
export interface CellFailure {
  readonly name: string;
  readonly message: string;
  /** Lines with ANSI colours. */
  readonly traceback: readonly string[];
}

/** One cell that ran, to find positions of its code in what was typed. */
interface KnownCell {
  readonly label: string;
  readonly source: string;
  readonly code: CellCode;
}

/** A place in a cell that ran. */
interface KnownPlace {
  readonly label: string;
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** A frame of a stack in a cell's code: `cell-3.ts:2:11`. */
const FRAME = /cell-(\d+)\.ts:(\d+):(\d+)/;

/** Frames of what called a cell. */
const OWN_FRAME =
  /[\\/]notebook[\\/]session[\\/]|node:inspector|node:internal|node:events|Worker\.|MessagePort/;

/** Takes cells as they were typed: checks them, makes JavaScript of them, runs them, explains failures. */
export class CellRunner {
  readonly language: CellLanguage;
  private readonly session: Session;
  private readonly checksTypes: boolean;
  private readonly known = new Map<number, KnownCell>();
  /** What `readCell` renamed since the process began, in cells that failed too. */
  private readonly renamed = new Set<string>();
  private readonly onOutput: CellRunnerOptions['onOutput'];
  /** Why the process ended between two cells; the next cell says so. */
  private lost: string | undefined;
  private running = false;
  private stopped = false;

  constructor({ directory, checksTypes, onOutput }: CellRunnerOptions) {
    this.checksTypes = checksTypes;
    this.language = new CellLanguage({ directory });
    this.onOutput = onOutput;
    this.session = new Session({ directory, onOutput, onLost: (reason) => this.lose(reason) });
  }

  /** Starts what the first cell will need; nothing waits for it. */
  warm(): void {
    this.session.start();
    this.language.warm();
    warmUp();
  }

  /**
   * Runs a cell; null when all went well.
   *
   * @param execution a number of its own, to which its outputs refer
   * @param label what a reader knows it by, such as `cell [3]`
   */
  async run(execution: number, label: string, source: string): Promise<CellFailure | null> {
    this.running = true;
    this.stopped = false;
    try {
      return await this.checkAndRun(execution, label, source);
    } finally {
      this.running = false;
    }
  }

  /** Stops the running cell, wherever it is. */
  interrupt(): void {
    if (this.running) this.stopped = true;
    this.session.interrupt();
  }

  answer(request: number, value: string | null): void {
    this.session.answer(request, value);
  }

  /** Text that a cell shows, with the stacks in it in terms of what was typed, down to the cell. */
  retell(text: string): string {
    if (!FRAME.test(text)) return text;
    let isBelowCell = false;
    const lines = text.split('\n').filter((line) => {
      const isFrame = /^\s+at /.test(line);
      isBelowCell = isFrame && (isBelowCell || FRAME.test(line));
      return !(isBelowCell && OWN_FRAME.test(line));
    });
    return withNamesAsWritten(lines.map((line) => this.retellFrame(line, this.placeOf(line))).join('\n'));
  }

  close(): void {
    this.session.close();
    this.language.close();
  }

  private async checkAndRun(execution: number, label: string, source: string): Promise<CellFailure | null> {
    if (this.lost !== undefined) {
      const text = `${gone(this.lost)}.\n`;
      this.lost = undefined;
      this.onOutput(execution, { type: 'stream', name: 'stderr', text });
    }
    const code = read(source, this.renamed);
    const declarations = code instanceof CellSyntaxError ? [] : code.declarations;
    const faults = this.checksTypes ? await this.check(execution, source, declarations) : [];
    if (code instanceof CellSyntaxError) {
      return typeFailure(faults.length > 0 ? faults : [faultOf(code)], source, label);
    }
    if (faults.length > 0) return typeFailure(faults, source, label);
    if (this.stopped) return INTERRUPTED;
    this.commit(source, declarations);
    this.known.set(execution, { label, source, code });
    for (const name of code.renamed) this.renamed.add(name);
    const outcome = await this.session.execute(execution, code.code, `cell-${execution}.ts`);
    return this.failureOf(outcome);
  }

  /** Faults of a cell; without a checker there are none, and the cell runs all the same. */
  private async check(
    execution: number,
    source: string,
    declarations: readonly Declaration[],
  ): Promise<CellFault[]> {
    try {
      return await this.language.check(source, declarations);
    } catch (error) {
      const text = `Types were not checked: ${(error as Error).message}\n`;
      this.onOutput(execution, { type: 'stream', name: 'stderr', text });
      return [];
    }
  }

  private commit(source: string, declarations: readonly Declaration[]): void {
    if (this.checksTypes) this.language.commit(source, declarations).catch(() => {});
  }

  private lose(reason: string): void {
    this.lost = reason;
    this.forget();
  }

  private forget(): void {
    this.language.reset();
    this.known.clear();
    this.renamed.clear();
  }

  private failureOf(outcome: Outcome): CellFailure | null {
    switch (outcome.status) {
      case 'ok':
        return null;
      case 'interrupted':
        return INTERRUPTED;
      case 'error':
        return this.explain(outcome.error);
      case 'died': {
        this.forget();
        const message = `${gone(outcome.reason)}; the next cell begins with a new one.`;
        return {
          name: 'KernelProcessDied',
          message,
          traceback: thrownLines('KernelProcessDied', message, []),
        };
      }
    }
  }

  /** Puts the stack's positions in terms of what was typed. */
  private explain({ name, message, stack }: CellError): CellFailure {
    const places = stack.map((line) => this.placeOf(line));
    const lines = stack.map((line, i) => this.retellFrame(line, places[i]));
    const first = places.find((place) => place !== undefined);
    const told = withNamesAsWritten(message);
    return { name, message: told, traceback: thrownLines(name, told, lines, first) };
  }

  private retellFrame(line: string, place: KnownPlace | undefined): string {
    const told = place ? line.replace(FRAME, `${place.label}:${place.line}:${place.column}`) : line;
    // Versions of a local module that was edited.
    return told.replace(/\?v=\d+(?=:\d)/, '');
  }

  private placeOf(frame: string): KnownPlace | undefined {
    const [, number, line, column] = FRAME.exec(frame) ?? [];
    const cell = this.known.get(Number(number));
    if (!cell) return undefined;
    const at = cell.code.position(Number(line), Number(column));
    return { label: cell.label, source: cell.source, ...at };
  }
}

const INTERRUPTED: CellFailure = {
  name: 'Interrupted',
  message: 'the cell was stopped; what it had done so far is kept',
  traceback: thrownLines('Interrupted', 'the cell was stopped; what it had done so far is kept', []),
};

function gone(reason: string): string {
  return `the process that runs the cells is gone: ${reason}. Its variables are lost`;
}

function read(source: string, renamed: ReadonlySet<string>): CellCode | CellSyntaxError {
  try {
    return readCell(source, renamed);
  } catch (error) {
    if (error instanceof CellSyntaxError) return error;
    throw error;
  }
}

function faultOf({ line, column, message }: CellSyntaxError): CellFault {
  return { line, column, endLine: line, endColumn: column + 1, code: 0, message };
}

function typeFailure(faults: readonly CellFault[], source: string, label: string): CellFailure {
  const [first] = faults as [CellFault, ...CellFault[]];
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  const [summary] = first.message.split('\n');
  const message = `${label}, line ${first.line}, column ${first.column}: ${summary}${more}`;
  const traceback = faultLines(faults.slice(0, 10), source, label);
  return { name: 'TypeScriptError', message, traceback };
}
