import { createRequire } from 'node:module';
import { defineConfig, type Plugin } from 'vite';

const require = createRequire(import.meta.url);
const PLOTLY = 'plotly.js-basic-dist-min';

/**
 * plotly as a file of its own, loaded by a script tag when it is first imported: the page is one classic
 * script, which has no chunks. `await import` takes a module that exports `then` for the promise of one.
 */
function lazyPlotly(): Plugin {
  const virtual = `\0${PLOTLY}`;
  return {
    name: 'lazy-plotly',
    enforce: 'pre',
    resolveId: (id) => (id === PLOTLY ? virtual : null),
    load: (id) =>
      id === virtual
        ? `
          import url from ${JSON.stringify(`${require.resolve(PLOTLY)}?url&no-inline`)};
          export function then(resolve, reject) {
            if (globalThis.Plotly) return resolve({ default: globalThis.Plotly });
            const script = document.createElement('script');
            script.src = url;
            script.onload = () => resolve({ default: globalThis.Plotly });
            script.onerror = () => reject(new Error('plotly could not be loaded'));
            document.head.append(script);
          }`
        : null,
  };
}

/** A classic script and a plain style sheet: modules and `crossorigin` are refused to a page from a file. */
function classicScript(): Plugin {
  return {
    name: 'classic-script',
    enforce: 'post',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replaceAll('<script type="module" crossorigin', '<script defer').replaceAll(' crossorigin', ''),
    },
  };
}

export default defineConfig({
  root: 'lib/page',
  base: './',
  plugins: [lazyPlotly(), classicScript()],
  experimental: {
    // A classic script does not know where it came from once it has run: what it loads later lies by the page.
    renderBuiltUrl: (file, { hostType }) =>
      hostType === 'js'
        ? { runtime: `new URL(${JSON.stringify(file)}, document.baseURI).href` }
        : { relative: true },
  },
  build: {
    outDir: '../../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 2_000,
    // `import()` is within the one script: what the helper around it says of `import.meta` is never run.
    rolldownOptions: { output: { format: 'iife' }, checks: { emptyImportMeta: false } },
  },
});
