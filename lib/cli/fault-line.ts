import { CommanderError } from 'commander';
import { FaultlineError } from '../core/faultline-error.ts';
import { RunFailure } from '../study/run-chunk.ts';
import { Interrupted } from './interrupt.ts';
import { ReportedFailure } from './reported-failure.ts';

/** How a command that failed ends: its exit code, and the line for stderr, if any. */
export interface Ending {
  readonly exitCode: number;
  readonly line: string | null;
}

/**
 * How an error ends the command: 0 for help and version, 2 for bad input, 130 for Ctrl-C (128 + its
 * number for another signal), 1 for a run or a cell that failed and for a
 * fault of ours.
 */
export function endingOf(error: unknown): Ending {
  if (error instanceof Interrupted) return { exitCode: error.exitCode, line: null };
  if (error instanceof ReportedFailure) return { exitCode: 1, line: null };
  if (error instanceof CommanderError) return endingOfUsage(error);
  if (error instanceof FaultlineError) return { exitCode: 2, line: oneLine(error.message) };
  if (error instanceof RunFailure && error.isBadInput) return { exitCode: 2, line: oneLine(error.reason) };
  if (error instanceof RunFailure) return { exitCode: 1, line: oneLine(error.message) };
  const message = error instanceof Error ? error.message : String(error);
  return { exitCode: 1, line: `${oneLine(message)} (this is a bug; FAULTLINE_DEBUG=1 shows where)` };
}

/** Commander prints its help itself; its errors are put into one line here. */
function endingOfUsage(error: CommanderError): Ending {
  if (error.exitCode === 0) return { exitCode: 0, line: null };
  // `help` for a command that there is not.
  if (error.code === 'commander.help') return { exitCode: 2, line: 'no such command; see --help' };
  const message = error.message.replace(/^error: /, '').replace(/\n\((.*)\)$/, '; $1');
  return { exitCode: 2, line: `${oneLine(message)}; see --help` };
}

function oneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, ' ');
}
