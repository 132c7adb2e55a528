import type { Declaration } from '../code/declaration.ts';
import type { Meaning } from './cell-syntax.ts';

/** A name as a cell leaves it to later ones. */
export interface CellName {
  readonly name: string;
  readonly kind: Declaration['kind'];
  readonly meaning: Meaning;
}

interface Origin {
  /** The document of the cell, without its folder. */
  readonly cell: string;
  readonly kind: Declaration['kind'];
  readonly meaning: Meaning;
}

/** Declarations that bring names of earlier cells into another, on one line, and the cells they come from. */
export interface Imports {
  readonly text: string;
  readonly cells: ReadonlySet<string>;
}

/** Which cell each name comes from. The value and the type of one name may come from different cells. */
export class CellScope {
  private readonly values = new Map<string, Origin>();
  private readonly types = new Map<string, Origin>();

  /** The names of a cell replace those of earlier ones. */
  define(cell: string, names: Iterable<CellName>): void {
    for (const { name, kind, meaning } of names) {
      const origin = { cell, kind, meaning };
      if (meaning !== 'value') this.types.set(name, origin);
      // A class or an enum goes as a whole; an interface stays beside a value of its name.
      else if (this.types.get(name)?.meaning === 'both') this.types.delete(name);
      if (meaning !== 'type') this.values.set(name, origin);
    }
  }

  clear(): void {
    this.values.clear();
    this.types.clear();
  }

  /** The cells that at least one name still comes from. */
  get cells(): Set<string> {
    return new Set([...this.values.values(), ...this.types.values()].map(({ cell }) => cell));
  }

  get names(): Set<string> {
    return new Set([...this.values.keys(), ...this.types.keys()]);
  }

  /** Brings in those of `names` that earlier cells declare and this one, with its `own`, does not. */
  imports(names: Iterable<string>, own: ReadonlyMap<string, Meaning>): Imports {
    const byCell = new Map<string, string[]>();
    const declared: string[] = [];
    const cells = new Set<string>();
    const take = ({ cell }: Origin, name: string) => {
      cells.add(cell);
      byCell.set(cell, [...(byCell.get(cell) ?? []), name]);
    };
    const declare = ({ cell, kind }: Origin, name: string) => {
      cells.add(cell);
      declared.push(
        `declare ${kind === 'variable' ? 'let' : 'const'} ${name}: typeof import('./${cell}').${name};`,
      );
    };
    for (const name of new Set(names)) {
      const { value, type } = this.needed(name, own.get(name));
      const isWhole = value === type || (value?.meaning === 'value' && type === undefined);
      // Imports cannot be assigned, so variables are declared anew; so is a value that must leave its type
      // behind.
      if (value !== undefined && isWhole && value.kind !== 'variable') take(value, name);
      else {
        if (value !== undefined) declare(value, name);
        if (type !== undefined) take(type, name);
      }
    }
    const imports = [...byCell].map(([cell, list]) => `import { ${list.join(', ')} } from './${cell}';`);
    return { text: [...imports, ...declared].join(' '), cells };
  }

  private needed(name: string, own: Meaning | undefined): { value?: Origin; type?: Origin } {
    const value = own === undefined || own === 'type' ? this.values.get(name) : undefined;
    const type = own === undefined || own === 'value' ? this.types.get(name) : undefined;
    const isReplaced = own === 'value' && type?.meaning === 'both';
    return { ...(value && { value }), ...(type && !isReplaced && { type }) };
  }
}
