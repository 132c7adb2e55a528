import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Declaration } from '../code/declaration.ts';
import { objectLiteralCell } from '../code/object-literal-cell.ts';
import { parser } from '../code/parse-cell.ts';
import { type CellCompletion, completionDetail, fitting, type ServerItem } from './cell-completion.ts';
import {
  type CellFault,
  cellFaults,
  type Diagnostic,
  isSyntaxFault,
  withoutDocuments,
} from './cell-fault.ts';
import {
  type CellInspection,
  type Hover,
  hoverInspection,
  type SignatureHelp,
  signatureInspection,
} from './cell-inspection.ts';
import { documentNames, projectDocuments } from './cell-project.ts';
import { type CellName, CellScope, type Imports } from './cell-scope.ts';
import { type CellSyntax, type Meaning, readCellSyntax } from './cell-syntax.ts';
import { type Completeness, completeness, indentAfter } from './completeness.ts';
import { LanguageServer, RequestFailure, ServerFailure } from './language-server.ts';
import { LocalFiles } from './local-files.ts';
import { OpenDocuments } from './open-documents.ts';
import { positionAt } from './text-position.ts';

/** Completions whose help is fetched with them; a list shows a dozen. */
const helpCount = 30;

const { draft } = documentNames;

function isObjectLiteral(source: string): boolean {
  const parse = (text: string) => parser().parseSync('cell.ts', text, { lang: 'ts', sourceType: 'module' });
  return objectLiteralCell(source, parse) !== null;
}

/**
 * The types of a session's cells: checks a cell before it runs, completes and explains while it is written.
 * Each cell is a module; its names reach later cells through imports that are added behind its text.
 */
export class CellLanguage {
  private readonly server: LanguageServer;
  private readonly documents: OpenDocuments;
  private readonly files: LocalFiles;
  private readonly scope = new CellScope();
  /** Cells that each open cell needs. */
  private readonly needs = new Map<string, ReadonlySet<string>>();
  /** Cells that later ones see without naming anything of theirs. */
  private readonly augmenting = new Set<string>();
  private count = 0;
  /** Requests go one after another: all of them write the same draft. */
  private last: Promise<unknown> = Promise.resolve();

  /** `directory` is the folder from which the cells' imports resolve; it need not be writable. */
  constructor({ directory }: { readonly directory: string }) {
    this.documents = new OpenDocuments(directory);
    this.files = new LocalFiles(directory);
    this.server = new LanguageServer(directory, () => this.documents.forget());
    for (const [name, text] of Object.entries(projectDocuments(directory))) this.documents.set(name, text);
    this.documents.set(draft, '');
  }

  /** Starts the server and makes it load what every cell needs, in the background. */
  warm(): void {
    // A failure here comes again, and is reported, with the first check.
    this.inTurn(() => this.diagnose('')).catch(() => {});
  }

  /**
   * The errors of a cell. `declarations` are the names that it brings in.
   *
   * @throws ServerFailure when the type checker cannot run
   */
  check(source: string, declarations: readonly Declaration[]): Promise<CellFault[]> {
    if (isObjectLiteral(source)) return this.checkExpression(source);
    return this.inTurn(async () => {
      const syntax = readCellSyntax(source);
      this.files.follow(syntax.specifiers);
      this.tellChanges();
      const end = positionAt(source, source.length);
      if (syntax.errors.length > 0) {
        // Nothing is added behind a text that may end in an open bracket or template.
        const faults = cellFaults(await this.diagnose(source), end, true).filter(isSyntaxFault);
        if (faults.length > 0) return faults;
      }
      return cellFaults(await this.diagnose(this.module(source, syntax, declarations).text), end, false);
    });
  }

  /** Checks a text as an expression, which by itself would be something else. */
  private async checkExpression(source: string): Promise<CellFault[]> {
    const faults = await this.check(`(${source}\n)`, []);
    const unshifted = (line: number, column: number): number => (line === 1 ? column - 1 : column);
    return faults.map((fault) => ({
      ...fault,
      column: unshifted(fault.line, fault.column),
      endColumn: unshifted(fault.endLine, fault.endColumn),
    }));
  }

  /** Makes the names of a cell that runs visible to later ones. */
  commit(source: string, declarations: readonly Declaration[]): Promise<void> {
    return this.inTurn(async () => {
      const syntax = readCellSyntax(source);
      this.files.follow(syntax.specifiers);
      if (declarations.length === 0 && !syntax.augments) return;
      this.count += 1;
      const cell = documentNames.cell(this.count);
      const { text, cells } = this.module(source, syntax, declarations);
      this.documents.set(cell, text);
      this.needs.set(cell, cells);
      if (syntax.augments) this.augmenting.add(cell);
      this.scope.define(cell, namesOf(declarations, syntax));
      this.closeUnused();
    });
  }

