import type { ExpressionStatement, Node, ParseResult, Program } from 'oxc-parser';

/** Only blanks and comments come before the brace. */
const BEGINS_WITH_BRACE = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*\{/;

/**
 * The syntax tree of a cell that is nothing but an object literal, which would be a block to a module: one
 * expression statement. Null for any other cell. Offsets are those in the cell.
 */
export function objectLiteralCell(source: string, parse: (text: string) => ParseResult): Program | null {
  if (!BEGINS_WITH_BRACE.test(source)) return null;
  // The line break ends a comment at the end.
  const { program, errors } = parse(`(${source}\n)`);
  if (errors.some(({ severity }) => severity === 'Error')) return null;
  const [statement, ...more] = program.body;
  if (more.length > 0 || statement?.type !== 'ExpressionStatement') return null;
  const inner = withoutParentheses(statement.expression);
  if (inner.type !== 'ObjectExpression') return null;
  // Back by the parenthesis that was put in front.
  shift(inner, -1);
  const { start, end } = inner;
  const only = { ...statement, expression: inner, start, end } as ExpressionStatement;
  return { ...program, body: [only], start: 0, end: source.length };
}

function withoutParentheses(node: Node): Node {
  return node.type === 'ParenthesizedExpression' ? withoutParentheses(node.expression) : node;
}

function shift(node: unknown, by: number): void {
  if (typeof node !== 'object' || node === null) return;
  const place = node as { start?: unknown; end?: unknown };
  if (typeof place.start === 'number') place.start += by;
  if (typeof place.end === 'number') place.end += by;
  for (const child of Object.values(node)) shift(child, by);
}
