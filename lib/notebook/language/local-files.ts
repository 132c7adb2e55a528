import { readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, parse } from 'node:path';
import { importedModules } from './cell-syntax.ts';

/** What became of a file since it was last looked at. */
export interface FileChange {
  readonly path: string;
  readonly change: 'created' | 'changed' | 'deleted';
}

/** What is known of a place where a file is, or could be. */
interface Watched {
  stamp: string | undefined;
  /** Part of an installed package, of which only the manifest is watched. */
  readonly isPackage: boolean;
}

/** More files than a folder of notebooks imports; beyond them a project is loaded that changes rarely. */
const fileCountMax = 3000;

/** TypeScript files that an ending may stand for, since imports may name what they compile to. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.d.ts'],
  '.jsx': ['.tsx', '.d.ts'],
  '.mjs': ['.mts', '.d.mts'],
  '.cjs': ['.cts', '.d.cts'],
};
const endings = ['.ts', '.tsx', '.d.ts', '.js', '.jsx', '.json', '.mts', '.mjs'];
const parsed = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/**
 * The files on disk that cells import, and theirs in turn. The server is told of changes by its client;
 * looking at the files when a cell is checked costs less than watching folders, and misses nothing.
 */
export class LocalFiles {
  private readonly directory: string;
  private readonly watched = new Map<string, Watched>();

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Looks from now on at what these specifiers of a cell stand for. */
  follow(specifiers: readonly string[]): void {
    for (const specifier of specifiers) this.followFrom(this.directory, specifier);
  }

  /** What has changed since the last call, or since a file was first followed. */
  changes(): FileChange[] {
    const found: FileChange[] = [];
    for (const [path, file] of [...this.watched]) {
      const stamp = stampOf(path);
      if (stamp === file.stamp) continue;
      const change = file.stamp === undefined ? 'created' : stamp === undefined ? 'deleted' : 'changed';
      found.push({ path, change });
      file.stamp = stamp;
      if (!file.isPackage) this.followImports(path);
    }
    return found;
  }

  /** Is this the manifest of an installed package? */
  isPackage(path: string): boolean {
    return this.watched.get(path)?.isPackage === true;
  }

  private followFrom(folder: string, specifier: string): void {
    if (/^(?:node|data|https?):|^#/.test(specifier)) return;
    if (/^\.{0,2}\//.test(specifier) || /^\.\.?$/.test(specifier)) this.followFile(join(folder, specifier));
    else this.followPackage(folder, specifier);
  }

  private followFile(base: string): void {
    const ending = extname(base);
    const stem = base.slice(0, base.length - ending.length);
    const candidates = [
      base,
      ...(sources[ending] ?? []).map((each) => stem + each),
      ...endings.map((each) => base + each),
      ...endings.map((each) => join(base, `index${each}`)),
    ];
    for (const path of candidates) {
      if (this.watch(path, false)) this.followImports(path);
    }
  }

  private followPackage(folder: string, specifier: string): void {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
    const { root } = parse(folder);
    for (let at = folder; ; at = dirname(at)) {
      const manifest = join(at, 'node_modules', name, 'package.json');
      this.watch(manifest, true);
      this.watch(join(at, 'node_modules', '@types', typesName(name), 'package.json'), true);
      if (this.watched.get(manifest)?.stamp !== undefined || at === root) return;
    }
  }

  private followImports(path: string): void {
    const stamp = this.watched.get(path)?.stamp;
    if (stamp === undefined || !parsed.test(path) || this.watched.size > fileCountMax) return;
    try {
      const specifiers = importedModules(path, readFileSync(path, 'utf8'));
      for (const specifier of specifiers) this.followFrom(dirname(path), specifier);
    } catch {
      // Gone, or not a file that can be read: the checker says so where it is imported.
    }
  }

  /** Is this a path that was not watched before? */
  private watch(path: string, isPackage: boolean): boolean {
    if (this.watched.has(path)) return false;
    this.watched.set(path, { stamp: stampOf(path), isPackage });
    return true;
  }
}

/** Changes whenever a file's content does; undefined where there is no file. */
function stampOf(path: string): string | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
    return stat?.isFile() ? `${stat.mtimeNs}:${stat.size}:${stat.ino}` : undefined;
  } catch {
    // Below something that is no folder, or that may not be read.
    return undefined;
  }
}

function typesName(name: string): string {
  return name.startsWith('@') ? name.slice(1).replace('/', '__') : name;
}
