import { dirname, extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findLocalFile, isInstalled, isLocal } from './local-file.ts';
import type { ModulePlan, PlannedModule } from './module-plan.ts';
import { readModule } from './read-module.ts';

/** What a hook of Node's loader answers for a specifier. */
export interface Resolution {
  readonly url: string;
  readonly format?: PlannedModule['format'];
  readonly shortCircuit: true;
}

/** What a hook of Node's loader answers for a URL. */
export interface Loaded {
  readonly format: PlannedModule['format'];
  readonly source: string;
  readonly shortCircuit: true;
}

const asked = 'faultline-from:';

/** A specifier by which our own code asks the loader what another file would get for it. */
export function askFrom(parent: string, specifier: string): string {
  return asked + JSON.stringify([parent, specifier]);
}

/** What `askFrom` wrapped; undefined for every other specifier. */
export function askedFrom(
  specifier: string,
): { readonly parentURL: string; readonly specifier: string } | undefined {
  if (!specifier.startsWith(asked)) return undefined;
  const [parentURL, inner] = JSON.parse(specifier.slice(asked.length)) as [string, string];
  return { parentURL, specifier: inner };
}

/** The URL of a local module as it was planned; undefined to leave it to Node. */
export function resolvePlanned(plan: ModulePlan, specifier: string, parent?: string): Resolution | undefined {
  const planned = plan.find(specifier, parent);
  return planned && { url: planned.url, format: planned.format, shortCircuit: true };
}

/**
 * What to do about an import that Node could not resolve: a file by the type checker's rules, or
 * another parent to resolve it from; undefined when there is nothing to do.
 */
export function rescue(
  specifier: string,
  parent?: string,
): Resolution | { readonly parentURL: string } | undefined {
  if (isOwn(specifier)) return { parentURL: import.meta.url };
  if (!parent?.startsWith('file:') || !isLocal(specifier)) return undefined;
  const importer = fileURLToPath(parent);
  if (isInstalled(importer)) return undefined;
  const file = findLocalFile(specifier, dirname(importer));
  return file === undefined ? undefined : { url: pathToFileURL(file).href, shortCircuit: true };
}

/** This package: where it is not installed, its own copy serves. */
export function isOwn(specifier: string): boolean {
  return /^faultline(?:$|\/)/.test(specifier);
}

/** The source of a local module; undefined to leave it to Node. @throws SyntaxError */
export function loadLocal(plan: ModulePlan, url: string): Loaded | undefined {
  const planned: PlannedModule | undefined = plan.find(url);
  if (planned) {
    const { format, source } = planned;
    return source === undefined ? undefined : { format, source, shortCircuit: true };
  }
  // Reached by a specifier that nobody could foresee.
  if (!url.startsWith('file:')) return undefined;
  const file = fileURLToPath(url);
  if (!/^\.[cm]?ts$/.test(extname(file)) || isInstalled(file)) return undefined;
  const { format, source } = readModule(file);
  return source === undefined ? undefined : { format, source, shortCircuit: true };
}
