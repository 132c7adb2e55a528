import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The traces that the small bundle, which comes with this package, can draw. */
const BASIC = new Set(['scatter', 'bar', 'pie', undefined]);

/** Packages that hold plotly.js for the browser, the best first. */
const BASIC_PACKAGES = ['plotly.js-basic-dist-min'];
const WHOLE_PACKAGES = ['plotly.js-dist-min', 'plotly.js-dist'];

/** The plotly.js that can draw traces of these types. */
export interface PlotlyLibrary {
  readonly name: string;
  /** Its file. */
  readonly path: string;
}

/**
 * Finds plotly.js: the small bundle of this package where it is enough, else a whole one that the project in
 * `directory` has installed; undefined when it has none.
 */
export function plotlyLibrary(types: readonly unknown[], directory: string): PlotlyLibrary | undefined {
  const isBasic = types.every((type) => BASIC.has(type as string | undefined));
  const here = createRequire(import.meta.url);
  if (isBasic) return first(BASIC_PACKAGES, here);
  return first(WHOLE_PACKAGES, createRequire(join(directory, 'notebook.js'))) ?? first(WHOLE_PACKAGES, here);
}

function first(names: readonly string[], require: NodeJS.Require): PlotlyLibrary | undefined {
  for (const name of names) {
    try {
      return { name, path: require.resolve(name) };
    } catch {}
  }
  return undefined;
}
