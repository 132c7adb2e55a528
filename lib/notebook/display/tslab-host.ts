import { createRequire } from 'node:module';
import type { MimeBundle, NotebookHost } from './notebook-host.ts';
import { withLibrary } from './packed-library.ts';

/** What of tslab's own module is used. */
interface Tslab {
  newDisplay(): { raw(type: string, content: unknown): void };
}

/** The host that can be made of tslab, when this process is its kernel; undefined in others. */
export function tslabHost(): NotebookHost | undefined {
  const program = process.argv[1] ?? '';
  if (!/[\\/]tslab$/.test(program)) return undefined;
  host ??= hostOf(createRequire(program)('tslab') as Tslab);
  return host;
}

let host: NotebookHost | undefined;

function hostOf(tslab: Tslab): NotebookHost {
  const displays = new Map<string, ReturnType<Tslab['newDisplay']>>();
  return {
    display(bundle, { id = '' } = {}) {
      const display = displays.get(id) ?? tslab.newDisplay();
      displays.set(id, display);
      const type = richest(bundle);
      display.raw(type, withLibrary(bundle)[type]);
    },
    clearOutput() {},
    page(bundle) {
      tslab.newDisplay().raw('text/plain', bundle['text/plain']);
    },
    input: () => Promise.reject(new Error('input: tslab takes no input from a person')),
    signal: new AbortController().signal,
  };
}

/** tslab sends one form of an output, not several. */
function richest(bundle: MimeBundle): string {
  return ['text/html', 'image/svg+xml', 'text/markdown'].find((type) => type in bundle) ?? 'text/plain';
}
