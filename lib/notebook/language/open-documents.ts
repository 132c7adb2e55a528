import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LanguageServer } from './language-server.ts';

/** Texts that a language server has open, by the names of their documents in one folder. */
export class OpenDocuments {
  private readonly directory: string;
  /** What should be open. */
  private readonly texts = new Map<string, string>();
  /** What the server was told. */
  private readonly sent = new Map<string, string>();
  private version = 0;

  constructor(directory: string) {
    this.directory = directory;
  }

  uri(name: string): string {
    return pathToFileURL(join(this.directory, name)).href;
  }

  set(name: string, text: string): void {
    this.texts.set(name, text);
  }

  delete(name: string): void {
    this.texts.delete(name);
  }

  get names(): string[] {
    return [...this.texts.keys()];
  }

  /** The server that was told is gone. */
  forget(): void {
    this.sent.clear();
  }

  /** Tells the server what has changed since it was last told. */
  flush(server: LanguageServer): void {
    for (const name of [...this.sent.keys()].filter((each) => !this.texts.has(each))) {
      server.notify('textDocument/didClose', { textDocument: { uri: this.uri(name) } });
      this.sent.delete(name);
    }
    for (const [name, text] of this.texts) {
      if (this.sent.get(name) === text) continue;
      this.version += 1;
      const identity = { uri: this.uri(name), version: this.version };
      if (this.sent.has(name)) {
        const change = { textDocument: identity, contentChanges: [{ text }] };
        server.notify('textDocument/didChange', change);
      } else {
        const languageId = name.endsWith('.json') ? 'json' : 'typescript';
        server.notify('textDocument/didOpen', { textDocument: { ...identity, languageId, text } });
      }
      this.sent.set(name, text);
    }
  }
}
