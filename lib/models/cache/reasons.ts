import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Reasons, Root } from '../../core/reasons.ts';
import type { At } from '../../core/turn.ts';
import { ATTEMPTS_MAX } from './calls.ts';
import { metrics } from './metrics.ts';
import { remedies } from './remedies.ts';
import { tallies } from './tallies.ts';
import { weigh } from './weigh.ts';
import { whyNot } from './why-not.ts';

/** What strikes by the schedule or by chance. With causes it is a command’s, or the end of another. */
const SHOCKS = [
  ...['node_killed', 'node_restarted', 'node_slowed', 'node_added', 'node_removed', 'partition', 'drop'],
  ...['flush', 'invalidation_storm', 'surge', 'hot_key', 'hotspot_shift'],
];

/**
 * A request is recorded when it is settled, and whatever delayed it is its cause; what can be left out is
 * that it was sent.
 */
const arrival = {
  kind: 'arrival',
  // One that was sent in the turn of something else cannot be left out alone.
  partOf: ({ sent }: LoggedEvent) => (sent === null ? null : 0),
  turnOf: arrivalTurn,
} as const;

/**
 * A metric’s change shows in windows, and where none has ended since in what befell the cluster. Each of its
 * requests is one of very many, and no cause by itself.
 */
const CARRIERS = ['window', ...SHOCKS, 'relief', 'node_lost', 'node_found', 'config_set'];

const attempt = ['client', 'request', 'attempt'];

/** What brings about what befalls a cluster. */
export const reasons: Reasons = {
  roots: {
    ...Object.fromEntries(SHOCKS.map((kind): [string, Root] => [kind, { kind: 'shock' }])),
    request: arrival,
  },
  fates: {
    request: ['client', 'request', 'outcome'],
    timeout: attempt,
    refusal: attempt,
    retry: attempt,
    hedge: attempt,
    late_answer: attempt,
    retries_spent: ['client', 'request'],
    breaker_opened: ['node'],
    breaker_closed: ['node'],
    node_killed: ['node'],
    node_restarted: ['node'],
    node_added: ['node'],
    node_removed: ['node'],
    node_lost: ['node'],
    node_found: ['node'],
  },
  weigh,
  tallies,
  carriers: Object.fromEntries(Object.keys(metrics).map((name) => [name, CARRIERS])),
  remedies,
  whyNot,
};

/** The turn in which a request was sent. */
function arrivalTurn({ client, request, sent }: LoggedEvent): At | null {
  if (sent === null) return null;
  const ordinal = (client as number) * ATTEMPTS_MAX;
  return { time: sent as number, phase: 'arrival', entity: request as number, ordinal };
}
