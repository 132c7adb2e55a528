import { spawn } from 'node:child_process';
import { type Command, Option } from 'commander';
import { FaultlineError } from '../core/faultline-error.ts';
import { parseWith } from '../core/schema-error.ts';
import { limitsSchema, type ServerLimits } from '../server/http/limits.ts';
import { type LogLevel, logLevels } from '../server/http/log.ts';
import { countOption } from './number-option.ts';
import { stderr, stdout } from './terminal.ts';
import { wrap } from './wrap.ts';

const FOLDER = '.faultline/sessions';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly folder?: string;
  readonly keep: boolean;
  readonly secretFile?: string;
  readonly origin?: readonly string[];
  readonly hostName?: readonly string[];
  readonly insecure?: true;
  readonly allowFiles?: true;
  readonly logLevel: LogLevel;
  readonly maxSessions?: number;
  readonly maxEvents?: number;
  readonly limit?: readonly string[];
  readonly open?: true;
}

/** Adds `faultline serve`: live sessions, and the page to watch and steer them. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('live sessions over HTTP, and a page to watch and steer them')
    .description(
      'Serves live runs of any model to many viewers, until Ctrl-C. Sessions are kept, and go on when ' +
        'it is started again.',
    )
    .option('--port <number>', 'where it listens; 0: any that is free', portOption, 7000)
    .option(
      '--host <address>',
      'for whom it listens: other addresses than this one need a secret',
      '127.0.0.1',
    )
    .option('--folder <folder>', `where sessions are kept (default: ${FOLDER})`)
    .option('--no-keep', 'keep no sessions')
    .option('--secret-file <file>', 'the secret of tokens; or FAULTLINE_JWT_SECRET (default: no tokens)')
    .option(
      '--origin <url>',
      'a site whose pages may use it, such as https://lab.example; repeatable',
      originOption,
    )
    .option('--host-name <name>', 'a name under which it is reached, beside localhost; repeatable', together)
    .option('--insecure', 'let everybody in who reaches --host, without tokens')
    .option('--allow-files', 'let runs read files and load modules of this machine, as this user')
    .addOption(
      new Option('--log-level <level>', 'what is logged on stderr').choices(logLevels).default('warn'),
    )
    .option('--max-sessions <count>', 'sessions at once (default: 32)', countOption('--max-sessions', 10_000))
    .option('--max-events <count>', 'events of a run (default: 5000000)', countOption('--max-events', 1e9))
    .option('--limit <name=value>', 'another limit, see below; repeatable', together)
    .option('--open', 'open the page in the browser')
    .addHelpText(
      'after',
      `
Limits: default
${limitLines()}

Examples:
  faultline serve --open
  faultline serve --port 8080 --no-keep
  faultline serve --host 0.0.0.0 --secret-file secret --origin https://lab.example`,
    )
    .action(act);
}

async function act(flags: Flags): Promise<void> {
  // Loaded here: other commands need no server.
  const { serve } = await import('../server/http/serve.ts');
  const { secretOf } = await import('../server/http/tokens.ts');
  const { host, hostName = [], insecure, keep, logLevel, origin = [], port, secretFile } = flags;
  if (!keep && flags.folder !== undefined)
    throw new FaultlineError('--folder', flags.folder, 'without --no-keep');
  const served = await serve({
    port,
    host,
    folder: keep ? (flags.folder ?? FOLDER) : null,
    secret: secretOf(secretFile),
    origins: origin,
    hostNames: hostName.map((name) => name.toLowerCase()),
    isInsecure: insecure === true,
    sessions: { allowFiles: flags.allowFiles === true },
    logLevel,
    limits: limitsOf(flags),
  });
  const ending = ended();
  for (const line of served.broken) await stderr.write(`faultline: not continued: ${line}\n`);
  await stdout.write(`Faultline serves at ${served.url} (Ctrl-C stops it)\n`);
  if (flags.open) openPage(served.url);
  await ending;
  await served.close();
}

/** When somebody ends it; a second time ends it at once. */
function ended(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    const onSignal = (): void => {
      if (isAsked) process.exit(1);
      isAsked = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}

function limitsOf({ limit = [], maxEvents, maxSessions }: Flags): Partial<ServerLimits> {
  const given = limit.map((text) => {
    const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
    if (name === undefined) throw new FaultlineError('--limit', text, 'name=value, such as connections=100');
    return [name, Number.isNaN(Number(value)) ? value : Number(value)];
  });
  const limits = {
    ...Object.fromEntries(given),
    ...(maxSessions !== undefined && { sessions: maxSessions }),
    ...(maxEvents !== undefined && { eventsPerRun: maxEvents }),
  };
  return parseWith(limitsSchema, limits, '--limit');
}

function limitLines(): string {
  return Object.entries(limitsSchema.shape)
    .map(([name, schema]) => {
      const { default: standard, help } = schema.meta() as {
        readonly default?: unknown;
        readonly help?: string;
      };
      const text = `${standard ?? schema.def.defaultValue}: ${help ?? ''}`;
      return wrap(text, { first: `  ${name.padEnd(22)}`, indent: ' '.repeat(24) });
    })
    .join('\n');
}

function portOption(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new FaultlineError('--port', text, 'an integer from 0 to 65535');
}

function originOption(text: string, before: readonly string[] = []): readonly string[] {
  if (URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, '')) {
    return [...before, new URL(text).origin];
  }
  throw new FaultlineError('--origin', text, 'a scheme, a name and maybe a port: https://lab.example');
}

function together(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** As the desktop does; where there is none, nothing happens. */
function openPage(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
