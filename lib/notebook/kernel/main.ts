/** @file The kernel as Jupyter starts it: `node main.js [--no-types] CONNECTION_FILE`. */
import { FaultlineError } from '../../core/faultline-error.ts';
import { readConnectionInfo } from '../protocol/connection-info.ts';
import { Kernel } from './kernel.ts';
import { KernelSockets } from './kernel-sockets.ts';

/** How often a kernel looks whether the process that started it is still there, in ms. */
const PARENT_CHECK = 500;

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
  endWithParent(end);
  await sockets.bind();
  sockets.listen((channel, message) => kernel.receive(channel, message));
  kernel.start();
}

/** A front end that was killed could not say goodbye. */
function endWithParent(end: () => Promise<void>): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end();
  }, PARENT_CHECK).unref();
}

main().catch((error: unknown) => {
  console.error(
    `faultline kernel: ${error instanceof FaultlineError ? error.message : (error as Error).stack}`,
  );
  process.exitCode = 2;
});
