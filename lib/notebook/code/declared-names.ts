import type { BindingIdentifier, Node } from 'oxc-parser';
import { boundNames } from './bound-names.ts';
import { cellHostName } from './cell-host.ts';
import { type CellStatement, isTypeOnly } from './cell-statement.ts';
import { CellSyntaxError } from './cell-syntax-error.ts';
import type { Declaration } from './declaration.ts';
import type { CellVar } from './find-in-cell.ts';
import { positionAt } from './position.ts';

type Form = 'let' | 'const' | 'var' | 'function' | 'class' | 'enum' | 'namespace' | 'import' | 'type';

interface Named {
  readonly name: string;
  readonly form: Form;
  /** Offset in the cell. */
  readonly start: number;
}

/**
 * The names that a cell declares, each once, in order.
 *
 * @throws CellSyntaxError for a name declared twice where a module would refuse it
 */
export function declaredNames(
  source: string,
  statements: readonly CellStatement[],
  vars: readonly CellVar[],
): Declaration[] {
  const found = [
    ...statements.flatMap(namesOf),
    ...vars.flatMap(({ node }) => node.declarations.flatMap(({ id }) => named(boundNames(id), 'var'))),
  ].sort((a, b) => a.start - b.start);
  const forms = new Map<string, Form>();
  for (const { name, form, start } of found) {
    const earlier = forms.get(name);
    if (name === cellHostName) refuse(`'${name}' is a name of the kernel's own`, source, start);
    if (earlier === undefined || earlier === 'type') forms.set(name, form);
    else if (form !== 'type' && !mayMeet(earlier, form)) {
      refuse(`Identifier '${name}' has already been declared`, source, start);
    }
  }
  return [...forms].map(([name, form]) => ({ name, kind: kindOf(form) }));
}

function refuse(message: string, source: string, offset: number): never {
  throw new CellSyntaxError(message, positionAt(source, offset));
}

/** Do two declarations of a name make one thing, or one variable? */
function mayMeet(earlier: Form, later: Form): boolean {
  if (later === 'namespace') return ['namespace', 'function', 'class', 'enum'].includes(earlier);
  return earlier === later && (later === 'var' || later === 'enum');
}

function kindOf(form: Form): Declaration['kind'] {
  if (form === 'type') return 'type';
  return form === 'let' || form === 'var' ? 'variable' : 'constant';
}

function named(identifiers: readonly BindingIdentifier[], form: Form): Named[] {
  return identifiers.map(({ name, start }) => ({ name, form, start }));
}

function namesOf(statement: CellStatement): Named[] {
  const { node } = statement;
  const form = (value: Form): Form => (isTypeOnly(statement) ? 'type' : value);
  switch (node.type) {
    case 'ImportDeclaration':
      return node.specifiers.flatMap((each) => {
        const isType = each.type === 'ImportSpecifier' && each.importKind === 'type';
        return named([each.local], isType ? 'type' : form('import'));
      });
    case 'VariableDeclaration':
      // `var` is found with those in blocks.
      if (node.kind === 'var' && !node.declare) return [];
      return node.declarations.flatMap(({ id }) =>
        named(boundNames(id), form(node.kind === 'let' ? 'let' : 'const')),
      );
    case 'FunctionDeclaration':
      return ofId(node.id, form('function'));
    case 'ClassDeclaration':
      return ofId(node.id, form('class'));
    case 'TSEnumDeclaration':
      return ofId(node.id, form('enum'));
    case 'TSModuleDeclaration':
      return ofId(node.id, form('namespace'));
    case 'TSImportEqualsDeclaration':
      return ofId(node.id, form('import'));
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
      return ofId(node.id, 'type');
    default:
      return [];
  }
}

/** Of `A.B` the name is A; a module named by a string has none. */
function ofId(id: Node | null | undefined, form: Form): Named[] {
  if (id?.type === 'TSQualifiedName') return ofId(id.left as Node, form);
  return id?.type === 'Identifier' ? named([id as BindingIdentifier], form) : [];
}