  /** What can stand at an offset, in UTF-16 units, of a cell that is being written. @throws ServerFailure */
  complete(source: string, offset: number): Promise<CellCompletion> {
    return this.inTurn(async () => {
      const { text, shift } = await this.written(source);
      const at = offset + shift;
      const where = { textDocument: { uri: this.documents.uri(draft) }, position: positionAt(text, at) };
      const list = await this.ask<{ items: ServerItem[] } | null>('textDocument/completion', where);
      const { start, items } = fitting(text, at, list?.items ?? []);
      const details = await Promise.all(
        items.map(async ({ text, item }, i) => {
          const full = i < helpCount ? await this.ask<ServerItem>('completionItem/resolve', item) : null;
          const detail = completionDetail(text, full ?? item);
          return { ...detail, help: withoutDocuments(detail.help) };
        }),
      );
      return { matches: items.map(({ text }) => text), start: start - shift, end: offset, details };
    });
  }

  /**
   * The type and the documentation of what is at an offset; of the call, between its arguments. With
   * `detailLevel` 1 also where it is defined. Null where nothing is known.
   *
   * @throws ServerFailure
   */
  inspect(source: string, offset: number, detailLevel: 0 | 1 = 0): Promise<CellInspection | null> {
    return this.inTurn(async () => {
      const { text, shift } = await this.written(source);
      const at = offset + shift;
      const textDocument = { uri: this.documents.uri(draft) };
      const name = nameAt(text, at);
      if (name !== undefined) {
        const where = { textDocument, position: positionAt(text, name) };
        const hover = await this.ask<Hover | null>('textDocument/hover', where);
        const found = hover && hoverInspection(hover);
        if (found) return tidy(detailLevel === 0 ? found : await this.withDefinition(found, where));
      }
      const where = { textDocument, position: positionAt(text, at) };
      const help = await this.ask<SignatureHelp | null>('textDocument/signatureHelp', where);
      const found = help && signatureInspection(help);
      return found && tidy(found);
    });
  }

  /** Is a text a whole cell? `indent` is what the next line of an incomplete one begins with. */
  async isComplete(source: string): Promise<{ readonly status: Completeness; readonly indent?: string }> {
    if (isObjectLiteral(source)) return { status: 'complete' };
    const parsed = completeness(source);
    if (parsed === 'incomplete') return { status: parsed, indent: indentAfter(source) };
    if (parsed !== 'unclear') return { status: parsed };
    // The checker's parser goes on after an error, and so tells `(a: number,` from `(]`.
    const end = positionAt(source, source.trimEnd().length);
    const diagnostics = await this.inTurn(() => this.diagnose(source)).catch(() => undefined);
    // Without a checker the text runs, and the run says what is wrong.
    if (diagnostics === undefined) return { status: 'invalid' };
    const first = cellFaults(diagnostics, positionAt(source, source.length), true).find(isSyntaxFault);
    const isAtEnd =
      first === undefined ||
      first.line - 1 > end.line ||
      (first.line - 1 === end.line && first.column - 1 >= end.character);
    return isAtEnd ? { status: 'incomplete', indent: indentAfter(source) } : { status: 'invalid' };
  }

  /** Forgets all cells, as a kernel that restarts does. */
  reset(): void {
    void this.inTurn(async () => {
      for (const cell of this.needs.keys()) this.documents.delete(cell);
      this.needs.clear();
      this.augmenting.clear();
      this.scope.clear();
      this.documents.set(draft, '');
    });
  }

  /** Ends the server. Nothing can be asked afterwards. */
  close(): void {
    this.server.close();
  }

