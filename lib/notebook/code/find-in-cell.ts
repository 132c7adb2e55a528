import type {
  AwaitExpression,
  ForOfStatement,
  ImportExpression,
  MetaProperty,
  Node,
  Program,
  VariableDeclaration,
} from 'oxc-parser';
import { parser } from './parse-cell.ts';

/** A `var` outside of functions. */
export interface CellVar {
  readonly node: VariableDeclaration;
  /** What holds it: the program, a block, a loop's head, a branch. */
  readonly parent: Node;
}

/** What has to be rewritten in a cell, whatever the statement that it is in. */
export interface FoundInCell {
  /** `await` outside of functions. */
  readonly awaits: AwaitExpression[];
  /** `for await` outside of functions. */
  readonly awaitingLoops: ForOfStatement[];
  readonly vars: CellVar[];
  /** `import(…)`, in functions too. */
  readonly imports: ImportExpression[];
  /** `import.meta`, in functions too. */
  readonly metas: MetaProperty[];
  /** Members that only abstract classes may have. */
  readonly abstractMembers: Node[];
  readonly decorators: Node[];
}

/** Nodes with a scope of their own for `var` and `await`. */
const scopes: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'TSDeclareFunction',
  'TSEmptyBodyFunctionExpression',
  'StaticBlock',
  'TSModuleDeclaration',
]);

/** Walks a whole cell once. */
export function findInCell(program: Program): FoundInCell {
  const found: FoundInCell = {
    awaits: [],
    awaitingLoops: [],
    vars: [],
    imports: [],
    metas: [],
    abstractMembers: [],
    decorators: [],
  };
  const keysOf = parser().visitorKeys;
  const visit = (node: Node, parent: Node, isInScope: boolean): void => {
    note(found, node, parent, isInScope);
    const isInner = isInScope || scopes.has(node.type);
    for (const key of keysOf[node.type] ?? []) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
      if (Array.isArray(child)) {
        for (const each of child) if (each !== null) visit(each, node, isInner);
      } else if (child) visit(child, node, isInner);
    }
  };
  visit(program, program, false);
  return found;
}

function note(found: FoundInCell, node: Node, parent: Node, isInScope: boolean): void {
  switch (node.type) {
    case 'ImportExpression':
      found.imports.push(node);
      return;
    case 'MetaProperty':
      if (node.meta.name === 'import') found.metas.push(node);
      return;
    case 'Decorator':
      found.decorators.push(node);
      return;
    case 'TSAbstractMethodDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'TSAbstractAccessorProperty':
      found.abstractMembers.push(node);
      return;
    case 'AwaitExpression':
      if (!isInScope) found.awaits.push(node);
      return;
    case 'ForOfStatement':
      if (node.await && !isInScope) found.awaitingLoops.push(node);
      return;
    case 'VariableDeclaration':
      if (node.kind === 'var' && !node.declare && !isInScope) found.vars.push({ node, parent });
      return;
    default:
  }
}
