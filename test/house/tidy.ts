import ts from 'typescript-api';
import { codeOnly, lineAt, parse, type Source } from './source.ts';

/** Folders that may touch clocks, files and the environment. */
const edge = ['cli', 'node', 'server', 'notebook', 'analyst', 'client', 'page'];

interface Ban {
  /** Matches in code without comments and strings. The first group is the name that the message shows. */
  readonly pattern: RegExp;
  readonly use: string;
  /** Banned at the edge as well? */
  readonly everywhere?: true;
}

const clock = "the run's own time, or a clock passed in by the edge";
const pacing = 'a step that the edge calls';
const chance = "keyed draws from the run's seed";
const inexact =
  'exp|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh';

const bans: readonly Ban[] = [
  { pattern: /\b(Math\.random)\b/g, use: chance },
  { pattern: /(?<![.\w$])(crypto)\./g, use: chance },
  { pattern: /\b(Date\.now|performance\.now)\b/g, use: clock },
  { pattern: /\b(new Date)\b/g, use: `${clock}; for a calendar, Date.UTC` },
  { pattern: /\b(setTimeout|setInterval|setImmediate)\b/g, use: pacing },
  { pattern: /(?<![.\w$])(process)\s*[.[]/g, use: 'a parameter that the edge fills in' },
  { pattern: /(?<![.\w$])(Buffer)\b/g, use: 'Uint8Array' },
  {
    pattern: new RegExp(`\\b(Math\\.(?:${inexact}|cbrt|hypot))\\b`, 'g'),
    use: "core's own version, which has the same last bit on every engine",
  },
  {
    // Powers of two with a literal exponent are exact everywhere: 2 ** -53.
    pattern: /(?<!(?<![\w$.])2 )(\*\*)|(\*\*)(?! -?\d+(?![\w.]))/g,
    use: "a product, core's own power, or 2 ** <integer literal>",
  },
  { pattern: /(?<![.\w$])(Math)\b(?!\s*\.)/g, use: 'Math.<name> in full, so that this test can read it' },
  {
    pattern: /(localeCompare|toLocale\w+|\bIntl)\b/g,
    use: 'comparison with < and own formatting: locales differ',
  },
  { pattern: /\b(for) ?\((?:const|let|var) \w+ (in)\b/g, use: 'for … of Object.keys(…)', everywhere: true },
];

/** Files with a reason to use something that is banned: path, name as in the message, reason. */
export const exceptions: readonly {
  readonly path: string;
  readonly name: string;
  readonly reason: string;
}[] = [];

const lineCountMax = 400;
const columnCountMax = 110;

/** What is wrong with a file, one line each: `path:line: fault`. */
export function untidiness(source: Source): string[] {
  return [...banned(source), ...oversize(source), ...misnamed(source), ...busyIndex(source)];
}

function banned(source: Source): string[] {
  const file = parse(source);
  const code = codeOnly(file);
  const atEdge = edge.includes(source.path.split('/')[1]!);
  return bans
    .filter((ban) => ban.everywhere || !atEdge)
    .flatMap((ban) =>
      [...code.matchAll(ban.pattern)].map((match) => {
        const name = match.slice(1).filter(Boolean).join(' … ');
        return { name, line: lineAt(file, match.index), use: ban.use };
      }),
    )
    .filter(
      ({ name }) => !exceptions.some((allowed) => allowed.path === source.path && allowed.name === name),
    )
    .sort((a, b) => a.line - b.line)
    .map(({ name, line, use }) => `${source.path}:${line}: ${name} is banned, use ${use}`);
}

function oversize({ path, text }: Source): string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const faults = lines.flatMap((line, i) => {
    const width = [...line].length;
    if (width <= columnCountMax || /https?:\/\/\S+$/.test(line)) return [];
    return [
      `${path}:${i + 1}: ${width} columns; at most ${columnCountMax}, unless the line ends in an address`,
    ];
  });
  // What a script writes out of what is kept elsewhere is as long as that is.
  if (lines.length <= lineCountMax || lines[0]!.startsWith('// Made by ')) return faults;
  return [
    `${path}:${lines.length}: ${lines.length} lines; at most ${lineCountMax}, so split it by noun`,
    ...faults,
  ];
}

function misnamed({ path }: Source): string[] {
  const kebab = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.tsx?$/;
  return kebab.test(path) ? [] : [`${path}:1: file and folder names are kebab-case, like event-queue.ts`];
}

function busyIndex(source: Source): string[] {
  if (!source.path.endsWith('/index.ts')) return [];
  const file = parse(source);
  return file.statements
    .filter((statement) => !(ts.isExportDeclaration(statement) && statement.moduleSpecifier))
    .map((statement) => lineAt(file, statement.getStart(file)))
    .map((line) => `${source.path}:${line}: an index.ts only re-exports; move this to a file named after it`);
}
