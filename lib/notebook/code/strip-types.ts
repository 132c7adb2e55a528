import { createRequire } from 'node:module';
import { TraceMap } from '@jridgewell/trace-mapping';
import type { Position } from './position.ts';

/** JavaScript made from TypeScript. */
export interface Stripped {
  readonly code: string;
  /** From the code to the TypeScript; absent when every character kept its place. */
  readonly map?: TraceMap;
  /** The map as JSON, when there is one. */
  readonly mapText?: string;
}

/** What TypeScript cannot be stripped of its types: a syntax error, or what no JavaScript stands for. */
export class StripError extends SyntaxError {
  readonly position: Position;

  constructor(message: string, position: Position) {
    super(message);
    this.name = 'SyntaxError';
    this.position = position;
  }
}

/** What @swc/wasm-typescript throws; columns count from 0. */
interface SwcFault {
  readonly code?: string;
  readonly message?: string;
  readonly startLine?: number;
  readonly startColumn?: number;
}

type Swc = typeof import('@swc/wasm-typescript');

let loaded: Swc | undefined;

/** The compiler, loaded at its first use: its WebAssembly costs 40 ms. */
export function typeStripper(): Swc {
  loaded ??= createRequire(import.meta.url)('@swc/wasm-typescript') as Swc;
  return loaded;
}

/**
 * TypeScript without its types. Blanks them where that is enough, so that places stay; enums, namespaces and
 * parameter properties are compiled, and then a map leads back. Imports are kept as they are written.
 *
 * @param filename names the source in the map
 * @throws StripError
 */
export function stripTypes(source: string, filename: string): Stripped {
  const swc = typeStripper();
  try {
    return { code: swc.transformSync(source, { mode: 'strip-only', module: true, filename }).code };
  } catch (error) {
    if ((error as SwcFault).code !== 'UnsupportedSyntax') throw stripError(error);
  }
  try {
    const { code, map } = swc.transformSync(source, {
      mode: 'transform',
      module: true,
      filename,
      sourceMap: true,
      transform: { verbatimModuleSyntax: true, nativeClassProperties: true, noEmptyExport: true },
    });
    return { code, map: new TraceMap(map!), mapText: map! };
  } catch (error) {
    throw stripError(error);
  }
}

function stripError(error: unknown): unknown {
  const { code, message, startLine, startColumn } = error as SwcFault;
  if (code === undefined || startLine === undefined || startColumn === undefined) return error;
  return new StripError(String(message), { line: startLine, column: startColumn + 1 });
}
