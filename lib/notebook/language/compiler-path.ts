import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The native compiler of the package `typescript` that stands beside ours.
 *
 * @throws Error when the package, or its part for this platform, is not installed
 */
export async function compilerPath(): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const finder = pathToFileURL(join(dirname(manifest), 'lib', 'getExePath.js')).href;
  const { default: find } = (await import(finder)) as { default: () => string };
  return find();
}
