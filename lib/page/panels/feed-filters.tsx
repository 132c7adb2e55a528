import type { LoggedEvent } from '../../core/event-kind.ts';
import type { RunStore } from '../store/run-store.ts';
import { entityLabel } from './entity-id.ts';
import { entitiesIn, type FeedFilter, kindCounts, kindWords } from './feed-rows.ts';

interface Props {
  readonly run: RunStore;
  readonly events: readonly LoggedEvent[];
  readonly filter: FeedFilter;
  readonly onFilter: (filter: FeedFilter) => void;
}

/** Which kinds of events are shown, and whose. */
export function FeedFilters({ events, filter, onFilter, run }: Props) {
  const counts = new Map(kindCounts(events, run.kinds));
  // What was picked stays, also while there is none of it.
  const kinds = Object.keys(run.kinds).filter((kind) => counts.has(kind) || filter.kinds.has(kind));
  const selected = run.selected.value;
  const found = new Set(entitiesIn(events, run.kinds));
  for (const id of [filter.entity, selected]) {
    if (id !== null && !id.startsWith('event:') && !id.startsWith('trade:')) found.add(id);
  }
  const toggle = (kind: string): void => {
    const kinds = new Set(filter.kinds);
    if (!kinds.delete(kind)) kinds.add(kind);
    onFilter({ ...filter, kinds });
  };
  return (
    <div class="feed-filters">
      <fieldset class="chips">
        <legend class="unseen">Kinds of events; none picked: all</legend>
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            class="chip"
            aria-pressed={filter.kinds.has(kind)}
            title={run.kinds[kind].help}
            onClick={() => toggle(kind)}
          >
            {kindWords(kind)} <span>{counts.get(kind) ?? 0}</span>
          </button>
        ))}
      </fieldset>
      <label class="feed-entity">
        About
        <select
          value={filter.entity ?? ''}
          onChange={({ currentTarget }) =>
            onFilter({ ...filter, entity: currentTarget.value === '' ? null : currentTarget.value })
          }
        >
          <option value="">all</option>
          {[...found].map((id) => (
            <option key={id} value={id}>
              {entityLabel(id, run.entities)}
            </option>
          ))}
        </select>
        {(filter.kinds.size > 0 || filter.entity !== null) && (
          <button type="button" class="link" onClick={() => onFilter({ kinds: new Set(), entity: null })}>
            show all
          </button>
        )}
      </label>
    </div>
  );
}
