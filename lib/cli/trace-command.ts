import type { Command } from 'commander';
import { EVICTIONS, type EvictionName } from '../analysis/eviction/eviction.ts';
import { missCounter } from '../analysis/miss-counter.ts';
import { nextUses } from '../analysis/next-uses.ts';
import { optimalMisses } from '../analysis/optimal-misses.ts';
import { traceKey } from '../analysis/trace-key.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { fixed } from '../figures/fixed.ts';
import { counted } from '../figures/quantity.ts';
import { readTrace, TRACE_FORMATS, type TraceFormat } from '../node/read-trace.ts';
import { withInterrupt } from './interrupt.ts';
import { countOption } from './number-option.ts';
import { noteLines } from './risk-lines.ts';
import { table } from './table.ts';
import { type Output, stdout } from './terminal.ts';

type PolicyName = EvictionName | 'opt';

interface Flags {
  readonly format?: TraceFormat;
  readonly column?: string;
  readonly policy?: readonly PolicyName[];
  readonly size: readonly number[];
  readonly json?: true;
}

interface TraceRow {
  readonly policy: PolicyName;
  readonly size: number;
  readonly requests: number;
  readonly misses: number;
}

const POLICIES: readonly PolicyName[] = [...EVICTIONS, 'opt'];
const POLICIES_USUAL: readonly PolicyName[] = ['lru', 'sieve', 's3-fifo'];
const SIZE_MAX = 2 ** 26;
/** A share of misses that a cache of any use stays below. */
const MISSES_MANY = 0.95;

/** Adds `faultline trace`: how often caches of some sizes miss on a recorded trace. */
export function addTrace(program: Command): void {
  program
    .command('trace')
    .summary('how often a cache misses on a recorded trace')
    .description(
      'Counts the misses of cache policies on a trace of requests, from an empty cache, each key one ' +
        'entry. The file is read once.',
    )
    .argument('<file>', 'the requests in order')
    .requiredOption('--size <sizes>', 'entries that the cache holds: 500,1000', sizesOf)
    .option('--policy <names>', `any of ${POLICIES.join(', ')} (lru,sieve,s3-fifo)`, policiesOf)
    .option('--format <name>', `${TRACE_FORMATS.join(', ')} (by the file's ending)`, formatOf)
    .option('--column <name>', "csv: the key's column, or its number (key, or the second)")
    .option('--json', 'print the counts as one JSON array')
    .addHelpText(
      'after',
      `
Formats:
  text     a key a line
  csv      rows of time, key, …; a header is found by itself
  cache2k  big-endian 32-bit integers; for .trace and .bin

Examples:
  faultline trace requests.txt --size 500,1000
  faultline trace requests.csv --size 1000 --policy lru,opt --json`,
    )
    .action((path: string, flags: Flags) => withInterrupt((signal) => act(path, flags, signal)));
}

async function act(path: string, flags: Flags, signal: AbortSignal): Promise<void> {
  const rows = await countTrace(path, flags, signal);
  if (flags.json) return stdout.write(`${JSON.stringify(rows, null, 2)}\n`, signal);
  await stdout.write(page(rows, stdout), signal);
}

async function countTrace(path: string, flags: Flags, signal: AbortSignal): Promise<TraceRow[]> {
  const { format = formatBy(path), column, policy: policies = POLICIES_USUAL, size: sizes } = flags;
  const rows = policies.flatMap((policy) => sizes.map((size) => ({ policy, size })));
  const counters = rows.map(({ policy, size }) =>
    policy === 'opt' ? undefined : missCounter({ policy, capacity: size }),
  );
  const isOptWanted = policies.includes('opt');
  // What the best of all policies would do takes the whole trace.
  const trace: number[] = [];
  let requests = 0;
  const options = { format, signal, ...(column !== undefined && { column: columnOf(column) }) };
  for await (const keys of readTrace(path, options)) {
    requests += keys.length;
    // Once for all caches, since texts are hashed.
    const numbers = keys instanceof Int32Array ? keys : Float64Array.from(keys, traceKey);
    for (const counter of counters) {
      if (counter === undefined) continue;
      for (let i = 0; i < numbers.length; i++) counter.requestTraceKey(numbers[i]);
    }
    if (isOptWanted) for (let i = 0; i < numbers.length; i++) trace.push(numbers[i]);
  }
  if (requests === 0) throw new FaultlineError(path, 'no requests', 'a trace with at least one key');
  const next = isOptWanted ? nextUses(trace) : new Int32Array(0);
  return rows.map((row, i) => ({
    ...row,
    requests,
    misses: counters[i]?.result().misses ?? optimalMisses(next, row.size),
  }));
}

function page(rows: readonly TraceRow[], { colors }: Output): string {
  const header = ['Policy', 'size', 'misses', 'miss ratio'];
  const cells = rows.map(({ policy, size, requests, misses }) => [
    policy,
    String(size),
    String(misses),
    `${fixed((100 * misses) / requests, 2)} %`,
  ]);
  const note = `${counted(rows[0].requests, 'request')}; the cache is empty at first.`;
  const notes = isNearlyAllNew(rows) ? [note, 'Nearly every key is new: is each line one key?'] : [note];
  return [
    table([header, ...cells], ['left', 'right', 'right', 'right'], colors.dim),
    '',
    ...notes.map((each) => colors.dim(noteLines(each))),
    '',
  ].join('\n');
}

/** Whether even the largest cache misses so often that lines may hold more than a key, such as a time. */
function isNearlyAllNew(rows: readonly TraceRow[]): boolean {
  const largest = Math.max(...rows.map(({ size }) => size));
  return rows.every(({ size, misses, requests }) => size < largest || misses > MISSES_MANY * requests);
}

function sizesOf(text: string): number[] {
  const size = countOption('--size', SIZE_MAX);
  return [...new Set(text.split(',').map(size))];
}

function policiesOf(text: string): PolicyName[] {
  const names = text.split(',').map((name) => name.trim());
  return [...new Set(names.map(policyOf))];
}

function policyOf(name: string): PolicyName {
  const policy = POLICIES.find((each) => each === name);
  if (policy !== undefined) return policy;
  throw new FaultlineError('--policy', name, `any of ${POLICIES.join(', ')}, joined by commas`);
}

function formatOf(text: string): TraceFormat {
  const format = TRACE_FORMATS.find((each) => each === text);
  if (format !== undefined) return format;
  throw new FaultlineError('--format', text, `one of ${TRACE_FORMATS.join(', ')}`);
}

function formatBy(path: string): TraceFormat {
  if (/\.csv$/i.test(path)) return 'csv';
  return /\.(trace|bin)$/i.test(path) ? 'cache2k' : 'text';
}

/** A column's number, or else its name. */
function columnOf(text: string): string | number {
  return /^[1-9]\d*$/.test(text) ? Number(text) : text;
}
