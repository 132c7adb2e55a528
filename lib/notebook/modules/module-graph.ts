import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findLocalFile, isInstalled, isLocal } from './local-file.ts';
import { ModuleError } from './module-error.ts';
import type { PlannedModule } from './module-plan.ts';
import { type LocalModule, readModule } from './read-module.ts';

/** A version of a file: it changes with the text of any file that it can reach. */
interface Version {
  readonly hash: string;
  readonly url: string;
}

/** The files of one look at a root: its own, and all that they import. */
interface Look {
  readonly module: LocalModule;
  /** Files by specifier. */
  readonly edges: ReadonlyMap<string, string>;
}

/** What the import of a root takes. */
export interface ImportPlan {
  readonly url: string;
  /** What is to be known to the hooks before. */
  readonly modules: readonly PlannedModule[];
  /** Files that Node may keep by their names alone, and should not. */
  readonly stale: readonly string[];
  /** To be called when the root has run to its end, or failed. */
  ended(hasRun: boolean): void;
}

/**
 * The local modules of a process, by file. A file whose text or whose imports changed gets a new URL, and so
 * a new instance; others keep theirs.
 */
export class ModuleGraph {
  private readonly read = new Map<string, LocalModule>();
  private readonly versions = new Map<string, Version>();
  private readonly counts = new Map<string, number>();
  /** Files whose current version ran to its end. */
  private readonly done = new Set<string>();
  /** Files that took part in an import that failed, and in none that did not. */
  private readonly failed = new Set<string>();
  private readonly attempts = new Map<string, number>();

  /**
   * Looks at a file and all it imports as they are now.
   *
   * @throws SyntaxError for a file that is no module, with file, line and column
   * @throws ModuleError for an import that leads to no file
   */
  plan(root: string): ImportPlan {
    const looks = new Map<string, Look>();
    this.look(root, looks);
    const files = [...looks.keys()];
    for (const file of files) {
      // What failed is run again when it is asked for again: what it failed on may be there by now.
      if (this.failed.delete(file)) this.attempts.set(file, (this.attempts.get(file) ?? 0) + 1);
    }
    const changed = files.filter((file) => this.update(file, looks));
    return {
      url: this.versions.get(root)!.url,
      modules: changed.map((file) => this.planned(file, looks.get(file)!)),
      stale: changed.filter(
        (file) => looks.get(file)!.module.format !== 'module' && this.counts.get(file)! > 1,
      ),
      ended: (hasRun) => {
        for (const file of files) {
          if (hasRun) {
            this.done.add(file);
            this.failed.delete(file);
          } else if (!this.done.has(file)) this.failed.add(file);
        }
      },
    };
  }

  private look(file: string, looks: Map<string, Look>): void {
    if (looks.has(file)) return;
    const module = readModule(file, this.read.get(file));
    this.read.set(file, module);
    const edges = new Map<string, string>();
    looks.set(file, { module, edges });
    for (const { specifier, isLate } of module.imports) {
      if (!isLocal(specifier)) continue;
      const target = findLocalFile(specifier, dirname(file));
      // What is imported late may be guarded by a test whether it is there.
      if (target === undefined && !isLate) throw notFound(specifier, file);
      if (target === undefined || isInstalled(target)) continue;
      edges.set(specifier, target);
      this.look(target, looks);
    }
  }

  /** Gives a file a new URL when it changed. */
  private update(file: string, looks: ReadonlyMap<string, Look>): boolean {
    const hash = this.hashOf(file, looks);
    if (this.versions.get(file)?.hash === hash) return false;
    const count = (this.counts.get(file) ?? 0) + 1;
    this.counts.set(file, count);
    this.done.delete(file);
    const { href } = pathToFileURL(file);
    this.versions.set(file, { hash, url: count === 1 ? href : `${href}?v=${count}` });
    return true;
  }

  private hashOf(file: string, looks: ReadonlyMap<string, Look>): string {
    const reached = new Set([file]);
    for (const each of reached) for (const target of looks.get(each)!.edges.values()) reached.add(target);
    const hash = createHash('sha1');
    for (const each of [...reached].sort()) {
      const { text } = looks.get(each)!.module;
      hash.update(`${each}\0${this.attempts.get(each) ?? 0}\0${text.length}\0${text}`);
    }
    return hash.digest('hex');
  }

  private planned(file: string, { module, edges }: Look): PlannedModule {
    return {
      url: this.versions.get(file)!.url,
      format: module.format,
      ...(module.source !== undefined && { source: module.source }),
      edges: Object.fromEntries([...edges].map(([specifier, to]) => [specifier, this.versions.get(to)!.url])),
    };
  }
}

/** Said as Node says it. */
export function notFound(specifier: string, importer: string): ModuleError {
  return new ModuleError(
    'ERR_MODULE_NOT_FOUND',
    `Cannot find module '${specifier}' imported from ${importer}`,
  );
}
