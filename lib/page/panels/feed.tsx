import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import './panels.css';
import type { LoggedEvent } from '../../core/event-kind.ts';
import { eventSentence } from '../../core/event-sentence.ts';
import { timeText } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import { entitiesOf } from './entity-fields.ts';
import { entityLabel } from './entity-id.ts';
import { WhyButton } from './event-list.tsx';
import { FateAnnouncer } from './fate-announcer.tsx';
import { FeedFilters } from './feed-filters.tsx';
import { type FeedFilter, feedRows, rowsInSight } from './feed-rows.ts';
import { skippedWords } from './skipped-words.ts';
import { useSlow } from './use-slow.ts';

const ROW = 46;
/** Milliseconds between two changes of the list. */
const PAUSE = 200;

/** The latest events in sentences, newest first. Whoever scrolls or walks in it holds it still. */
export function Feed({ run }: { readonly run: RunStore }) {
  const feed = useSlow(run.feed, PAUSE);
  const skipped = useSlow(run.skipped, PAUSE);
  const [filter, setFilter] = useState<FeedFilter>({ kinds: new Set(), entity: null });
  const [held, setHeld] = useState<readonly LoggedEvent[] | null>(null);
  const [place, setPlace] = useState({ scrolled: 0, height: 600 });
  const [active, setActive] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const shown = held ?? feed;
  const rows = useMemo(() => feedRows(shown, run.kinds, filter), [shown, filter]);
  const { first, end } = rowsInSight(place.scrolled, place.height, ROW, rows.length);
  const newer = held === null ? 0 : newerThan(feed, held);
  const gap = skippedWords(skipped, shown[0]?.id ?? 0);

  useEffect(() => {
    const box = list.current;
    if (box === null) return;
    const measure = (): void => setPlace((was) => ({ ...was, height: box.clientHeight }));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  useEffect(
    () => () => {
      run.highlight.value = null;
    },
    [],
  );

  const hold = (): void => {
    if (held === null) setHeld(feed);
  };
  const follow = (): void => {
    setHeld(null);
    setActive(0);
    list.current?.scrollTo({ top: 0 });
  };
  const pick = (event: LoggedEvent): void => {
    run.selected.value = `event:${event.id}`;
    run.highlight.value = {
      events: new Set([event.id]),
      entities: new Set(entitiesOf(event, run.kinds)),
    };
  };
  const walk = (to: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, to));
    const box = list.current;
    if (next < 0 || box === null) return;
    hold();
    setActive(next);
    const top = next * ROW;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW - box.clientHeight;
    requestAnimationFrame(() => box.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };
  const press = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(place.height / ROW) - 1);
    const to = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -active, End: rows.length }[
      event.key
    ];
    if (to !== undefined) walk(active + to);
    else if (event.key === 'w' && rows[active] !== undefined) {
      run.question.value = { event: rows[active].id };
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="feed">
      <FateAnnouncer run={run} />
      <FeedFilters run={run} events={shown} filter={filter} onFilter={setFilter} />
      <p class="feed-note">
        {held === null ? (
          <span>{rows.length === 0 ? 'Nothing yet.' : `The latest ${rows.length}, newest first.`}</span>
        ) : (
          <button type="button" class="link" onClick={follow}>
            Held still; {newer > 0 ? `${newer}${newer >= feed.length ? ' or more' : ''} newer. ` : ''}Follow
          </button>
        )}
        {gap !== null && <span>{gap}</span>}
      </p>
      <ol
        ref={list}
        class="feed-list"
        aria-label="Events, newest first; arrow keys walk, w asks why"
        onKeyDown={press}
        onFocusIn={hold}
        onFocusOut={({ relatedTarget }) => {
          const isWithin = relatedTarget instanceof Node && list.current?.contains(relatedTarget) === true;
          if (!isWithin && list.current?.scrollTop === 0 && relatedTarget !== null) setHeld(null);
        }}
        onScroll={({ currentTarget: { scrollTop } }) => {
          setPlace((was) => ({ ...was, scrolled: scrollTop }));
          if (scrollTop > ROW / 2) hold();
          else if (scrollTop === 0 && !list.current?.contains(document.activeElement)) setHeld(null);
        }}
      >
        <li aria-hidden="true" style={`height: ${first * ROW}px`} />
        {rows.slice(first, end).map((event, i) => {
          const at = first + i;
          const isActive = at === active || (active >= rows.length && at === 0);
          const entities = entitiesOf(event, run.kinds).map((id) => entityLabel(id, run.entities));
          const sentence = eventSentence(event, run.kinds, run.entities);
          return (
            <li
              key={event.id}
              class="feed-row"
              style={`height: ${ROW}px`}
              aria-setsize={rows.length}
              aria-posinset={at + 1}
              data-selected={run.selected.value === `event:${event.id}`}
            >
              <button
                type="button"
                class="event"
                data-row={at}
                tabIndex={isActive ? 0 : -1}
                title={`#${event.id} ${event.type}: ${sentence}\n${entities.join(', ')}`}
                onFocus={() => setActive(at)}
                onClick={() => pick(event)}
              >
                <span class="event-time">{timeText(event.t)}</span>
                <span class="feed-sentence">{sentence}</span>
              </button>
              <WhyButton run={run} event={event} tabIndex={isActive ? 0 : -1} />
            </li>
          );
        })}
        <li aria-hidden="true" style={`height: ${(rows.length - end) * ROW}px`} />
      </ol>
    </div>
  );
}

function newerThan(feed: readonly LoggedEvent[], held: readonly LoggedEvent[]): number {
  const last = held.at(-1)?.id ?? -1;
  return feed.filter(({ id }) => id > last).length;
}
