const PREFIX = '$cell_';

/**
 * What the top-level names of cells are called in their code. A top-level `let` of V8's REPL mode is visible
 * to every script and module of the process, so that a cell's `let Symbol` would be what packages get in
 * place of the global.
 */
export class CellNames {
  private readonly renamed: ReadonlySet<string>;

  /** @param renamed the names, as cells write them, that must be called something else */
  constructor(renamed: ReadonlySet<string>) {
    this.renamed = renamed;
  }

  has(name: string): boolean {
    return this.renamed.has(name);
  }

  /** Those that a text may mention; none is left out that it does. */
  mentionedIn(source: string): ReadonlySet<string> {
    // An escape may stand for a letter of a name.
    if (source.includes('\\u')) return this.renamed;
    return new Set([...this.renamed].filter((name) => source.includes(name)));
  }

  /** The name in the code. */
  of(name: string): string {
    return this.renamed.has(name) ? PREFIX + name : name;
  }
}

/** A text of V8's, such as `$cell_fetch is not a function`, with names as cells write them. */
export function withNamesAsWritten(text: string): string {
  return text.replaceAll(PREFIX, '');
}