  private inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(task);
    this.last = result.catch(() => {});
    return result;
  }

  /**
   * The text of a cell as a module: what it uses of earlier cells and what it gives to later ones come
   * behind.
   */
  private module(source: string, syntax: CellSyntax, declarations: readonly Declaration[]): Imports {
    const declared = namesOf(declarations, syntax);
    const own = new Map([...syntax.names, ...declared.map(({ name, meaning }) => [name, meaning] as const)]);
    const { text, cells } = this.imports(wordsOf(source), own);
    const names = declared.map(({ name }) => name).filter((name) => !syntax.exported.has(name));
    return { text: `${source}\n${text} export { ${names.join(', ')} };\n`, cells };
  }

  private imports(names: Iterable<string>, own: ReadonlyMap<string, Meaning>): Imports {
    const { text, cells } = this.scope.imports(names, own);
    const effects = [...this.augmenting].map((cell) => `import './${cell}';`);
    return { text: [...effects, text].join(' '), cells: new Set([...cells, ...this.augmenting]) };
  }

  /** Puts a cell that is being written into the draft, all earlier names on a line before it. */
  private async written(source: string): Promise<{ readonly text: string; readonly shift: number }> {
    const syntax = readCellSyntax(source);
    this.files.follow(syntax.specifiers);
    this.tellChanges();
    const names = this.scope.names;
    let line = `${this.imports(names, syntax.names).text}\n`;
    this.documents.set(draft, line + source);
    // A text that does not parse has an outline all the same, in which names may come up that hide earlier
    // ones.
    const own = syntax.errors.length > 0 ? await this.outline() : new Map<string, Meaning>();
    if ([...own.keys()].some((name) => names.has(name))) {
      line = `${this.imports(names, own).text}\n`;
      this.documents.set(draft, line + source);
    }
    return { text: line + source, shift: line.length };
  }

  /** The names of the draft's top level behind its first line. */
  private async outline(): Promise<Map<string, Meaning>> {
    const textDocument = { uri: this.documents.uri(draft) };
    const symbols = await this.ask<Outlined[] | null>('textDocument/documentSymbol', { textDocument });
    const written = (symbols ?? []).filter(({ range }) => range.start.line > 0);
    return new Map(written.map(({ name }) => [name, 'both']));
  }

  private async withDefinition(found: CellInspection, where: unknown): Promise<CellInspection> {
    const answer = await this.ask<Location | Location[] | null>('textDocument/definition', where);
    const first = Array.isArray(answer) ? answer[0] : answer;
    if (!first?.uri.startsWith('file:') || first.uri.includes('/.faultline-')) return found;
    const line = `Defined in ${fileURLToPath(first.uri)}:${first.range.start.line + 1}`;
    return { text: `${found.text}\n\n${line}`, markdown: `${found.markdown}\n\n${line}` };
  }

  private async diagnose(text: string): Promise<Diagnostic[]> {
    this.documents.set(draft, text);
    const textDocument = { uri: this.documents.uri(draft) };
    const report = await this.ask<{ items?: Diagnostic[] } | null>('textDocument/diagnostic', {
      textDocument,
    });
    return report?.items ?? [];
  }

  /** Asks the server; once more when it ended meanwhile, since a new one may fare better. */
  private async ask<Result>(method: string, params: unknown): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.server.start();
        this.documents.flush(this.server);
        return await this.server.request<Result>(method, params);
      } catch (error) {
        if (error instanceof RequestFailure) return null as Result;
        if (!(error instanceof ServerFailure) || attempt === 2) throw error;
      }
    }
  }

  /** Tells the server which files of the cells' imports have changed on disk. */
  private tellChanges(): void {
    const changes = this.files.changes();
    if (changes.length === 0) return;
    // An upgrade changes any of a package's files, and only a new server reads them all again.
    if (changes.some(({ path, change }) => change !== 'created' && this.files.isPackage(path))) {
      this.server.stop();
      return;
    }
    const types = { created: 1, changed: 2, deleted: 3 };
    this.server.notify('workspace/didChangeWatchedFiles', {
      changes: changes.map(({ path, change }) => ({ uri: pathToFileURL(path).href, type: types[change] })),
    });
  }

  /** Closes the cells that no name comes from any more, and that no open cell needs. */
  private closeUnused(): void {
    const used = new Set<string>();
    const pending = [...this.scope.cells, ...this.augmenting];
    for (let cell = pending.pop(); cell !== undefined; cell = pending.pop()) {
      if (used.has(cell)) continue;
      used.add(cell);
      pending.push(...(this.needs.get(cell) ?? []));
    }
    for (const cell of [...this.needs.keys()].filter((each) => !used.has(each))) {
      this.documents.delete(cell);
      this.needs.delete(cell);
    }
  }
}

interface Outlined {
  readonly name: string;
  readonly range: { readonly start: { readonly line: number } };
}

interface Location {
  readonly uri: string;
  readonly range: { readonly start: { readonly line: number } };
}

/** The names that a cell leaves, with what they are to the checker. `declare global` leaves none. */
function namesOf(declarations: readonly Declaration[], { names, augments }: CellSyntax): CellName[] {
  return declarations
    .filter(({ name }) => name !== 'global' || names.has(name) || !augments)
    .map((each) => ({
      ...each,
      meaning: names.get(each.name) ?? (each.kind === 'type' ? 'type' : 'value'),
    }));
}

function wordsOf(source: string): Set<string> {
  return new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu));
}

/** Where a name is that the offset is in or behind; undefined elsewhere. */
function nameAt(text: string, offset: number): number | undefined {
  const part = /[\p{ID_Continue}$#]/u;
  if (part.test(text.charAt(offset))) return offset;
  return offset > 0 && part.test(text.charAt(offset - 1)) ? offset - 1 : undefined;
}

function tidy({ text, markdown }: CellInspection): CellInspection {
  return { text: withoutDocuments(text), markdown: withoutDocuments(markdown) };
}
