import type { EventKinds } from '../../core/event-kind.ts';
import type { Why } from '../../why/answer.ts';
import type { Highlight } from '../store/run-store.ts';
import type { Ask } from './ask.ts';
import { entitiesOf } from './entity-fields.ts';
import { loadEvents } from './load-events.ts';

/** What an answer is about: the ids of its chain and causes in order, and whom they are about. */
export async function answerHighlight(ask: Ask, kinds: EventKinds, answer: Why): Promise<Highlight> {
  const causes = answer.rootCauses.filter(({ verdict }) => verdict !== 'irrelevant').map(({ id }) => id);
  const ids = [...new Set([...causes, ...answer.chain.map(({ id }) => id)])].sort((a, b) => a - b);
  return eventsHighlight(ask, kinds, ids);
}

/** Events, and whom they are about. */
export async function eventsHighlight(
  ask: Ask,
  kinds: EventKinds,
  ids: readonly number[],
): Promise<Highlight> {
  const found = await loadEvents(ask, ids);
  const entities = [...found.values()].flatMap((event) => entitiesOf(event, kinds));
  return { events: new Set(ids), entities: new Set(entities) };
}
