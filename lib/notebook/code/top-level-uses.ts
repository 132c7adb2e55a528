import type { Node, Program, TSEnumDeclaration } from 'oxc-parser';
import {
  blockNames,
  childrenOf,
  parameterNames,
  patternNames,
  qualifiedNames,
  varNames,
} from './names-in-scope.ts';

/** Where a cell uses a name of its top level: to read it, to assign it, or to bind it in a declaration. */
export interface TopLevelUse {
  readonly name: string;
  /** Offset in the cell. */
  readonly start: number;
  /** `{ name }`, which is the key of a property as well. */
  readonly isShorthand: boolean;
}

export interface TopLevelUses {
  /**
   * Without the names in `import`, `function`, `class`, `enum` and `namespace` declarations of the top level
   * and in `export { … }`, and without those in types.
   */
  readonly uses: readonly TopLevelUse[];
  /** Functions and classes without a name that get one from what they are assigned to. */
  readonly named: readonly { readonly name: string; readonly node: Node }[];
}

type Names = ReadonlySet<string>;

/** Of the nodes that JavaScript has not, those with expressions inside; all others are types. */
const withExpressions: Names = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSModuleBlock',
  'TSImportEqualsDeclaration',
]);

/** Nodes whose names are names of labels, of modules' exports, or of the language. */
const withoutUses: Names = new Set([
  'BreakStatement',
  'ContinueStatement',
  'MetaProperty',
  'ImportDeclaration',
  'ExportAllDeclaration',
]);

/** Finds the uses of some names that mean the top level, not a parameter or a variable of a block. */
export function topLevelUses(program: Program, names: Names): TopLevelUses {
  const search = new Search(names, program);
  for (const statement of program.body) search.visit(statement, new Set());
  return search;
}

class Search implements TopLevelUses {
  readonly uses: TopLevelUse[] = [];
  readonly named: { name: string; node: Node }[] = [];
  private readonly names: Names;
  private readonly program: Program;

  constructor(names: Names, program: Program) {
    this.names = names;
    this.program = program;
  }

  /** @param hidden the names that mean something else here */
  visit(node: Node, hidden: Names): void {
    if ('declare' in node && node.declare) return;
    switch (node.type) {
      case 'Identifier':
        this.use(node, hidden, false);
        return;
      case 'MemberExpression':
        this.visit(node.object, hidden);
        if (node.computed) this.visit(node.property, hidden);
        return;
      case 'Property':
        if (node.shorthand) {
          this.shorthand(node.value, hidden);
          return;
        }
        if (node.computed) this.visit(node.key, hidden);
        this.visit(node.value, hidden);
        return;
      case 'MethodDefinition':
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (node.computed) this.visit(node.key, hidden);
        if (node.value) this.visit(node.value, hidden);
        return;
      case 'LabeledStatement':
        this.visit(node.body, hidden);
        return;
      case 'ExportNamedDeclaration':
        if (node.declaration) this.visit(node.declaration, hidden);
        return;
      case 'VariableDeclarator':
        if (node.init) this.name(node.id, node.init, hidden);
        break;
      case 'AssignmentPattern':
        this.name(node.left, node.right, hidden);
        break;
      case 'AssignmentExpression':
        if (/^(?:\|\||&&|\?\?)?=$/.test(node.operator)) this.name(node.left, node.right, hidden);
        break;
      case 'TSQualifiedName':
        // Of `import X = A.B`; those in types are never visited.
        this.visit(node.left as Node, hidden);
        return;
      default:
    }
    if (!withoutUses.has(node.type)) this.visitInner(node, hidden);
  }

  /** Visits what is inside of a node, with what the node hides. */
  private visitInner(node: Node, hidden: Names): void {
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression': {
        const own = node.type === 'FunctionExpression' ? qualifiedNames(node.id) : [];
        const head = this.hide(hidden, [...own, ...parameterNames(node.params)]);
        for (const each of node.params) this.visit(each, head);
        // Defaults of parameters do not see the variables of the body.
        if (node.body) this.visit(node.body, this.hide(head, varNames(node.body)));
        return;
      }
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.visitAll(node, this.hide(hidden, qualifiedNames(node.id)));
        return;
      case 'BlockStatement':
        this.visitAll(node, this.hide(hidden, blockNames(node.body)));
        return;
      case 'StaticBlock':
      case 'TSModuleBlock':
        this.visitAll(node, this.hide(hidden, [...blockNames(node.body), ...varNames(node)]));
        return;
      case 'SwitchStatement': {
        this.visit(node.discriminant, hidden);
        const inner = this.hide(hidden, blockNames(node.cases.flatMap(({ consequent }) => consequent)));
        for (const each of node.cases) this.visit(each, inner);
        return;
      }
      case 'ForStatement':
        this.visitAll(node, this.hide(hidden, node.init ? blockNames([node.init]) : []));
        return;
      case 'ForInStatement':
      case 'ForOfStatement':
        this.visitAll(node, this.hide(hidden, blockNames([node.left])));
        return;
      case 'CatchClause':
        this.visitAll(node, this.hide(hidden, node.param ? patternNames(node.param) : []));
        return;
      case 'TSEnumDeclaration': {
        const inner = this.hide(hidden, [node.id.name, ...this.membersOf(node)]);
        for (const { initializer } of node.body.members) if (initializer) this.visit(initializer, inner);
        return;
      }
      case 'TSModuleDeclaration':
        if (node.body) this.visit(node.body as Node, this.hide(hidden, qualifiedNames(node.id as Node)));
        return;
      default:
        if (!node.type.startsWith('TS') || withExpressions.has(node.type)) this.visitAll(node, hidden);
    }
  }

  private visitAll(node: Node, hidden: Names): void {
    for (const child of childrenOf(node)) this.visit(child, hidden);
  }

  private hide(hidden: Names, declared: readonly string[]): Names {
    const more = declared.filter((name) => this.names.has(name));
    return more.length > 0 ? new Set([...hidden, ...more]) : hidden;
  }

  /** The members of an enum, also of its other declarations, which it may use without its name. */
  private membersOf(node: TSEnumDeclaration): string[] {
    const parts = this.program.body
      .map((each) => ('declaration' in each && each.declaration ? each.declaration : each))
      .filter((each) => each.type === 'TSEnumDeclaration' && each.id.name === node.id.name);
    return [node, ...(parts as TSEnumDeclaration[])].flatMap(({ body }) =>
      body.members.map(({ id }) => ('name' in id ? id.name : 'value' in id ? String(id.value) : '')),
    );
  }

  private shorthand(value: Node, hidden: Names): void {
    if (value.type !== 'AssignmentPattern') {
      this.use(value, hidden, true);
      return;
    }
    this.use(value.left, hidden, true);
    this.name(value.left, value.right, hidden);
    this.visit(value.right, hidden);
  }

  private use(node: Node, hidden: Names, isShorthand: boolean): void {
    if (node.type !== 'Identifier' || !this.isMeant(node.name, hidden)) return;
    this.uses.push({ name: node.name, start: node.start, isShorthand });
  }

  private name(target: Node, value: Node, hidden: Names): void {
    if (target.type !== 'Identifier' || !this.isMeant(target.name, hidden)) return;
    let node = value;
    while (node.type === 'ParenthesizedExpression') node = node.expression;
    const isNameless =
      node.type === 'ArrowFunctionExpression' ||
      ((node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id);
    if (isNameless) this.named.push({ name: target.name, node: value });
  }

  private isMeant(name: string, hidden: Names): boolean {
    return this.names.has(name) && !hidden.has(name);
  }
}
