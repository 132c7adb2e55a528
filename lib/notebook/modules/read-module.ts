import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EcmaScriptModule, Program } from 'oxc-parser';
import { faultOf, parser } from '../code/parse-cell.ts';
import { positionAt } from '../code/position.ts';
import { StripError, stripTypes } from '../code/strip-types.ts';
import { elideTypes } from './elide-types.ts';

/** A local file as a module. */
export interface LocalModule {
  readonly text: string;
  readonly format: 'module' | 'commonjs' | 'json';
  /** What to run in place of the file's text; absent for JSON and CommonJS, which Node reads itself. */
  readonly source?: string;
  /** The specifiers that it names in the text, without those in types. */
  readonly imports: readonly ModuleImport[];
}

export interface ModuleImport {
  readonly specifier: string;
  /** Loads only when the module gets there: `import(…)`, `require(…)`. */
  readonly isLate: boolean;
}

/**
 * Reads a file as a module, its types stripped.
 *
 * @param last what it was when it was read before, which is given back while the text is the same
 * @throws SyntaxError with file, line and column
 * @throws Error when the file cannot be read
 */
export function readModule(file: string, last?: LocalModule): LocalModule {
  const text = readFileSync(file, 'utf8');
  if (last?.text === text) return last;
  if (file.endsWith('.json')) return { text, format: 'json', imports: [] };
  if (!/\.[cm]?[jt]s$/.test(file)) return { text, format: 'module', imports: [] };
  const isTypeScript = /ts$/.test(file);
  const sourceType = /\.c[jt]s$/.test(file) ? 'commonjs' : 'unambiguous';
  const result = parser().parseSync(file, text, { lang: isTypeScript ? 'ts' : 'js', sourceType });
  const fault = faultOf(result);
  if (fault) throw syntaxError(file, fault.message, positionAt(text, fault.offset));
  const format = formatOf(file, result.module.hasModuleSyntax);
  const source = isTypeScript ? strip(text, file, result.program) : text;
  if (format === 'commonjs') {
    const imports = [...text.matchAll(/\b(?:require|import)\s*\(\s*(['"])([^'"\n]+)\1\s*\)/g)];
    return {
      text,
      format,
      imports: imports.map((match) => ({ specifier: match[2]!, isLate: true })),
      ...(isTypeScript && { source }),
    };
  }
  return { text, format, source, imports: importsOf(result.module, text) };
}

function strip(text: string, file: string, program: Program): string {
  try {
    const { code, mapText } = stripTypes(elideTypes(text, program), file);
    if (mapText === undefined) return code;
    const map = Buffer.from(mapText).toString('base64');
    return `${code}\n//# sourceMappingURL=data:application/json;base64,${map}`;
  } catch (error) {
    if (error instanceof StripError) throw syntaxError(file, error.message, error.position);
    throw error;
  }
}

function syntaxError(file: string, message: string, { line, column }: { line: number; column: number }) {
  return new SyntaxError(`${file}:${line}:${column}: ${message}`);
}

function importsOf({ staticImports, staticExports, dynamicImports }: EcmaScriptModule, text: string) {
  const early = [
    ...staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) => (moduleRequest && !isType ? [moduleRequest.value] : [])),
    ),
  ];
  const late = dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const [, , specifier] = /^(['"])([^'"\\\n]*)\1$/.exec(text.slice(start, end)) ?? [];
    return specifier === undefined ? [] : [specifier];
  });
  return [
    ...early.map((specifier) => ({ specifier, isLate: false })),
    ...late.map((specifier) => ({ specifier, isLate: true })),
  ];
}

function formatOf(file: string, hasModuleSyntax: boolean): 'module' | 'commonjs' {
  if (/\.m[jt]s$/.test(file)) return 'module';
  if (/\.c[jt]s$/.test(file)) return 'commonjs';
  if (hasModuleSyntax || file.endsWith('.ts')) return 'module';
  return packageType(dirname(file)) === 'module' ? 'module' : 'commonjs';
}

/** `type` of the package that a folder belongs to. */
function packageType(folder: string): unknown {
  for (let at = folder; ; at = dirname(at)) {
    try {
      return JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')).type;
    } catch {
      if (dirname(at) === at) return undefined;
    }
  }
}
