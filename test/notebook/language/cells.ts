import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Declaration } from '../../../lib/notebook/code/declaration.ts';
import { CellLanguage } from '../../../lib/notebook/language/cell-language.ts';

/** A folder of notebooks with some files, gone after the test. */
export function folder(files: Record<string, string> = {}): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'cells-')));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

/** `a b:v T:t`: a constant, a variable, a type. */
export function names(text: string): Declaration[] {
  const kinds = { v: 'variable', t: 'type' } as const;
  return text
    .split(' ')
    .filter(Boolean)
    .map((each) => {
      const [name, kind] = each.split(':') as [string, 'v' | 't' | undefined];
      return { name, kind: kind === undefined ? 'constant' : kinds[kind] };
    });
}

/** A session of cells in a folder, closed after the test. */
export function cells(directory: string = folder()) {
  const language = new CellLanguage({ directory });
  onTestFinished(() => language.close());
  /** The faults of a cell, as `line:column code message`; it counts as run all the same. */
  const run = async (source: string, declared = ''): Promise<string[]> => {
    const faults = await language.check(source, names(declared));
    await language.commit(source, names(declared));
    return faults.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
  };
  /** What is offered at the `|` of a text. */
  const complete = async (text: string): Promise<readonly string[]> => {
    const offset = text.indexOf('|');
    const source = text.replace('|', '');
    const { matches, start, end, details } = await language.complete(source, offset);
    const typed = source.slice(start, end).toLowerCase();
    for (const match of matches) {
      if (!match.toLowerCase().startsWith(typed)) throw new Error(`${match} does not begin with ${typed}`);
    }
    if (details.map((each) => each.text).join() !== matches.join()) throw new Error('details differ');
    if (end !== offset) throw new Error(`ends at ${end}`);
    return matches;
  };
  const inspect = async (text: string, level: 0 | 1 = 0) => {
    const found = await language.inspect(text.replace('|', ''), text.indexOf('|'), level);
    return found === null ? null : found.text;
  };
  return { language, run, complete, inspect };
}
