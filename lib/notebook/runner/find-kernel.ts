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

/** Where Faultline itself is; npm puts what it needs into the packages of this folder or of one above. */
const OWN_FOLDER = dirname(fileURLToPath(import.meta.url));

/**
 * A kernel by its name: ours, an installed one, or `tslab` as findTslab finds it.
 *
 * @param folder where the notebook is.
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
  const names = kernelNames(folder).join(', ');
  const advice = name === 'tslab' ? '; npm install tslab, beside the notebook, adds it' : '';
  throw new FaultlineError(option, name, `one of the kernels found here: ${names}${advice}`);
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

/**
 * tslab starts from its program; nobody has to have told Jupyter about it. That in the packages of the
 * notebook comes first, then that of the working directory, that of Faultline, and one on PATH.
 */
function findTslab(folder: string): KernelSpec | undefined {
  const folders = [resolve(folder), process.cwd(), OWN_FOLDER];
  const program = folders.map(inPackages).find((found) => found !== undefined) ?? onPath();
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
