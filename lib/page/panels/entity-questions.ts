import type { Entities, LoggedEvent } from '../../core/event-kind.ts';
import type { AnyModel } from '../../core/model.ts';
import type { FoundEvents } from '../../live/found-events.ts';
import { timeText } from '../frame/time-unit.ts';
import type { Ask } from './ask.ts';
import { entityLabel, parseEntity } from './entity-id.ts';
import { kindWords } from './feed-rows.ts';

/** A question about what is selected. */
export interface EntityQuestion {
  readonly text: string;
  /** It came: why? */
  readonly event?: number;
  /** It did not: why not? */
  readonly whyNot?: Readonly<Record<string, unknown>>;
}

/**
 * What may be asked about an entity: of each fate that is its alone, why it came or why it did not; of a node
 * of a strategy, why it did not act at a time.
 *
 * @param tick of the run now, for the last.
 */
export async function entityQuestions(
  ask: Ask,
  model: AnyModel,
  entities: Entities,
  entity: string,
  tick: number,
): Promise<readonly EntityQuestion[]> {
  const id = parseEntity(entity);
  if (id === null || id.kind === 'event') return [];
  const name = entityLabel(entity, entities);
  const questions: EntityQuestion[] = [];
  for (const [type, fields] of Object.entries(model.reasons?.fates ?? {})) {
    const [field] = fields;
    const column = model.events[type]?.columns[field];
    if (fields.length !== 1 || column?.type !== 'entity' || column.entity !== id.kind) continue;
    const target = { type, [field]: id.key };
    const { events } = (await ask({ do: 'events', query: target, limit: 1 })) as FoundEvents;
    const [event] = events as readonly (LoggedEvent | undefined)[];
    const what = `${name}: ${kindWords(type)}`;
    if (event === undefined) questions.push({ text: `${what}: why not?`, whyNot: target });
    else questions.push({ text: `${what} at t = ${timeText(event.t)}: why?`, event: event.id });
  }
  if (model.name === 'trading' && id.kind === 'node') {
    const at = Math.max(0, Math.floor(tick));
    questions.push({
      text: `Why did ${name} not act at tick ${timeText(at)}?`,
      whyNot: { node: id.key, at },
    });
  }
  return questions;
}
