import type { Expression, Node, Program, TSType, VariableDeclarator } from 'oxc-parser';

/** What a parameter's default is, as far as values given for it have to be the same. */
export type ParameterKind = 'text' | 'number' | 'boolean' | 'any';

/** A variable that the cell tagged `parameters` declares. */
export interface ParameterDeclaration {
  readonly name: string;
  readonly kind: ParameterKind;
  /** What it is declared with there; undefined for none and for what is computed. */
  readonly example: unknown;
  /** The same declaration with this expression in place of its value. */
  readonly withValue: (expression: string) => string;
}

/** The variables that a program declares at its top level, in order; patterns declare none. */
export function parameterDeclarations(source: string, program: Program): ParameterDeclaration[] {
  return program.body.flatMap((outer) => {
    const isExported = outer.type === 'ExportNamedDeclaration' && outer.declaration !== null;
    const statement: Node = isExported ? outer.declaration! : outer;
    if (statement.type !== 'VariableDeclaration' || statement.declare === true) return [];
    return statement.declarations.flatMap((each) => declarationOf(source, statement.kind, each));
  });
}

function declarationOf(
  source: string,
  keyword: string,
  { id, init }: VariableDeclarator,
): ParameterDeclaration[] {
  if (id.type !== 'Identifier') return [];
  const { name, typeAnnotation } = id;
  const annotation = typeAnnotation ? source.slice(typeAnnotation.start, typeAnnotation.end) : '';
  const value = init && withoutTypes(init);
  const before = init && value ? source.slice(init.start, value.start) : '';
  const after = init && value ? source.slice(value.end, init.end) : '';
  const example = value ? exampleOf(value) : undefined;
  // The type of a constant is its value: with the new one alone, comparing it with the old would be an error.
  const isLiteral = keyword === 'const' && annotation === '' && value === init && typeof example === 'string';
  const given = (expression: string): string =>
    isLiteral
      ? `${expression} as ${expression} | ${source.slice(init!.start, init!.end)}`
      : `${before}${expression}${after}`;
  return [
    {
      name,
      kind: (typeAnnotation && kindOfType(typeAnnotation.typeAnnotation)) ?? kindOfValue(value),
      example,
      withValue: (expression) => `${keyword} ${name}${annotation} = ${given(expression)};`,
    },
  ];
}

/** `5` in `5 as const`, `<number>5`, `(5)` and `5 satisfies number`. */
function withoutTypes(node: Expression): Expression {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return withoutTypes(node.expression);
    default:
      return node;
  }
}

/** Undefined for types that say nothing without the checker. */
function kindOfType(type: TSType): ParameterKind | undefined {
  switch (type.type) {
    case 'TSStringKeyword':
      return 'text';
    case 'TSNumberKeyword':
      return 'number';
    case 'TSBooleanKeyword':
      return 'boolean';
    case 'TSLiteralType':
      return kindOfValue(type.literal as Expression);
    case 'TSParenthesizedType':
      return kindOfType(type.typeAnnotation);
    case 'TSTypeReference':
      return undefined;
    case 'TSUnionType': {
      const kinds = new Set(type.types.map(kindOfType));
      return kinds.size === 1 ? [...kinds][0] : 'any';
    }
    default:
      return 'any';
  }
}

function kindOfValue(value: Expression | null): ParameterKind {
  const example = value && exampleOf(value);
  if (typeof example === 'string') return 'text';
  if (typeof example === 'number') return 'number';
  return typeof example === 'boolean' ? 'boolean' : 'any';
}

/** The value of a literal. */
function exampleOf(node: Expression): unknown {
  if (node.type === 'UnaryExpression') {
    const value = exampleOf(node.argument);
    if (typeof value !== 'number') return undefined;
    return node.operator === '-' ? -value : node.operator === '+' ? value : undefined;
  }
  if (node.type === 'TemplateLiteral') {
    return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
  }
  return node.type === 'Literal' && node.value !== null && typeof node.value !== 'object'
    ? node.value
    : undefined;
}
