import type { Node, TSEnumDeclaration, TSModuleDeclaration } from 'oxc-parser';
import { cellHostName } from './cell-host.ts';
import { CellMap } from './cell-map.ts';
import { CellNames } from './cell-names.ts';
import { type CellStatement, cellStatements, isPassive, isTypeOnly } from './cell-statement.ts';
import { CellSyntaxError } from './cell-syntax-error.ts';
import { CellText } from './cell-text.ts';
import type { Declaration } from './declaration.ts';
import { declaredNames } from './declared-names.ts';
import { findInCell } from './find-in-cell.ts';
import { isGlobalName } from './global-names.ts';
import { parseCell } from './parse-cell.ts';
import type { Position } from './position.ts';
import { refuseInCell } from './refuse-in-cell.ts';
import { rewriteClass, rewriteEnums, rewriteFunction, rewriteNamespace } from './rewrite-declarations.ts';
import { rewriteExpressions } from './rewrite-expressions.ts';
import { rewriteImport } from './rewrite-import.ts';
import { rewriteNames } from './rewrite-names.ts';
import { rewriteVars } from './rewrite-vars.ts';
import { StripError, type Stripped, stripTypes, typeStripper } from './strip-types.ts';

/** A cell as JavaScript for V8's REPL mode. */
export interface CellCode {
  /**
   * A strict script with `await` that calls the `CellHost`. All names of its top level are declared by
   * `let`, which later cells can repeat. It may end in a comment.
   */
  readonly code: string;
  readonly declarations: readonly Declaration[];
  /**
   * The names of globals that this cell declares as values. Its code calls them something else, since other
   * code of the process would see them in place of the globals, and so must the code of later cells.
   */
  readonly renamed: readonly string[];
  /** Is the last statement an expression, whose value goes to the host? */
  readonly hasResult: boolean;
  /** Where in the cell a place of the code came from; both count from 1, as in V8's stack traces. */
  position(line: number, column: number): Position;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Turns a cell's TypeScript into JavaScript that V8 can run after other cells. Texts given to `eval` and
 * `new Function` stay as they are: there a name of a global means the global, whatever cells declare. It
 * means the global, too, in cells read before the one that declares it.
 *
 * @param earlier the `renamed` of all earlier cells
 * @throws CellSyntaxError for what is no TypeScript, and for what a cell cannot have
 */
export function readCell(source: string, earlier: ReadonlySet<string> = NONE): CellCode {
  const program = parseCell(source);
  const statements = cellStatements(program);
  const found = findInCell(program);
  refuseInCell(source, statements, found);
  const declarations = declaredNames(source, statements, found.vars);
  const renamed = declarations
    .filter(({ name, kind }) => kind !== 'type' && isGlobalName(name))
    .map(({ name }) => name);
  const names = new CellNames(earlier.size > 0 ? new Set([...earlier, ...renamed]) : new Set(renamed));
  const text = new CellText(source);
  if (program.hashbang) text.replace(program.hashbang.start, program.hashbang.end, '');
  rewriteExpressions(text, found);
  rewriteNames(text, program, names);
  const hoisted = hoistedStatements(text, statements);
  const functions = [...hoisted].map(({ node }) => node).filter(({ type }) => type === 'FunctionDeclaration');
  const vars = rewriteVars(text, found.vars, functions, names);
  rewriteStatements(text, statements, hoisted, names);
  const hasResult = rewriteResult(text, statements.at(-1));
  const prologue = vars.length > 0 ? `'use strict';let ${vars.join(', ')};` : `'use strict';`;
  text.text.prepend(prologue);
  const { code, map } = compile(text);
  return {
    code,
    declarations,
    renamed,
    hasResult,
    position: (line, column) => map.position({ line, column }),
  };
}

/** Loads the compilers and runs them once (about 80 ms), which the first cell would have to wait for. */
export function warmUp(): void {
  typeStripper();
  readCell('const x: number = await 1;\nfunction f() {}\nx');
  readCell('enum E { A }');
}

/** The imports, and the functions that may be called before their place, when something runs before them. */
function hoistedStatements(text: CellText, statements: readonly CellStatement[]): Set<CellStatement> {
  const firstStep = statements.findIndex((each) => !isPassive(each));
  const after = firstStep < 0 ? [] : statements.slice(firstStep);
  const imports = after.filter((each) => each.node.type === 'ImportDeclaration' && !isTypeOnly(each));
  const functions = after.filter(({ node }) => node.type === 'FunctionDeclaration' && !node.declare);
  const called = new Set<CellStatement>();
  // What a hoisted function mentions is hoisted too.
  for (let count = -1; count < called.size; ) {
    count = called.size;
    for (const each of functions) {
      if (called.has(each)) continue;
      const name = (each.node as { id?: { name: string } }).id!.name;
      const isMentioned =
        text.mentions(name, 0, each.node.start) > 0 ||
        [...called].some(({ node }) => text.mentions(name, node.start, node.end) > 0);
      if (isMentioned) called.add(each);
    }
  }
  return new Set([...imports, ...functions.filter((each) => called.has(each))]);
}

function rewriteStatements(
  text: CellText,
  statements: readonly CellStatement[],
  hoisted: ReadonlySet<CellStatement>,
  names: CellNames,
): void {
  const made = new Set<string>();
  const enums = new Map<string, TSEnumDeclaration[]>();
  for (const statement of statements) {
    const { outer, node } = statement;
    if (outer !== node) text.replace(outer.start, node.start, '');
    if (isTypeOnly(statement)) {
      if (node.type === 'ImportDeclaration') text.replace(node.start, node.end, ';');
      continue;
    }
    switch (node.type) {
      case 'ImportDeclaration':
        rewriteImport(text, node, hoisted.has(statement), names);
        break;
      case 'VariableDeclaration':
        // As long as it was, so that no column moves.
        if (node.kind === 'const') text.text.update(node.start, node.start + 'const'.length, 'let  ');
        break;
      case 'FunctionDeclaration':
        made.add(node.id!.name);
        rewriteFunction(text, node, hoisted.has(statement), names);
        break;
      case 'ClassDeclaration':
        made.add(node.id!.name);
        rewriteClass(text, node, names);
        break;
      case 'TSEnumDeclaration':
        made.add(node.id.name);
        enums.set(node.id.name, [...(enums.get(node.id.name) ?? []), node]);
        break;
      case 'TSModuleDeclaration': {
        const name = rootName(node.id);
        rewriteNamespace(text, node as TSModuleDeclaration, name, made.has(name), names);
        made.add(name);
        break;
      }
      case 'TSImportEqualsDeclaration':
        text.replace(node.start, node.id.start, 'let ');
        break;
      case 'ExportNamedDeclaration':
        text.replace(node.start, node.end, ';');
        break;
      case 'ExportDefaultDeclaration': {
        const { start, end } = statement.exported!;
        text.replace(node.start, start, ';');
        const isResult = statement === statements.at(-1);
        text.before(start, isResult ? `${cellHostName}.result((` : '(');
        text.after(end, isResult ? '))' : ')');
        if (text.source[node.end - 1] !== ';') text.after(node.end, ';');
        break;
      }
      default:
    }
  }
  for (const nodes of enums.values()) rewriteEnums(text, nodes, names);
}

/** Of `A.B` the name is A. */
function rootName(id: Node): string {
  return id.type === 'TSQualifiedName' ? rootName(id.left as Node) : (id as { name: string }).name;
}

function rewriteResult(text: CellText, last: CellStatement | undefined): boolean {
  // That of `export default` is sent already.
  if (last?.exported) return true;
  if (last?.node.type !== 'ExpressionStatement') return false;
  const { expression } = last.node;
  // Other texts that stand alone are values to see.
  if ('directive' in last.node && last.node.directive?.startsWith('use ')) return false;
  text.before(expression.start, `${cellHostName}.result((`);
  text.after(expression.end, '))');
  return true;
}

function compile(text: CellText): { readonly code: string; readonly map: CellMap } {
  const revised = text.text.toString();
  let stripped: Stripped;
  try {
    stripped = stripTypes(revised, 'cell.ts');
  } catch (error) {
    if (!(error instanceof StripError)) throw error;
    const { position, message } = error;
    throw new CellSyntaxError(message, new CellMap(text, { code: revised }).position(position));
  }
  return { code: stripped.code, map: new CellMap(text, stripped) };
}
