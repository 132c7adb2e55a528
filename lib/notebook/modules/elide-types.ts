import type { ImportDeclaration, ImportDeclarationSpecifier, Program } from 'oxc-parser';
import { countMentions } from '../code/count-mentions.ts';
import { stripTypes } from '../code/strip-types.ts';

/**
 * Blanks imported names that a TypeScript file uses in types alone, and statements that import nothing else:
 * as TypeScript does, and unlike Node, which would look for a value of that name. No place moves.
 */
export function elideTypes(text: string, program: Program): string {
  const imports = program.body.filter((node) => node.type === 'ImportDeclaration');
  if (!imports.some(({ specifiers }) => specifiers.length > 0)) return text;
  const { code } = stripTypes(text, 'module.ts');
  let elided = text;
  const blank = (start: number, end: number): void => {
    elided = elided.slice(0, start) + elided.slice(start, end).replace(/[^\r\n]/g, ' ') + elided.slice(end);
  };
  for (const node of imports) {
    if (node.specifiers.length === 0) continue;
    // One mention is the import itself. One in a text or a comment keeps it, as if it were used.
    const unused = node.specifiers.filter(
      (each) => isType(node, each) || countMentions(code, each.local.name) <= 1,
    );
    if (unused.length === node.specifiers.length) {
      blank(node.start, node.end);
      continue;
    }
    for (const each of unused) {
      const comma = /^\s*,/.exec(elided.slice(each.end))?.[0] ?? '';
      blank(each.start, each.end + comma.length);
    }
  }
  return elided;
}

function isType(node: ImportDeclaration, each: ImportDeclarationSpecifier): boolean {
  return node.importKind === 'type' || (each.type === 'ImportSpecifier' && each.importKind === 'type');
}
