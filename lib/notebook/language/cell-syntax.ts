import type { BindingIdentifier, Node, ParseResult } from 'oxc-parser';
import { boundNames } from '../code/bound-names.ts';
import { parser } from '../code/parse-cell.ts';

/** What a name is to the checker. A class, an enum, a namespace and an import are both. */
export type Meaning = 'value' | 'type' | 'both';

/** What the parser finds in a cell, without types. */
export interface CellSyntax {
  /** Why the parser rejects the text, first fault first; offsets in UTF-16 units. */
  readonly errors: readonly { readonly message: string; readonly start: number; readonly end: number }[];
  /** The names of the top level. Empty for a text that does not parse. */
  readonly names: ReadonlyMap<string, Meaning>;
  /** Names that the cell exports by itself. */
  readonly exported: ReadonlySet<string>;
  /** Modules that it imports, as written. */
  readonly specifiers: readonly string[];
  /** Does it change what other cells see without a name: `declare global`, `import './side-effect.ts'`? */
  readonly augments: boolean;
  /** Is the last statement a function without a body? Types allow it, a cell hardly means it. */
  readonly endsInOverload: boolean;
}

export function readCellSyntax(source: string): CellSyntax {
  const parsed = parser().parseSync('cell.ts', source, { lang: 'ts', sourceType: 'module' });
  const body: readonly Node[] = parsed.program.body;
  const names = new Map<string, Meaning>();
  for (const [name, meaning] of body.flatMap(namesOf)) {
    const known = names.get(name);
    names.set(name, known === undefined || known === meaning ? meaning : 'both');
  }
  const last = body.at(-1);
  return {
    errors: parsed.errors.map(({ message, labels }) => ({
      message,
      start: labels[0]?.start ?? source.length,
      end: labels[0]?.end ?? source.length,
    })),
    names,
    exported: exportsOf(parsed),
    specifiers: specifiersOf(parsed, source),
    augments: body.some(augments),
    endsInOverload: last?.type === 'TSDeclareFunction' && last.declare !== true,
  };
}

/** The modules that a file imports; none for one that does not parse. */
export function importedModules(path: string, source: string): string[] {
  return specifiersOf(parser().parseSync(path, source), source);
}

function namesOf(statement: Node): [string, Meaning][] {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) => boundNames(id).map(({ name }) => [name, 'value']));
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      return ofId(statement.id, 'value');
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
      return ofId(statement.id, 'type');
    case 'TSModuleDeclaration':
      return statement.kind === 'global' ? [] : ofId(statement.id, 'both');
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSImportEqualsDeclaration':
      return ofId(statement.id, 'both');
    case 'ImportDeclaration':
      return statement.specifiers.map(({ local }) => [local.name, 'both']);
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return statement.declaration ? namesOf(statement.declaration as Node) : [];
    default:
      return [];
  }
}

/** Of `A.B` the name is A; a module named by a string has none. */
function ofId(id: Node | null | undefined, meaning: Meaning): [string, Meaning][] {
  if (id?.type === 'TSQualifiedName') return ofId(id.left as Node, meaning);
  return id?.type === 'Identifier' ? [[(id as BindingIdentifier).name, meaning]] : [];
}

function augments(statement: Node): boolean {
  if (statement.type === 'ImportDeclaration') return statement.specifiers.length === 0;
  return (
    statement.type === 'TSModuleDeclaration' &&
    (statement.kind === 'global' || statement.id.type === 'Literal')
  );
}

function exportsOf({ module }: ParseResult): Set<string> {
  const names = module.staticExports.flatMap(({ entries }) => entries.map((each) => each.exportName.name));
  return new Set(names.filter((name) => name !== null));
}

function specifiersOf({ module }: ParseResult, source: string): string[] {
  const imports = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.map((each) => each.moduleRequest?.value),
  );
  const dynamic = module.dynamicImports.map(
    ({ moduleRequest: { start, end } }) => /^(['"])(.*)\1$/.exec(source.slice(start, end))?.[2],
  );
  return [...new Set([...imports, ...exports, ...dynamic].filter((name) => name !== undefined))];
}
