import type { Command } from 'commander';
import { FaultlineError } from '../core/faultline-error.ts';
import { sizeOption } from './number-option.ts';
import { stdout } from './terminal.ts';

const HOURS_MAX = 24 * 366;

interface Flags {
  readonly sub: string;
  readonly hours: number;
  readonly view?: true;
  readonly session?: string;
  readonly admin?: true;
  readonly secretFile?: string;
}

/** Adds `faultline token`: lets somebody use a server that has a secret. */
export function addToken(program: Command): void {
  program
    .command('token')
    .summary('a token for a server that has a secret')
    .description('Prints a token (JWT, HS256) for a server that was started with the same secret.')
    .requiredOption('--sub <name>', 'whose sessions it is for')
    .option('--hours <number>', 'how long it holds', sizeOption('--hours'), 12)
    .option('--view', 'it may look, and change nothing')
    .option('--session <id>', 'for this session only')
    .option('--admin', 'for the sessions of all, and /metrics')
    .option('--secret-file <file>', 'the secret; or FAULTLINE_JWT_SECRET')
    .addHelpText(
      'after',
      `
Examples:
  openssl rand -base64 48 > secret
  faultline serve --host 0.0.0.0 --secret-file secret
  faultline token --sub alice --secret-file secret`,
    )
    .action(act);
}

async function act({ admin, hours, secretFile, session, sub, view }: Flags): Promise<void> {
  const { secretOf, Tokens } = await import('../server/http/tokens.ts');
  if (sub === '' || sub.length > 200) throw new FaultlineError('--sub', sub, 'a name of 1 to 200 characters');
  if (hours === 0 || hours > HOURS_MAX) {
    throw new FaultlineError('--hours', hours, `a number above 0, at most ${HOURS_MAX}`);
  }
  const secret = secretOf(secretFile);
  if (secret === null) {
    throw new FaultlineError('--secret-file', undefined, 'the secret of the server, or FAULTLINE_JWT_SECRET');
  }
  const claims = { sub, hours, isView: view === true, session, isAdmin: admin === true };
  await stdout.write(`${await new Tokens(secret).sign(claims)}\n`);
}
