import { realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Does a specifier name a file, and no package? */
export function isLocal(specifier: string): boolean {
  return /^(?:\.{1,2}(?:\/|$)|\/|file:)/.test(specifier);
}

/** Is a file of a package that somebody installed? Such do not change while a notebook runs. */
export function isInstalled(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}

/** Endings that a specifier may leave out, in the order in which they are tried. */
const left = ['.ts', '.js', '.mts', '.mjs', '.cjs', '.json'];

/** The endings of compiled files, and of what they are compiled from. */
const compiled: Readonly<Record<string, string>> = { '.js': '.ts', '.mjs': '.mts', '.cjs': '.cts' };

/**
 * The file that a local specifier names, as the type checker finds it: as it stands, TypeScript for
 * JavaScript that is not there, without an ending, or the index of a folder.
 *
 * @param folder what a relative specifier is relative to
 * @returns its real path; undefined when there is none
 */
export function findLocalFile(specifier: string, folder: string): string | undefined {
  const path = pathOf(specifier, folder);
  if (path === undefined) return undefined;
  const [, stem = path, ending = ''] = /^(.*)(\.[cm]?js)$/.exec(path) ?? [];
  const found = [
    path,
    ...(ending === '' ? [] : [stem + compiled[ending]]),
    ...left.map((each) => path + each),
    ...left.map((each) => join(path, `index${each}`)),
  ].find((each) => statSync(each, { throwIfNoEntry: false })?.isFile());
  return found && realpathSync(found);
}

function pathOf(specifier: string, folder: string): string | undefined {
  try {
    if (specifier.startsWith('file:')) return fileURLToPath(specifier);
    // As in a URL: what follows `?` and `#` is no part of the path, and %20 is a space.
    return resolve(folder, decodeURIComponent(specifier.replace(/[?#].*$/s, '')));
  } catch {
    return undefined;
  }
}
