import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The built command. */
export const program = fileURLToPath(new URL('../../bin/faultline.js', import.meta.url));

/** How a command ended and what it wrote. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Does something to the program once it has started. */
  readonly meanwhile?: (child: ChildProcess) => void;
}

/** Runs `faultline` with these arguments to its end. */
export function faultline(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  const { cwd, env, meanwhile } = surroundings;
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    stdout += data;
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data;
  });
  meanwhile?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The JSON that a command prints. It must end well and be silent on stderr. */
// biome-ignore lint/suspicious/noExplicitAny: what a test expects of it, it says itself
export async function json(args: readonly string[], surroundings?: Surroundings): Promise<any> {
  const { code, stdout, stderr } = await faultline(args, surroundings);
  if (code !== 0 || stderr !== '') throw new Error(`faultline ${args.join(' ')}: ${code}, ${stderr}`);
  return JSON.parse(stdout);
}

/** A folder of its own for a test, with these files in it; a value that is no text is written as JSON. */
export function folderOf(files: Readonly<Record<string, unknown>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** Runs the command for each of these, one after the other in one process of its own. */
export function inOneProcess(lines: readonly (readonly string[])[], { cwd }: Surroundings = {}): Outcome[] {
  const script = `
    import { main } from ${JSON.stringify(new URL('../../dist/cli/main.js', import.meta.url).href)};
    const outcomes = [];
    for (const args of ${JSON.stringify(lines)}) {
      const outcome = { stdout: '', stderr: '' };
      const writes = ['stdout', 'stderr'].map((name) => {
        const stream = process[name];
        const { write } = stream;
        stream.write = (text) => { outcome[name] += text; return true; };
        return () => { stream.write = write; };
      });
      outcome.code = await main(args);
      for (const restore of writes) restore();
      outcomes.push(outcome);
    }
    console.log(JSON.stringify(outcomes));
  `;
  const file = join(folderOf({ 'many.mjs': script }), 'many.mjs');
  const child = spawnSync(process.execPath, [file], { cwd, encoding: 'utf8' });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout);
}

/** Runs a line of shell, in which $FAULTLINE is the command. */
export function shell(line: string, env: Readonly<Record<string, string>> = {}): Outcome {
  const command = `'${process.execPath}' '${program}'`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line.replaceAll('$FAULTLINE', command)], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: status, stdout, stderr };
}
