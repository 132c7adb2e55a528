import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FaultlineError } from '../../core/faultline-error.ts';
import { OUR_KERNEL, OUR_KERNEL_PROGRAM, ourKernel } from './find-kernel.ts';
import { jupyterDataFolders, userDataFolder } from './jupyter-paths.ts';
import { kernelLogos } from './kernel-logo.ts';

const SPEC_FILE = 'kernel.json';

/** Where a kernel was put. */
export interface InstalledKernel {
  /** The folder of its kernel.json. */
  readonly folder: string;
  /** The data folder that this is in. */
  readonly data: string;
  /** Whether any Jupyter of this user looks there. */
  readonly isKnown: boolean;
}

/**
 * Writes our kernelspec, over one that is there.
 *
 * @param prefix an environment: it goes to its share/jupyter. Left out: for this user.
 * @throws FaultlineError when the kernel is not built, and for a folder that cannot be written.
 */
export function installKernel(prefix?: string): InstalledKernel {
  if (!existsSync(OUR_KERNEL_PROGRAM)) {
    throw new FaultlineError(
      'kernel',
      OUR_KERNEL_PROGRAM,
      'the program of the kernel is not built; run npm start',
    );
  }
  const { data, folder } = placeOf(prefix);
  const { argv, displayName, language, interruptMode } = ourKernel();
  const spec = {
    argv,
    display_name: displayName,
    language,
    interrupt_mode: interruptMode,
    metadata: { debugger: false },
  };
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(kernelLogos())) writeFileSync(join(folder, name), content);
    writeFileSync(join(folder, SPEC_FILE), `${JSON.stringify(spec, null, 1)}\n`);
  } catch (error) {
    throw new FaultlineError(whereOf(prefix), folder, `a folder that can be written (${codeOf(error)})`);
  }
  return { folder, data, isKnown: jupyterDataFolders().some((known) => resolve(known) === data) };
}

/**
 * Removes what `installKernel` wrote, and the folder if nothing else is in it.
 *
 * @returns the names of files in it that are not ours.
 * @throws FaultlineError when no kernel of ours is there.
 */
export function uninstallKernel(prefix?: string): {
  readonly folder: string;
  readonly kept: readonly string[];
} {
  const { folder } = placeOf(prefix);
  const where = whereOf(prefix);
  if (!existsSync(join(folder, SPEC_FILE))) {
    throw new FaultlineError(where, folder, 'no kernel of Faultline is installed there');
  }
  if (!isOurs(join(folder, SPEC_FILE))) {
    throw new FaultlineError(where, folder, 'that kernel was not installed by Faultline and stays');
  }
  try {
    for (const name of [SPEC_FILE, ...Object.keys(kernelLogos())])
      rmSync(join(folder, name), { force: true });
    const kept = readdirSync(folder);
    if (kept.length === 0) rmdirSync(folder);
    return { folder, kept };
  } catch (error) {
    throw new FaultlineError(where, folder, `a folder that can be removed (${codeOf(error)})`);
  }
}

function placeOf(prefix: string | undefined): { readonly data: string; readonly folder: string } {
  const data = resolve(prefix === undefined ? userDataFolder() : join(prefix, 'share', 'jupyter'));
  return { data, folder: join(data, 'kernels', OUR_KERNEL) };
}

/** Also one that another copy of Faultline, elsewhere on the disk, wrote. */
function isOurs(path: string): boolean {
  try {
    const { argv } = JSON.parse(readFileSync(path, 'utf8')) as { argv?: unknown };
    return Array.isArray(argv) && /[\\/]notebook[\\/]kernel[\\/]main\.js$/.test(String(argv[1]));
  } catch {
    return false;
  }
}

function whereOf(prefix: string | undefined): string {
  return prefix === undefined ? 'kernel' : '--prefix';
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
