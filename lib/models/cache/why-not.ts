import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Guard, WhyNotAnswer, Withheld } from '../../core/reasons.ts';
import { closestOfBreaker } from './breaker-guard.ts';
import type { CacheConfig } from './config.ts';
import { fatesNotMet } from './node-guard.ts';
import { requestGuards } from './request-guard.ts';

type Target = Readonly<Record<string, unknown>>;
type World = Pick<Withheld, 'events' | 'config'>;

/**
 * Why something did not befall a node or a request, from the log and the config: what held, the closest to
 * giving way first.
 *
 * @returns null for a target that the log alone does not tell about.
 */
export function whyNot(target: Target, { events, config }: World): WhyNotAnswer | null {
  const { type, node, client, request } = target;
  if (config === null) return null;
  const given = config as CacheConfig;
  if (typeof type !== 'string') return null;
  const { type: _, ...fields } = target;
  const acted = [...events.where({ type, ...fields })];
  if (acted.length > 0) return answer([], acted, `It did happen: ${events.sentence(acted[0])}`);
  let guards: readonly Guard[] | null = null;
  if (typeof client === 'number' && typeof request === 'number') {
    guards = requestGuards(type, target, client, request, events, given);
  } else if (typeof node === 'number') {
    if (node >= given.nodes && !wasAdded(events, node)) {
      guards = [noSuchNode(node, given.nodes)];
    } else if (type === 'breaker_opened') guards = closestOfBreaker(node, events, given);
    else guards = fatesNotMet(type, node, events, given);
  }
  if (guards === null) return null;
  return answer(guards, [], guards.map(({ sentence }) => sentence).join(' '));
}

function answer(guards: readonly Guard[], acted: readonly LoggedEvent[], text: string): WhyNotAnswer {
  return { guards, acted, text };
}

function wasAdded(events: World['events'], node: number): boolean {
  return !events.where({ type: 'node_added', node }).next().done;
}

function noSuchNode(node: number, nodes: number): Guard {
  const sentence = `There is no node ${node}: the cluster has ${nodes}, and it was not added.`;
  return { t: 0, id: null, guard: 'nodes', value: node, threshold: nodes, sentence };
}
