import type { Class, Function as FunctionNode, TSEnumDeclaration, TSModuleDeclaration } from 'oxc-parser';
import type { CellNames } from './cell-names.ts';
import type { CellText } from './cell-text.ts';

/**
 * `function f() {}` becomes `let f = function () {};`, which later cells can declare again as anything.
 *
 * @param isHoisted takes it to the top of the cell
 */
export function rewriteFunction(
  text: CellText,
  node: FunctionNode,
  isHoisted: boolean,
  names: CellNames,
): void {
  const { name, start, end } = node.id!;
  text.replace(start, end, '');
  // The function's `name` stays what the cell wrote.
  const isRenamed = names.has(name);
  text.before(node.start, isRenamed ? `let ${names.of(name)} = { ${name}: ` : `let ${name} = `);
  text.after(node.end, isRenamed ? ` }.${name};` : ';');
  if (isHoisted) text.hoist(node.start, node.end);
}

/** `class A {}` becomes `let A = class A {};`. */
export function rewriteClass(text: CellText, node: Class, names: CellNames): void {
  // No expression is an abstract class.
  if (node.abstract) text.replace(node.start, node.start + 'abstract'.length, '');
  text.before(node.start, `let ${names.of(node.id!.name)} = `);
  text.after(node.end, ';');
}

/** The declarations of one enum become `let E = (() => { enum E {…} enum E {…} return E })();`. */
export function rewriteEnums(text: CellText, nodes: readonly TSEnumDeclaration[], names: CellNames): void {
  const [first, ...more] = nodes as [TSEnumDeclaration, ...TSEnumDeclaration[]];
  const { name } = first.id;
  for (const node of nodes) {
    // A constant enum would leave nothing to return.
    if (node.const) text.replace(node.start, node.id.start, 'enum ');
  }
  text.before(first.start, `let ${names.of(name)} = (() => { `);
  const last = nodes.at(-1)!;
  text.after(last.end, ` return ${name} })();`);
  // What follows the first comes after what was put there before.
  for (const node of more) {
    if (node.start === first.end) continue;
    text.after(node.start, ';');
    text.text.move(node.start, node.end, first.end);
  }
}

/**
 * `namespace N {}` becomes `let N = (() => { namespace N {} return N })();`.
 *
 * @param name the first of its names, as A of `namespace A.B`
 * @param isMore adds to the function, class, enum or namespace of that name in the same cell
 */
export function rewriteNamespace(
  text: CellText,
  node: TSModuleDeclaration,
  name: string,
  isMore: boolean,
  names: CellNames,
): void {
  const outer = names.of(name);
  if (isMore) {
    text.before(node.start, `${outer} = ((${name}) => { `);
    text.after(node.end, ` return ${name} })(${outer});`);
  } else {
    text.before(node.start, `let ${outer} = (() => { `);
    text.after(node.end, ` return ${name} })();`);
  }
}
