import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Documents of a cell session. They are open in the language server and never on disk. */
export const documentNames = {
  /** Shadows a file of this name, if the folder has one: cells are checked alike in every folder. */
  config: 'tsconfig.json',
  globals: '.faultline-globals.d.ts',
  /** The cell that is being written, checked or completed. */
  draft: '.faultline-cell.ts',
  cell: (index: number) => `.faultline-cell-${index}.ts`,
};

/** Is this the name of one of our documents, with or without its ending? */
export function isDocumentName(name: string): boolean {
  return name.startsWith('.faultline-');
}

/** What cells have beside the globals of Node. The import keeps the package's types loaded between cells. */
const globals = `import type {} from 'faultline';
declare global {
  /** Asks the person at the notebook for a line. */
  function input(prompt?: string, options?: { password?: boolean }): Promise<string>;
  var require: NodeJS.Require;
  /** The folder of the notebook. */
  var __dirname: string;
}
`;

/** The documents that make a folder a project of cells, by name. */
export function projectDocuments(directory: string): Record<string, string> {
  const here = createRequire(import.meta.url);
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023'],
    module: 'esnext',
    moduleResolution: 'bundler',
    moduleDetection: 'force',
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    allowJs: true,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    // Ours, whatever the folder has: two versions of Node's types in one program contradict each other.
    typeRoots: [dirname(dirname(here.resolve('@types/node/package.json')))],
    types: ['node'],
    paths: ownPackage(here, directory),
  };
  const config = { compilerOptions, files: [documentNames.globals, documentNames.draft] };
  return { [documentNames.config]: JSON.stringify(config), [documentNames.globals]: globals };
}

/** Where a folder finds `faultline` that has none of its own. */
function ownPackage(here: NodeJS.Require, directory: string): Record<string, string[]> {
  if (canResolve(createRequire(join(directory, 'cell.js')))) return {};
  if (!canResolve(here)) return {};
  return { faultline: [here.resolve('faultline').replace(/\.js$/, '.d.ts')] };
}

function canResolve(from: NodeJS.Require): boolean {
  try {
    from.resolve('faultline');
    return true;
  } catch {
    return false;
  }
}
