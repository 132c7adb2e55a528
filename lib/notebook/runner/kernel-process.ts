import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FaultlineError } from '../../core/faultline-error.ts';
import { type ConnectionInfo, connectionInfoOf, writeConnectionInfo } from '../protocol/connection-info.ts';
import { KernelClient } from '../protocol/kernel-client.ts';
import { keeperScript } from './keeper-script.ts';
import type { KernelSpec } from './kernel-spec.ts';

/** The kernel ended before it was told to. */
export class KernelGone extends Error {
  constructor(name: string, how: string) {
    super(`the kernel ${name} ended by itself (${how})`);
    this.name = 'KernelGone';
  }
}

export interface KernelProcessOptions {
  /** Where the kernel works: relative paths in cells start there. */
  readonly cwd?: string;
  /** Aborted: the start is given up. */
  readonly signal?: AbortSignal;
}

/** Seconds that a kernel may take to answer for the first time. */
const START_SECONDS = 60;
/** Milliseconds between being told to end and being killed. */
const GRACE = 3000;
/** Paths of sockets may be this long on the systems that allow least. */
const SOCKET_PATH_MAX = 100;
/** Characters of what the kernel wrote to its own streams that are kept. */
const TAIL_LENGTH = 4000;
/** Milliseconds that these have after the kernel's end. */
const LAST_WORDS = 100;

/** A kernel that was started here, with a client connected to it. End it with `stop`. */
export class KernelProcess {
  readonly spec: KernelSpec;
  readonly client: KernelClient;
  /** Resolves, with how it ended, when the process is gone. */
  readonly exited: Promise<string>;
  private readonly child: ChildProcess;
  private readonly folder: string;
  private isStopping = false;
  private said = '';

  private constructor(spec: KernelSpec, child: ChildProcess, info: ConnectionInfo, folder: string) {
    this.spec = spec;
    this.child = child;
    this.folder = folder;
    this.client = new KernelClient(info);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.said = (this.said + text).slice(-TAIL_LENGTH);
      });
    }
    child.stdin?.on('error', () => {});
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => {
        // Its last words may still be on the way; what it left running may hold the pipes open.
        const settle = (): void => resolve(this.endingOf(code, signal));
        child.once('close', settle);
        setTimeout(settle, LAST_WORDS);
      });
    });
    this.exited.then((how) => {
      this.client.fail(new KernelGone(spec.name, how));
    });
  }

  /**
   * Starts a kernel and waits until it answers.
   *
   * @throws FaultlineError when its program is not there; KernelGone when it ends at once; the signal's
   * reason.
   */
  static async start(spec: KernelSpec, { cwd, signal }: KernelProcessOptions = {}): Promise<KernelProcess> {
    const [program, script] = spec.argv;
    if (spec.isOurs && !existsSync(script!)) {
      throw new FaultlineError(
        'kernel',
        script,
        'the program of the kernel, which is not built; run npm start',
      );
    }
    const folder = mkdtempSync(join(tmpdir(), 'faultline-'));
    let kernel: KernelProcess | null = null;
    try {
      const info = await newConnection(spec, folder);
      const file = join(folder, 'kernel.json');
      writeConnectionInfo(file, info);
      const argv = spec.argv.map((word) => word.replaceAll('{connection_file}', file));
      const env = {
        ...process.env,
        ...spec.env,
        ...(spec.isOurs && { FAULTLINE_PARENT_PID: String(process.pid) }),
      };
      kernel = new KernelProcess(spec, spawnKernel(argv, spec.isOurs, folder, env, cwd), info, folder);
      const limit = AbortSignal.timeout(START_SECONDS * 1e3);
      await kernel.client.start(signal === undefined ? limit : AbortSignal.any([signal, limit]));
      return kernel;
    } catch (error) {
      if (kernel === null) rmSync(folder, { recursive: true, force: true });
      else await kernel.stop(0);
      if ((error as Error).name !== 'TimeoutError') throw error;
      throw new KernelGone(spec.name, `${program} did not answer within ${START_SECONDS} s`);
    }
  }

  /** Breaks off the running cell, the way that the kernelspec asks for. */
  async interrupt(): Promise<void> {
    if (this.spec.interruptMode === 'message') {
      await this.client.request('control', 'interrupt_request', {}).catch(() => {});
    } else if (!this.spec.isOurs) this.child.stdin?.write('i');
  }

  /** Ends the kernel: asks it to, and kills it when it has not ended after so many milliseconds. */
  async stop(grace: number = GRACE): Promise<void> {
    this.isStopping = true;
    if (grace > 0) {
      this.client.request('control', 'shutdown_request', { restart: false }).catch(() => {});
      await Promise.race([this.exited, pause(grace, undefined, { ref: false })]);
    }
    // For a foreign kernel this is what its keeper waits for.
    this.child.stdin?.end();
    if (this.spec.isOurs) killGroup(this.child);
    await this.exited;
    this.client.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private endingOf(code: number | null, signal: NodeJS.Signals | null): string {
    if (this.isStopping) return 'stopped';
    const how = signal === null ? `exit code ${code}` : signal;
    const lines = this.said.trim().split('\n');
    const last = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? '';
    return last === '' ? how : `${how}: ${last}`;
  }
}

function spawnKernel(
  argv: readonly string[],
  isOurs: boolean,
  folder: string,
  env: NodeJS.ProcessEnv,
  cwd: string | undefined,
): ChildProcess {
  const [program, ...words] = isOurs ? argv : [process.execPath, '-e', keeperScript, '--', folder, ...argv];
  // In a process group of its own: Ctrl-C in a terminal is for us, and we tell the kernel.
  const options = { cwd, env, detached: process.platform !== 'win32', windowsHide: true };
  return spawn(program!, words, { ...options, stdio: [isOurs ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
}

/** The kernel and the process of its cells. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === 'win32') {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of them are gone.
  }
}

async function newConnection(spec: KernelSpec, folder: string): Promise<ConnectionInfo> {
  const base = { key: randomBytes(32).toString('hex'), kernel_name: spec.name };
  const path = join(folder, 's');
  if (spec.isOurs && process.platform !== 'win32' && path.length < SOCKET_PATH_MAX) {
    return connectionInfoOf({ ...base, transport: 'ipc', ip: path }, [1, 2, 3, 4, 5]);
  }
  return connectionInfoOf({ ...base, transport: 'tcp', ip: '127.0.0.1' }, await freePorts(5));
}

/** Ports that are free now. Others may take them before the kernel does; it then ends, and says so. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            resolve((server.address() as { port: number }).port);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
