/** @file The kernel as Jupyter starts it: `node main.js [--no-types] CONNECTION_FILE`. */
import { rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { FaultlineError } from '../../core/faultline-error.ts';
import { readConnectionInfo } from '../protocol/connection-info.ts';
import { Kernel } from './kernel.ts';
import { KernelSockets } from './kernel-sockets.ts';

/** How often a kernel looks whether the process that started it is still there, in ms. */
const PARENT_CHECK = 500;

/** The runner's own id, from the runner; Jupyter is known by `ppid` alone. */
const PARENT = 'FAULTLINE_PARENT_PID';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const file = args.find((each) => !each.startsWith('--'));
  if (file === undefined) throw new FaultlineError('kernel', args.join(' '), 'the path of a connection file');
  const checksTypes = !args.includes('--no-types') && process.env.FAULTLINE_TYPES !== 'off';

  const sockets = new KernelSockets(readConnectionInfo(file));
  const end = async (): Promise<void> => {
    kernel.close();
    await sockets.close();
    process.exit(0);
  };
  const kernel = new Kernel({
    wire: sockets,
    directory: process.cwd(),
    checksTypes,
    onShutdown: () => void end(),
  });
  process.on('SIGINT', () => kernel.interrupt());
  process.on('SIGTERM', () => void end());
  endWithParent(file);
  await sockets.bind();
  sockets.listen((channel, message) => kernel.receive(channel, message));
  kernel.start();
}

/**
 * A front end that was killed could not say goodbye: what it started ends all the same, with what the cells
 * have started.
 */
function endWithParent(file: string): void {
  // It may be gone already.
  const runner = Number(process.env[PARENT]);
  const parent = runner || process.ppid;
  // Not for kernels that a cell starts.
  delete process.env[PARENT];
  setInterval(() => {
    if (process.ppid === parent) return;
    const folder = dirname(file);
    // The runner's folder for this connection, and no other.
    if (runner && /^faultline-\w+$/.test(basename(folder))) rmSync(folder, { recursive: true, force: true });
    try {
      process.kill(-process.pid, 'SIGKILL');
    } catch {
      // Not the leader of a group: the process of the cells ends with this one.
      process.exit(0);
    }
  }, PARENT_CHECK).unref();
}

main().catch((error: unknown) => {
  console.error(
    `faultline kernel: ${error instanceof FaultlineError ? error.message : (error as Error).stack}`,
  );
  process.exitCode = 2;
});
