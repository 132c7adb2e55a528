import type { LoggedEvent } from '../../core/event-kind.ts';
import { eventSentence } from '../../core/event-sentence.ts';
import { timeText } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';

interface Props {
  readonly run: RunStore;
  readonly events: readonly LoggedEvent[];
  /** What a click on one does; when left out it is selected. */
  readonly onPick?: (event: LoggedEvent) => void;
}

/** Events in sentences, each to be opened and asked about. */
export function EventList({ events, onPick, run }: Props) {
  const select = ({ id }: LoggedEvent): void => {
    run.selected.value = `event:${id}`;
  };
  const pick = onPick ?? select;
  return (
    <ol class="events">
      {events.map((event) => (
        <li key={event.id}>
          <button type="button" class="event" onClick={() => pick(event)}>
            <span class="event-time">{timeText(event.t)}</span>
            <span>{eventSentence(event, run.kinds, run.entities)}</span>
          </button>
          <WhyButton run={run} event={event} />
        </li>
      ))}
    </ol>
  );
}

/** Asks why an event came. */
export function WhyButton({ event, run, tabIndex }: WhyButtonProps) {
  return (
    <button
      type="button"
      class="why"
      tabIndex={tabIndex ?? 0}
      aria-label={`Why? ${eventSentence(event, run.kinds, run.entities)}`}
      onClick={() => {
        run.question.value = { event: event.id };
      }}
    >
      why?
    </button>
  );
}

interface WhyButtonProps {
  readonly run: RunStore;
  readonly event: LoggedEvent;
  readonly tabIndex?: number;
}
