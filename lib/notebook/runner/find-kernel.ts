import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FaultlineError } from '../../core/faultline-error.ts';
import { jupyterDataFolders } from './jupyter-paths.ts';
import { type KernelSpec, kernelSpecOf } from './kernel-spec.ts';
import { tslabSource } from './tslab-source.ts';

/** The name of our own kernel, in `--kernel` and in Jupyter's list. */
export const OUR_KERNEL = 'faultline';

/** The program of our own kernel, compiled; tests run from lib, where it is in dist all the same. */
export const OUR_KERNEL_PROGRAM: string = fileURLToPath(
  new URL('../../../dist/notebook/kernel/main.js', import.meta.url),
);

/** Our own kernel. */
export function ourKernel(): KernelSpec {
  return {
    name: OUR_KERNEL,
    displayName: 'TypeScript (Faultline)',
    language: 'typescript',
    argv: [process.execPath, OUR_KERNEL_PROGRAM, '{connection_file}'],
    env: {},
    interruptMode: 'message',
    isOurs: true,
  };
}

/**
 * A kernel by its name: ours, an installed one, or `tslab` from the project's packages or PATH.
 *
 * @param folder where the project's packages are looked for, and in the folders above it.
 * @throws FaultlineError with the names that there are.
 */
export function findKernel(name: string, option = '--kernel', folder = process.cwd()): KernelSpec {
  if (name === OUR_KERNEL) return ourKernel();
  const installed = jupyterDataFolders().map((data) => join(data, 'kernels', name));
  const found = isPlainName(name)
    ? installed.find((path) => existsSync(join(path, 'kernel.json')))
    : undefined;
  const spec = found === undefined ? undefined : readSpec(name, found, option);
  if (name === 'tslab') {
    const tslab = spec ?? findTslab(folder);
    if (tslab !== undefined) return { ...tslab, adapt: tslabSource };
  }
  if (spec !== undefined) return spec;
  throw new FaultlineError(option, name, `one of the kernels found here: ${kernelNames(folder).join(', ')}`);
}

/** The names that `findKernel` knows. */
export function kernelNames(folder: string = process.cwd()): string[] {
  const installed = jupyterDataFolders().flatMap((data) => kernelsIn(join(data, 'kernels')));
  const tslab = findTslab(folder) === undefined ? [] : ['tslab'];
  return [...new Set([OUR_KERNEL, ...installed, ...tslab])];
}

function kernelsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'kernel.json')));
  } catch {
    return [];
  }
}

/** Names as Jupyter allows them: no paths. */
function isPlainName(name: string): boolean {
  return /^[\w.-]+$/.test(name) && !/^\.+$/.test(name);
}

function readSpec(name: string, folder: string, option: string): KernelSpec {
  const path = join(folder, 'kernel.json');
  try {
    return kernelSpecOf(JSON.parse(readFileSync(path, 'utf8')), name, folder);
  } catch (error) {
    throw new FaultlineError(`${option} ${name}`, path, `a kernelspec that can be used (${reasonOf(error)})`);
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
}

/** tslab starts from its program; nobody has to have told Jupyter about it. */
function findTslab(folder: string): KernelSpec | undefined {
  const program = inPackages(resolve(folder)) ?? onPath();
  if (program === undefined) return undefined;
  return {
    name: 'tslab',
    displayName: 'TypeScript (tslab)',
    language: 'typescript',
    argv: [...program, 'kernel', '--config-path', '{connection_file}'],
    env: {},
    interruptMode: 'signal',
    isOurs: false,
  };
}

function inPackages(folder: string): string[] | undefined {
  const program = join(folder, 'node_modules', 'tslab', 'bin', 'tslab');
  if (existsSync(program)) return [process.execPath, program];
  const above = dirname(folder);
  return above === folder ? undefined : inPackages(above);
}

function onPath(): string[] | undefined {
  const isWindows = process.platform === 'win32';
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders
    .map((folder) => join(folder, isWindows ? 'tslab.cmd' : 'tslab'))
    .find((program) => existsSync(program));
  return found === undefined ? undefined : [found];
}
