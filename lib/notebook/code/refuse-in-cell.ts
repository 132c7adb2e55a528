import type { Node } from 'oxc-parser';
import type { CellStatement } from './cell-statement.ts';
import { CellSyntaxError } from './cell-syntax-error.ts';
import type { FoundInCell } from './find-in-cell.ts';
import { positionAt } from './position.ts';

/**
 * Refuses what a module may have and a cell may not.
 *
 * @throws CellSyntaxError
 */
export function refuseInCell(source: string, statements: readonly CellStatement[], found: FoundInCell): void {
  const refuse = (node: Node, message: string): never => {
    throw new CellSyntaxError(message, positionAt(source, node.start));
  };
  for (const decorator of found.decorators) {
    refuse(decorator, 'Node runs no decorators; call the function with the class, or write what it does');
  }
  for (const node of found.imports) {
    if (node.phase) refuse(node, `Node has no import.${node.phase}; use import(…)`);
  }
  for (const { node } of statements) {
    switch (node.type) {
      case 'ExportAllDeclaration':
        refuse(node, 'a cell cannot export from another module, since nothing imports it; import the names');
        break;
      case 'ExportNamedDeclaration':
        if (node.source) {
          refuse(
            node,
            'a cell cannot export from another module, since nothing imports it; import the names',
          );
        }
        break;
      case 'TSExportAssignment':
        refuse(node, 'a cell has no exports to assign; write the expression alone to see its value');
        break;
      case 'TSNamespaceExportDeclaration':
        refuse(node, 'a cell cannot be a global namespace; declare one with namespace');
        break;
      case 'ImportDeclaration':
        if (node.phase) refuse(node, `Node has no import ${node.phase}; leave ${node.phase} out`);
        break;
      case 'VariableDeclaration':
        if (node.kind === 'using' || node.kind === 'await using') {
          refuse(
            node,
            `${node.kind} ends with its block, and a cell is none; put it into braces, or use const`,
          );
        }
        break;
      default:
    }
  }
}
