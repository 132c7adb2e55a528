import { z } from 'zod';
import { FaultlineError } from '../../core/faultline-error.ts';

/** What can be done to a cluster: by chaos, by a schedule, by a person. */
export const DISTURBANCES = [
  'kill',
  'restart',
  'slow',
  'partition',
  'drop',
  'flush',
  'invalidate',
  'surge',
  'hot_key',
  'shift',
  'add',
  'remove',
] as const;

export type DisturbanceKind = (typeof DISTURBANCES)[number];

const node = z.int().min(0).meta({ help: 'the node' });
const span = z
  .number()
  .gt(0)
  .max(1e12)
  .optional()
  .meta({ help: 'how long; left out: for good', unit: 'time' });

/** The fields of each disturbance, the same for chaos and commands. */
export const DISTURBANCE_FIELDS = {
  kill: { node, for: span },
  restart: { node },
  slow: {
    node,
    factor: z.number().gt(0).max(1e6).default(10).meta({ help: 'service takes so many times as long' }),
    for: span,
  },
  partition: {
    nodes: z.array(z.int().min(0)).min(1).meta({ help: 'the nodes that are cut off' }),
    from: z.enum(['all', 'clients', 'database']).default('all').meta({ help: 'from whom' }),
    for: span,
  },
  drop: {
    node: node.optional().meta({ help: 'left out: every node' }),
    loss: z.number().gt(0).max(1).default(0.5).meta({ help: 'probability of the loss of a message' }),
    for: span,
  },
  flush: { node: node.optional().meta({ help: 'left out: every node' }) },
  invalidate: {
    share: z.number().gt(0).max(1).default(0.5).meta({ help: 'share of the keys that all nodes forget' }),
  },
  surge: {
    factor: z.number().gt(0).max(1e6).default(2).meta({ help: 'requests come so many times as often' }),
    for: span,
  },
  hot_key: {
    key: z.int().min(0).optional().meta({ help: 'left out: the least popular' }),
    share: z.number().gt(0).max(1).default(0.3).meta({ help: 'share of the requests that ask for it' }),
    for: span,
  },
  shift: {},
  add: {},
  remove: { node },
} satisfies Record<DisturbanceKind, z.ZodRawShape>;

const at = z.number().min(0).max(1e12).meta({ help: 'when', unit: 'time' });

const row = <Kind extends DisturbanceKind>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), at, ...DISTURBANCE_FIELDS[kind] });

/** One row of a schedule of chaos. */
export const chaosRow = z.discriminatedUnion('kind', [
  row('kill'),
  row('restart'),
  row('slow'),
  row('partition'),
  row('drop'),
  row('flush'),
  row('invalidate'),
  row('surge'),
  row('hot_key'),
  row('shift'),
  row('add'),
  row('remove'),
]);

export type ChaosRow = z.infer<typeof chaosRow>;

/** A disturbance without the time at which it comes. */
export type Disturbance = ChaosRow extends infer Row
  ? Row extends unknown
    ? Omit<Row, 'at'>
    : never
  : never;

/** Checks what the schema cannot. @throws FaultlineError for a node or key that is never there. */
export function checkDisturbance(given: Disturbance, nodes: number, keys: number, where: string): void {
  const checkNode = (node: number, field: string): void => {
    if (node >= nodes) throw new FaultlineError(`${where}.${field}`, node, `a node from 0 to ${nodes - 1}`);
  };
  if ('node' in given && given.node !== undefined) checkNode(given.node, 'node');
  if ('nodes' in given) for (const [i, node] of given.nodes.entries()) checkNode(node, `nodes[${i}]`);
  if ('key' in given && given.key !== undefined && given.key >= keys) {
    throw new FaultlineError(`${where}.key`, given.key, `a key from 0 to ${keys - 1}`);
  }
}
