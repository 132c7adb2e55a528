import { dirname, join } from 'node:path/posix';
import ts from 'typescript-api';
import { lineAt, parse, type Source } from './source.ts';

/** The folders of lib/, and the other folders that each may import from. */
const layers: Readonly<Record<string, readonly string[] | 'anything'>> = {
  core: [],
  analysis: ['core'],
  models: ['core', 'analysis'],
  study: ['core'],
  why: ['core'],
  figures: ['core'],
  live: ['core'],
  analyst: ['core', 'why'],
  node: ['core', 'models', 'study', 'live', 'why', 'analyst'],
  client: ['core', 'live'],
  page: ['core', 'models', 'study', 'live', 'why', 'figures', 'client'],
  cli: 'anything',
  server: 'anything',
  notebook: 'anything',
};

/** Folders that run in a browser worker: nothing of Node, and few packages. */
const inner = ['core', 'analysis', 'models', 'study', 'why', 'live', 'figures'];
const innerPackages =
  /^(zod|seedrandom|simple-statistics|big\.js|@noble\/hashes\/.+|csv-parse\/browser\/esm\/sync)$/;
/** What a browser's page and its client take besides. */
const pagePackages = /^(zod|preact|preact\/.+|@preact\/signals|plotly\.js-basic-dist-min)$/;
const clientPackages = /^(ws)$/;
const packagesOf: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(inner.map((folder) => [folder, innerPackages])),
  page: pagePackages,
  client: clientPackages,
};

interface Import {
  readonly from: string;
  readonly line: number;
  readonly specifier: string;
  /** The imported file, for a relative specifier. */
  readonly to?: string;
}

/** Imports that run the wrong way, one line each: `path:line: fault`. */
export function layerFaults(sources: readonly Source[]): string[] {
  const imports = sources.flatMap(importsOf);
  return [
    ...sources.flatMap(unknownFolder),
    ...imports.flatMap((each) => (each.to === undefined ? packageFault(each) : folderFault(each, each.to))),
    ...cycles(imports),
  ];
}

/** Everything a file names as a module: import, export … from, import(…), and import('…') in types. */
function importsOf(source: Source): Import[] {
  const file = parse(source);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) {
      const line = lineAt(file, node.getStart(file));
      const relative = specifier.startsWith('.') && { to: join(dirname(source.path), specifier) };
      found.push({ from: source.path, line, specifier, ...relative });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function specifierOf(node: ts.Node): string | undefined {
  let specifier: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) specifier = node.moduleSpecifier;
  else if (ts.isImportTypeNode(node)) specifier = (node.argument as ts.LiteralTypeNode).literal;
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    specifier = node.arguments[0];
  }
  return specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
}

/** `core` for lib/core/…; '' for a file in lib/ itself. */
function folderOf(path: string): string {
  return /^lib\/([^/]+)\//.exec(path)?.[1] ?? '';
}

/** `banks` for lib/models/banks/…; '' for the list of models. */
function modelOf(path: string): string {
  return /^lib\/models\/([^/]+)\//.exec(path)?.[1] ?? '';
}

function unknownFolder({ path }: Source): string[] {
  if (path === 'lib/index.ts' || Object.hasOwn(layers, folderOf(path))) return [];
  return [`${path}:1: no layer; put it into one of ${Object.keys(layers).join(', ')}`];
}

function folderFault({ from, line, specifier }: Import, to: string): string[] {
  const where = `${from}:${line}`;
  if (!to.startsWith('lib/')) return [`${where}: imports '${specifier}', outside lib; lib stands alone`];
  const folder = folderOf(from);
  const target = folderOf(to);
  if (folder === 'models' && target === 'models') {
    if (modelOf(from) === '' || modelOf(from) === modelOf(to)) return [];
    return [`${where}: a model imports '${specifier}'; models import core, analysis and their own folder`];
  }
  const allowed = layers[folder] ?? 'anything';
  if (folder === target || allowed === 'anything' || allowed.includes(target)) return [];
  const others = allowed.length > 0 ? allowed.join(', ') : 'nothing else of ours';
  return [`${where}: ${folder} imports '${specifier}'; ${folder} may import ${others}`];
}

function packageFault({ from, line, specifier }: Import): string[] {
  const allowed = packagesOf[folderOf(from)];
  if (allowed === undefined) return [];
  const where = `${from}:${line}: ${folderOf(from)} imports '${specifier}'`;
  if (specifier.startsWith('node:'))
    return [`${where}; it runs in browsers too: take what it gives as a parameter`];
  if (allowed.test(specifier)) return [];
  return [`${where}; the packages of this folder are listed in test/house/layers.ts`];
}

/** Each cycle between files, once, as the chain of its files. */
function cycles(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) if (to) targets.set(from, [...(targets.get(from) ?? []), to]);

  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, chain: readonly string[]): void => {
    const start = chain.indexOf(path);
    if (start >= 0) found.push(`${path}:1: import cycle: ${[...chain.slice(start), path].join(' → ')}`);
    if (start >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) walk(target, [...chain, path]);
    done.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return [...new Set(found)];
}
