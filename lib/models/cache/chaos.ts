import { log } from '../../core/log.ts';
import { CHAOS, DISTURBANCE, plan } from './agenda.ts';
import type { CacheContext } from './context.ts';
import { disturb } from './disturb.ts';
import type { Disturbance } from './disturbance.ts';
import type { CacheState } from './state.ts';

/** What random chaos does, to one node each time. */
const KINDS = ['kill', 'slow', 'partition', 'drop'] as const;
/** Numbers of disturbances: those of the schedule, then those of random chaos, then those of commands. */
const FIRST_RANDOM = 2 ** 20;
export const FIRST_COMMANDED = 2 ** 21;

/** Puts the schedule down, or the first strikes of random chaos. */
export function openChaos(state: CacheState, context: CacheContext): void {
  for (const [i, { at }] of context.prepared.schedule.entries()) plan(state, DISTURBANCE, at, i, i);
  planStrikes(state, context);
}

/** Row `index` of the schedule comes. */
export function disturbBySchedule(state: CacheState, context: CacheContext, index: number): void {
  const { schedule, deedKeys } = context.prepared;
  disturb(state, context, schedule[index], { cause: -1, number: index, key: deedKeys[index] });
}

/** Puts a strike down for each kind and node that has a rate and none to come. */
export function planStrikes(state: CacheState, context: CacheContext): void {
  if (context.config.chaos !== 'random') return;
  for (let node = 0; node < context.prepared.nodesMax; node++) {
    for (let kind = 0; kind < KINDS.length; kind++) planStrike(state, context, kind, node);
  }
}

function planStrike(state: CacheState, { config, chance }: CacheContext, kind: number, node: number): void {
  const at = node * KINDS.length + kind;
  const rate = config.chaosRates[KINDS[kind]];
  if (rate === 0 || state.isStruck[at] === 1) return;
  state.isStruck[at] = 1;
  const wait = -log(1 - chance.streams.chaos.uniform(at, state.strikes[at], 0)) / rate;
  plan(state, CHAOS, state.time + wait, at, at);
}

/** Random chaos strikes a node, and puts its next strike of that kind down. */
export function strikeByChance(state: CacheState, context: CacheContext, at: number): void {
  const { config, chance } = context;
  const node = Math.floor(at / KINDS.length);
  const kind = KINDS[at % KINDS.length];
  const { nodes } = state;
  const span = -log(1 - chance.streams.chaos.uniform(at, state.strikes[at], 1)) * config.chaosTime;
  if (node < nodes.count && nodes.isRemoved[node] === 0 && (kind !== 'kill' || nodes.isUp[node] === 1)) {
    const number = FIRST_RANDOM + (((state.strikes[at] + 1) * state.isStruck.length + at) % FIRST_RANDOM);
    disturb(state, context, strikeOf(kind, node, span), { cause: -1, number, key: 0 });
  }
  passStrike(state, context, at);
}

/** A strike is over, or spares its node: the next one is put down. */
export function passStrike(state: CacheState, context: CacheContext, at: number): void {
  state.isStruck[at] = 0;
  state.strikes[at]++;
  planStrike(state, context, at % KINDS.length, Math.floor(at / KINDS.length));
}

function strikeOf(kind: (typeof KINDS)[number], node: number, span: number): Disturbance {
  switch (kind) {
    case 'kill':
      return { kind, node, for: span };
    case 'slow':
      return { kind, node, factor: 10, for: span };
    case 'partition':
      return { kind, nodes: [node], from: 'all', for: span };
    case 'drop':
      return { kind, node, loss: 0.5, for: span };
  }
}
