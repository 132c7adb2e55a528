/** Names that packages look for to learn where they run, and that Node has not, or not in every version. */
const PROBED = (
  'window document self global define require exports module __dirname __filename process Buffer ' +
  'navigator location localStorage sessionStorage crypto performance fetch Deno Bun WebSocket EventSource ' +
  'XMLHttpRequest FileReader HTMLElement CustomEvent Worker WorkerGlobalScope importScripts ' +
  'requestAnimationFrame Iterator Float16Array SuppressedError DisposableStack AsyncDisposableStack Temporal'
).split(' ');

/** No cell can declare these; `__proto__` is no property that a literal could name. */
const NEVER: ReadonlySet<string> = new Set([
  'undefined',
  'NaN',
  'Infinity',
  'eval',
  'arguments',
  '__proto__',
]);

let known: ReadonlySet<string> | undefined;

/** Could other code of the process mean a global by a name, to use it or to see whether it is there? */
export function isGlobalName(name: string): boolean {
  known ??= new Set([
    ...Object.getOwnPropertyNames(globalThis),
    // The global object inherits them, and old packages use them bare.
    ...Object.getOwnPropertyNames(Object.prototype),
    ...PROBED,
  ]);
  return known.has(name) && !NEVER.has(name);
}
