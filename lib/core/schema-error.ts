import type { z } from 'zod';
import { describeGiven, FaultlineError } from './faultline-error.ts';

type Issue = z.core.$ZodIssue;

/**
 * Parses `given` by a schema.
 *
 * @throws FaultlineError that names the first wrong place under `where`, its value and what is allowed.
 */
export function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  where: string,
): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = deepest(result.error.issues[0], []);
  throw errorOf(issue.issue, issue.path, schema, given, where);
}

/** Of a union's branches, the issue that got furthest into the value: the form that was meant. */
function deepest(
  issue: Issue,
  prefix: readonly PropertyKey[],
): { issue: Issue; path: readonly PropertyKey[] } {
  const path = [...prefix, ...issue.path];
  if (issue.code !== 'invalid_union') return { issue, path };
  let best: { issue: Issue; path: readonly PropertyKey[] } | null = null;
  for (const branch of issue.errors) {
    const candidate = branch[0] && deepest(branch[0], path);
    if (
      candidate &&
      candidate.path.length > path.length &&
      (!best || candidate.path.length > best.path.length)
    ) {
      best = candidate;
    }
    if (
      candidate &&
      !best &&
      candidate.issue.code !== 'invalid_type' &&
      candidate.issue.code !== 'invalid_value'
    ) {
      best = candidate;
    }
  }
  return best ?? { issue, path };
}

function errorOf(
  issue: Issue,
  path: readonly PropertyKey[],
  schema: z.ZodType,
  given: unknown,
  where: string,
): FaultlineError {
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0];
    const known = knownFields(schema, path);
    return new FaultlineError(
      join(where, [...path, key]),
      valueAt(given, [...path, key]),
      unknownField(key, known),
    );
  }
  return new FaultlineError(join(where, path), valueAt(given, path), allowedBy(issue));
}

function allowedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${article(issue.expected)} is needed`;
    case 'too_small':
      return bound(issue.origin, issue.inclusive === false ? 'above' : 'of at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive === false ? 'below' : 'of at most', issue.maximum);
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')} is needed`;
    case 'invalid_union': {
      // Of forms told apart by a field, none was tried: the field has no value that any of them has.
      if ('options' in issue && issue.options)
        return `one of ${issue.options.map(String).join(', ')} is needed`;
      const branches = issue.errors.flatMap((branch) => (branch[0] ? [allowedBy(branch[0])] : []));
      return [...new Set(branches)].join(' or ').replaceAll(' is needed or ', ' or ');
    }
    default:
      return issue.message;
  }
}

function article(expected: string): string {
  if (expected === 'int') return 'an integer';
  if (expected === 'record') return 'an object';
  if (expected === 'boolean') return 'true or false';
  if (expected === 'array') return 'a list';
  return `${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected}`;
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  const what =
    origin === 'array' ? 'a list with a length' : origin === 'string' ? 'a text with a length' : 'a number';
  return `${what} ${relation} ${limit} is needed`;
}

/** What is said of a field that there is not. */
export function unknownField(key: string, known: readonly string[]): string {
  const near = known.find((name) => distance(name.toLowerCase(), key.toLowerCase()) <= 2);
  if (near !== undefined) return `no such field; did you mean ${near}?`;
  return `no such field; known are ${known.join(', ')}`;
}

interface Node {
  readonly def?: { readonly innerType?: Node; readonly element?: Node; readonly options?: readonly Node[] };
  readonly shape?: Readonly<Record<PropertyKey, Node>>;
}

/** The fields that are known where a path leads, through lists and whichever form of a union has it. */
function knownFields(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const here = path.reduce<Node[]>(
    (nodes, step) => nodes.flatMap((node) => within(node, step)),
    forms(schema as unknown as Node),
  );
  return [...new Set(here.flatMap((node) => Object.keys(node.shape ?? {})))];
}

function within(node: Node, step: PropertyKey): Node[] {
  const next = typeof step === 'number' ? node.def?.element : node.shape?.[step];
  return next === undefined ? [] : forms(next);
}

/** A schema under its defaults and the like, or all forms of a union. */
function forms(node: Node): Node[] {
  const { innerType, options } = node.def ?? {};
  if (innerType !== undefined) return forms(innerType);
  return options === undefined ? [node] : options.flatMap(forms);
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let here = given;
  for (const step of path) here = (here as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return here;
}

function join(where: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const name = /^\w+$/.test(String(step)) ? String(step) : describeGiven(step);
    return text ? `${text}.${name}` : name;
  }, where);
}

/** Edits (insert, delete, replace) from one word to another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
