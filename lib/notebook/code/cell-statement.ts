import type { Declaration as DeclarationNode, Directive, Expression, Program, Statement } from 'oxc-parser';

type Outer = Statement | Directive;

/** A statement at the top of a cell, without the `export` in front of it. */
export interface CellStatement {
  /** With `export`. */
  readonly outer: Outer;
  readonly node: Outer | DeclarationNode;
  /** What `export default` gives, where that declares nothing. */
  readonly exported?: Expression;
}

/** The statements of a cell, in order. */
export function cellStatements(program: Program): CellStatement[] {
  return (program.body as Outer[]).map((outer) => {
    if (outer.type === 'ExportNamedDeclaration' && outer.declaration !== null) {
      return { outer, node: outer.declaration };
    }
    if (outer.type !== 'ExportDefaultDeclaration') return { outer, node: outer };
    const node = outer.declaration as { type: string; id?: unknown };
    const declares = /Declaration$|^TSDeclareFunction$/.test(node.type) && node.id;
    if (declares) return { outer, node: node as DeclarationNode };
    return { outer, node: outer, exported: node as Expression };
  });
}

/** Is it there for the type checker alone? */
export function isTypeOnly({ node }: CellStatement): boolean {
  switch (node.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
      return true;
    case 'ImportDeclaration':
      return (
        node.importKind === 'type' ||
        (node.specifiers.length > 0 &&
          node.specifiers.every((each) => each.type === 'ImportSpecifier' && each.importKind === 'type'))
      );
    case 'TSImportEqualsDeclaration':
      return node.importKind === 'type';
    case 'TSModuleDeclaration':
      return node.declare === true || node.global === true || !hasValues(node.body);
    case 'VariableDeclaration':
    case 'ClassDeclaration':
    case 'FunctionDeclaration':
    case 'TSEnumDeclaration':
      return node.declare === true;
    default:
      return false;
  }
}

/** Does a namespace stand for anything when the program runs? */
function hasValues(body: unknown): boolean {
  const block = body as { type: string; body: Outer[] | unknown } | null | undefined;
  if (!block) return false;
  if (block.type === 'TSModuleDeclaration') return hasValues(block.body);
  return cellStatements(block as unknown as Program).some(
    (each) => each.node.type !== 'EmptyStatement' && !isTypeOnly(each),
  );
}

/** Does nothing run at its place? Imports and functions take effect before. */
export function isPassive(statement: CellStatement): boolean {
  const { node } = statement;
  return (
    isTypeOnly(statement) ||
    node.type === 'ImportDeclaration' ||
    node.type === 'FunctionDeclaration' ||
    node.type === 'EmptyStatement' ||
    (node.type === 'ExportNamedDeclaration' && node.declaration === null)
  );
}
