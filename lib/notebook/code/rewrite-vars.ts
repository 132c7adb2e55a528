import type { Node, VariableDeclaration, VariableDeclarator } from 'oxc-parser';
import { boundNames } from './bound-names.ts';
import type { CellNames } from './cell-names.ts';
import type { CellText } from './cell-text.ts';
import type { CellVar } from './find-in-cell.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Makes each `var` outside of functions a `let`: in its place where nothing can tell, else at the top of the
 * cell, with an assignment in its place.
 *
 * @param hoisted the functions that run before the cell's other code
 * @returns the names to declare at the top, as the code calls them
 */
export function rewriteVars(
  text: CellText,
  vars: readonly CellVar[],
  hoisted: readonly Range[],
  names: CellNames,
): string[] {
  const counts = new Map<string, number>();
  for (const name of vars.flatMap(namesOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const atTop = new Set<string>();
  const isPlain = (each: CellVar): boolean =>
    (each.parent.type === 'Program' || each.parent.type === 'ExportNamedDeclaration') &&
    namesOf(each).every(
      (name) =>
        counts.get(name) === 1 &&
        text.mentions(name, 0, each.node.end) === 1 &&
        hoisted.every(({ start, end }) => text.mentions(name, start, end) === 0),
    );
  for (const each of vars) {
    const { node, parent } = each;
    if (isPlain(each)) {
      text.text.update(node.start, node.start + 'var'.length, 'let');
      continue;
    }
    for (const name of namesOf(each)) atTop.add(name);
    assign(text, node, parent, names);
  }
  return [...atTop].map((name) => names.of(name));
}

function namesOf({ node }: CellVar): string[] {
  return node.declarations.flatMap(({ id }) => boundNames(id).map(({ name }) => name));
}

/** `var a = 1, b, { c } = d` becomes `(a = 1, { c } = d)`. */
function assign(text: CellText, node: VariableDeclaration, parent: Node, names: CellNames): void {
  const isLoopTarget = parent.type === 'ForInStatement' || parent.type === 'ForOfStatement';
  const inHead =
    (isLoopTarget && parent.left === node) || (parent.type === 'ForStatement' && parent.init === node);
  const kept =
    isLoopTarget && inHead ? node.declarations : node.declarations.filter(({ init }) => init !== null);
  if (kept.length === 0) {
    text.replace(node.start, node.end, inHead ? '' : ';');
    return;
  }
  let end = node.start;
  for (const each of kept) {
    text.replace(end, each.start, end === node.start ? '' : ', ');
    withoutType(text, each, names);
    end = each.end;
  }
  const last = node.declarations.at(-1)!;
  if (end < last.end) text.replace(end, last.end, '');
  if (inHead) return;
  // A pattern could be read as a block, or as going on from the line before.
  if (kept[0]!.id.type !== 'Identifier') {
    text.before(kept[0]!.start, inList(parent) ? ';(' : '(');
    text.after(end, ')');
  }
  if (!text.source.slice(last.end, node.end).includes(';')) text.after(node.end, ';');
}

function inList(parent: Node): boolean {
  return ['Program', 'ExportNamedDeclaration', 'BlockStatement', 'SwitchCase'].includes(parent.type);
}

function withoutType(text: CellText, { id }: VariableDeclarator, names: CellNames): void {
  const type = id.typeAnnotation;
  if (!type) return;
  // Of `x!: T` the mark goes too.
  if (id.type === 'Identifier') text.replace(id.start, id.end, names.of(id.name));
  else text.replace(type.start, type.end, '');
}
