import { inspect } from 'node:util';
import { endingOf } from './fault-line.ts';
import { programOf } from './program.ts';
import { stderr } from './terminal.ts';

/**
 * The command `faultline`. Results go to stdout, all else to stderr. Resolves to the exit code: 0, 1
 * when something failed, 2 for bad input, 130 for Ctrl-C.
 *
 * @param argv the arguments, without the program's own two.
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await programOf().parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
    return 0;
  } catch (error) {
    const { exitCode, line } = endingOf(error);
    if (line !== null) await stderr.write(`faultline: ${line}\n`);
    if (process.env.FAULTLINE_DEBUG === '1') await stderr.write(`${inspect(error)}\n`);
    return exitCode;
  }
}
