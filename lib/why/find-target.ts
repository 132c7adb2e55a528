import type { LoggedEvent } from '../core/event-kind.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { FoundTarget, WhyTarget } from './answer.ts';
import { sameEvent } from './same-event.ts';
import type { Source } from './source.ts';

const FORMS =
  '{ event: an id }, { type, and fields of the event }, or { metric, from, to }; ' +
  '`whyNot` asks of what did not happen';

/** The event that a target names. @throws FaultlineError for what is no event of the run. */
export function findEvent(source: Source, target: WhyTarget): FoundTarget & { kind: 'fate' | 'event' } {
  const { events } = source;
  if ('event' in target) {
    const id = target.event;
    if (!Number.isInteger(id) || (id as number) < events.log.first || (id as number) >= events.count) {
      throw new FaultlineError('why: event', id, `an id from ${events.log.first} to ${events.count - 1}`);
    }
    return found(source, events.get(id as number));
  }
  const { type, ...fields } = target as { readonly type: string };
  checkFields(source, type, fields);
  for (const event of events.where({ type, ...fields })) return found(source, event);
  const wanted = [type, ...Object.entries(fields).map(([name, value]) => `${name}=${value}`)].join(' ');
  throw new FaultlineError(
    'why: target',
    wanted,
    'an event of this run: there is none; whyNot (--not) says why not',
  );
}

/** @throws FaultlineError for a type or a field that the model's events do not have. */
export function checkFields({ events }: Source, type: unknown, fields: object): void {
  if (typeof type !== 'string') throw new FaultlineError('why: target', { type, ...fields }, FORMS);
  events.requireType(type);
  const kind = events.log.kinds[type];
  const known = ['id', 't', ...Object.keys(kind.columns), ...Object.keys(kind.computed ?? {})];
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new FaultlineError(`why: ${type}.${unknown}`, unknown, `a field of ${type}: ${known.join(', ')}`);
  }
}

/** @throws FaultlineError for what is no target. */
export function checkTarget(target: unknown): void {
  if (typeof target !== 'object' || target === null || Array.isArray(target)) {
    throw new FaultlineError('why: target', target, FORMS);
  }
  const { event, type, metric } = target as Record<string, unknown>;
  const forms = [event, type, metric].filter((form) => form !== undefined).length;
  if (forms !== 1) throw new FaultlineError('why: target', target, FORMS);
}

function found({ model, events }: Source, event: LoggedEvent): FoundTarget & { kind: 'fate' | 'event' } {
  const same = sameEvent(model, events.log, event.id);
  return {
    kind: same.isFate ? 'fate' : 'event',
    id: event.id,
    t: event.t,
    type: event.type,
    fields: Object.fromEntries(same.fields.map((field) => [field, event[field]])),
    sentence: events.sentence(event),
  };
}
