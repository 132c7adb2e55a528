import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { MimeBundle } from './notebook-host.ts';

// A figure's HTML says where its library would stand. Whoever sends it decides whether the library goes
// along, since a page needs it once and it takes half a megabyte.

const HTML = 'text/html';
const TOKEN = /%library:([^%]+)%/;

/** What stands in a figure's HTML for the library at `path`. */
export function libraryToken(path: string): string {
  return `%library:${path}%`;
}

/** The library that a bundle waits for: the path of its file. */
export function libraryOf(bundle: MimeBundle): string | undefined {
  const html = bundle[HTML];
  return typeof html === 'string' ? TOKEN.exec(html)?.[1] : undefined;
}

/** The bundle with its library: gzip, base64. */
export function withLibrary(bundle: MimeBundle): MimeBundle {
  const path = libraryOf(bundle);
  return path === undefined ? bundle : filled(bundle, packedLibrary(path));
}

/** The bundle for a page that has the library from elsewhere. */
export function withoutLibrary(bundle: MimeBundle): MimeBundle {
  return libraryOf(bundle) === undefined ? bundle : filled(bundle, '');
}

function filled(bundle: MimeBundle, text: string): MimeBundle {
  return { ...bundle, [HTML]: (bundle[HTML] as string).replace(TOKEN, text) };
}

const cache = new Map<string, string>();

/** A library as pages get it: gzip, base64. */
function packedLibrary(path: string): string {
  const known = cache.get(path);
  if (known !== undefined) return known;
  const text = gzipSync(readFileSync(createRequire(import.meta.url).resolve(path))).toString('base64');
  cache.set(path, text);
  return text;
}
