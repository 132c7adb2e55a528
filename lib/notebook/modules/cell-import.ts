import { createRequire, Module } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CellImportOptions } from '../code/cell-host.ts';
import { installHooks } from './install-hooks.ts';
import { findLocalFile, isInstalled, isLocal } from './local-file.ts';
import { ModuleGraph, notFound } from './module-graph.ts';
import { askFrom, isOwn } from './module-hooks.ts';
import type { PlannedModule } from './module-plan.ts';

export type Namespace = Readonly<Record<string, unknown>>;

/** What cells of one notebook load modules with. */
export interface CellImport {
  /**
   * Imports as if it were written in the notebook's file. Local modules that changed, or import what
   * changed, are loaded anew.
   *
   * @throws what the module throws; SyntaxError with file, line and column; Node's errors for what is missing
   */
  import(specifier: unknown, options?: CellImportOptions): Promise<Namespace>;
  /** `require` of the notebook's folder. */
  readonly require: NodeJS.Require;
  /** `import.meta` of the cells. */
  readonly meta: CellMeta;
}

/** As Node's `import.meta`. */
export interface CellMeta {
  readonly url: string;
  readonly filename: string;
  readonly dirname: string;
  /** @throws Error of Node for what is not there */
  resolve(specifier: string): string;
}

type NodeImport = (
  specifier: string,
  options?: { with?: Readonly<Record<string, string>> },
) => Promise<Namespace>;

/** One for a process, whatever the number of notebooks: Node has one loader, and a file one state. */
const graph = new ModuleGraph();
let announce: ((modules: readonly PlannedModule[]) => void) | undefined;

/** @param file absolute path of the notebook; it need not be there */
export function createCellImport({ file }: { readonly file: string }): CellImport {
  const importThere = importFrom(file);
  const url = pathToFileURL(file).href;
  const require = createRequire(file);
  return {
    async import(specifier, options) {
      const name = String(specifier);
      // The type checker takes JSON without saying so; Node wants it said.
      const type = options?.with ?? (isLocal(name) && name.endsWith('.json') ? { type: 'json' } : undefined);
      const attributes = type && { with: type };
      if (isLocal(name)) return importLocal(name, file, (url) => importThere(url, attributes));
      // What a package says of `#names` may lead to TypeScript.
      if (name.startsWith('#')) announce ??= installHooks();
      try {
        return await importThere(name, attributes);
      } catch (error) {
        if (!isOwn(name) || !isAbout(error, name)) throw error;
        return import(name);
      }
    },
    require,
    meta: {
      url,
      filename: file,
      dirname: dirname(file),
      resolve(specifier) {
        announce ??= installHooks();
        return import.meta.resolve(askFrom(url, specifier));
      },
    },
  };
}

async function importLocal(
  specifier: string,
  importer: string,
  importUrl: (url: string) => Promise<Namespace>,
): Promise<Namespace> {
  const file = findLocalFile(specifier, dirname(importer));
  if (file === undefined) throw notFound(specifier, importer);
  if (isInstalled(file) || !/\.(?:[cm]?[jt]s|json)$/.test(file)) return importUrl(pathToFileURL(file).href);
  announce ??= installHooks();
  const { url, modules, stale, ended } = graph.plan(file);
  // Node keeps these by file, whatever is asked for in the URL.
  const { cache } = createRequire(importer);
  for (const each of stale) delete cache[each];
  announce(modules);
  // Compiled code names places of its own, which the map leads back to the file's.
  if (modules.some(({ source }) => source?.includes('\n//# sourceMappingURL=data:'))) {
    process.setSourceMapsEnabled(true);
  }
  try {
    const namespace = await importUrl(url);
    ended(true);
    return namespace;
  } catch (error) {
    ended(false);
    throw error;
  }
}

/** An `import(…)` that Node resolves as in a file; nothing but a CommonJS module of that name gives one. */
function importFrom(file: string): NodeImport {
  const module = new Module(file) as Module & { _compile(code: string, file: string): void };
  module._compile('module.exports = (specifier, options) => import(specifier, options);', file);
  return module.exports as NodeImport;
}

function isAbout(error: unknown, name: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${name.split('/')[0]}'`);
}
