import type { BindingPattern, Node, VariableDeclaration } from 'oxc-parser';
import { boundNames } from './bound-names.ts';
import { parser } from './parse-cell.ts';

/** Nodes beyond which a `var` cannot be seen. */
const closed: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassDeclaration',
  'ClassExpression',
  'TSModuleDeclaration',
]);

/** The nodes right inside of a node, in order. */
export function childrenOf(node: Node): Node[] {
  return (parser().visitorKeys[node.type] ?? []).flatMap((key) => {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    if (Array.isArray(child)) return child.filter((each) => each !== null);
    return child ? [child] : [];
  });
}

/** The names that a block's statements declare for that block alone; `var` is not among them. */
export function blockNames(statements: readonly Node[]): string[] {
  return statements.flatMap((outer) => {
    const isExport = outer.type === 'ExportNamedDeclaration' || outer.type === 'ExportDefaultDeclaration';
    const node = (isExport ? outer.declaration : outer) as Node | null;
    switch (node?.type) {
      case 'VariableDeclaration':
        return node.kind === 'var' || node.declare ? [] : variableNames(node);
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
      case 'TSEnumDeclaration':
      case 'TSModuleDeclaration':
      case 'TSImportEqualsDeclaration':
        return 'declare' in node && node.declare ? [] : qualifiedNames(node.id).slice(0, 1);
      default:
        return [];
    }
  });
}

/** The names of the `var`s in a node, at any depth within the same function. */
export function varNames(node: Node): string[] {
  const own = node.type === 'VariableDeclaration' && node.kind === 'var' ? variableNames(node) : [];
  return [...own, ...childrenOf(node).flatMap((child) => (closed.has(child.type) ? [] : varNames(child)))];
}

/** What a function's parameters bind, also as a class's properties. */
export function parameterNames(parameters: readonly Node[]): string[] {
  return parameters.flatMap((each) =>
    patternNames(each.type === 'TSParameterProperty' ? each.parameter : each),
  );
}

export function patternNames(pattern: BindingPattern | Node): string[] {
  return boundNames(pattern).map(({ name }) => name);
}

function variableNames({ declarations }: VariableDeclaration): string[] {
  return declarations.flatMap(({ id }) => patternNames(id));
}

/** Of `A.B` A and B; a string has none. */
export function qualifiedNames(id: Node | null | undefined): string[] {
  if (id?.type === 'TSQualifiedName')
    return [id.left, id.right].flatMap((each) => qualifiedNames(each as Node));
  return id?.type === 'Identifier' ? [(id as { name: string }).name] : [];
}
