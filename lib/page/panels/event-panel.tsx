import type { LoggedEvent } from '../../core/event-kind.ts';
import { eventSentence } from '../../core/event-sentence.ts';
import { quantity } from '../../figures/quantity.ts';
import { timeText } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import { entitiesOf } from './entity-fields.ts';
import { EntityLink } from './entity-link.tsx';
import { EventList, WhyButton } from './event-list.tsx';
import { type Fact, Facts } from './facts.tsx';
import { kindWords } from './feed-rows.ts';
import { loadEvents } from './load-events.ts';
import { useLoaded } from './use-loaded.ts';

interface Props {
  readonly run: RunStore;
  readonly id: number;
}

/** Causes that are listed. */
const CAUSES_MAX = 20;

/** An event: all that it says, what brought it about, and why. */
export function EventPanel({ id, run }: Props) {
  const { error, isLoading, value } = useLoaded(async () => {
    const event = (await loadEvents(run.link.request, [id])).get(id);
    if (event === undefined) return null;
    const causes = await loadEvents(run.link.request, event.causes.slice(0, CAUSES_MAX));
    return { event, causes: [...causes.values()] };
  }, [id, run]);
  if (isLoading) return <p class="muted">Looking it up…</p>;
  if (error !== null) return <p class="fault">{error}</p>;
  if (value === null) return <p class="muted">The log has no event #{id} now.</p>;
  const { causes, event } = value;
  return (
    <>
      <h3 class="entity-name">{eventSentence(event, run.kinds, run.entities)}</h3>
      <p class="muted">
        #{event.id}, {kindWords(event.type)}, t = {timeText(event.t)}. {run.kinds[event.type].help}
      </p>
      <p class="event-ask">
        <WhyButton run={run} event={event} />
        {entitiesOf(event, run.kinds).map((entity) => (
          <EntityLink key={entity} run={run} entity={entity} />
        ))}
      </p>
      <Facts rows={factsOf(event)} />
      {listsOf(event).map(([name, list]) => (
        <details key={name}>
          <summary>
            {kindWords(name)}: {list.length}
          </summary>
          <pre class="json">{list.map((row) => JSON.stringify(row)).join('\n')}</pre>
        </details>
      ))}
      <h3>What brought it about</h3>
      {causes.length === 0 ? (
        <p class="muted">Nothing in the log: it is a beginning.</p>
      ) : (
        <EventList run={run} events={causes} />
      )}
      {event.causes.length > causes.length && (
        <p class="muted">and {event.causes.length - causes.length} more</p>
      )}
    </>
  );
}

const HEAD: ReadonlySet<string> = new Set(['id', 't', 'type', 'causes', 'entries']);

function factsOf(event: LoggedEvent): Fact[] {
  return Object.entries(event).flatMap(([name, value]): Fact[] => {
    if (HEAD.has(name) || Array.isArray(value)) return [];
    return [[name, shown(value)]];
  });
}

function listsOf(event: LoggedEvent): [string, readonly unknown[]][] {
  return Object.entries(event).filter(
    (entry): entry is [string, unknown[]] =>
      Array.isArray(entry[1]) && entry[0] !== 'causes' && entry[1].length > 0,
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : quantity(value, 8);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
