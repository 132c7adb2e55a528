import { quantity } from '../../figures/quantity.ts';
import { timeText } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import { EventList } from './event-list.tsx';
import { useLoaded } from './use-loaded.ts';

interface Props {
  readonly run: RunStore;
  readonly target: Readonly<Record<string, unknown>>;
  readonly onClose: () => void;
}

const ACTED_MAX = 5;

/** Why something did not happen: what held it back, and how far it was from giving way. */
export function WhyNot({ onClose, run, target }: Props) {
  const { error, isLoading, value } = useLoaded(
    (signal) => run.link.whyNot(target, signal),
    [JSON.stringify(target), run],
  );
  return (
    <div class="answer" aria-live="polite">
      {isLoading && <p class="muted">Looking for what held it back…</p>}
      {error !== null && <p class="fault">{error}</p>}
      {value !== null && (
        <>
          <p>{value.text}</p>
          {value.guards.length > 0 && (
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">what held</th>
                  <th scope="col">t</th>
                  <th scope="col">value</th>
                  <th scope="col">threshold</th>
                </tr>
              </thead>
              <tbody>
                {value.guards.map(({ guard, id, sentence, t, threshold, value: stood }) => (
                  <tr key={`${guard} ${t}`} title={sentence}>
                    <th scope="row">
                      {id === null ? (
                        guard
                      ) : (
                        <button
                          type="button"
                          class="link"
                          onClick={() => {
                            run.selected.value = `event:${id}`;
                          }}
                        >
                          {guard}
                        </button>
                      )}
                    </th>
                    <td>{timeText(t)}</td>
                    <td>{stood === null ? '–' : quantity(stood, 5)}</td>
                    <td>{threshold === null ? '–' : quantity(threshold, 5)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <EventList run={run} events={value.acted.slice(0, ACTED_MAX)} />
        </>
      )}
      <button type="button" class="link" onClick={onClose}>
        {isLoading ? 'cancel' : 'close'}
      </button>
    </div>
  );
}
