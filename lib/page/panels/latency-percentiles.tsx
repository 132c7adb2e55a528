import { useState } from 'preact/hooks';
import { quantity } from '../../figures/quantity.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { CacheView } from '../../models/cache/view.ts';
import { timeText, timeUnit } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import { EventList } from './event-list.tsx';
import { Inspector } from './inspector.tsx';
import { LatencyTable, type PercentileName } from './latency-table.tsx';
import { slowRequests } from './slow-requests.ts';
import { useLoaded } from './use-loaded.ts';

interface Props {
  readonly run: RunStore;
  readonly state: SessionState;
}

/** A percentile that was opened: as it was then. */
interface Opened {
  readonly name: PercentileName;
  readonly latency: number;
  readonly from: number;
  readonly to: number;
  readonly node: number | null;
}

const LISTED_MAX = 100;

/** Latencies of the window in hand, of all requests and of each node. */
export function LatencyPercentiles({ run, state }: Props) {
  const [node, setNode] = useState<number | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const view = state.view as CacheView;
  const unit = timeUnit(run.model, run.recipe.config);
  const latency = node === null ? view.latency : view.nodes.find((each) => each.node === node)?.latency;
  const { failed } = view.latency;
  return (
    <div class="panel">
      <label class="pick">
        of
        <select
          value={node === null ? '' : String(node)}
          onChange={({ currentTarget: { value } }) => {
            setNode(value === '' ? null : Number(value));
            setOpened(null);
          }}
        >
          <option value="">all requests</option>
          {view.nodes.map((each) => (
            <option key={each.node} value={each.node}>
              node {each.node}
            </option>
          ))}
        </select>
      </label>
      {latency === undefined ? (
        <p class="muted">There is no such node now.</p>
      ) : (
        <>
          <p class="panel-lead">
            {node === null
              ? `${latency.count} requests answered from t = ${timeText(latency.from)} to ` +
                `${timeText(latency.to)} ${unit}; ${failed} more failed, and have no latency.`
              : `${latency.count} attempts at node ${node} from t = ${timeText(latency.from)} to ` +
                `${timeText(latency.to)} ${unit}, its line included.`}
          </p>
          <h3>Latency, in {unit}</h3>
          <LatencyTable
            latency={latency}
            chosen={opened?.name ?? null}
            onPick={(name, value) =>
              setOpened({ name, latency: value, from: latency.from, to: latency.to, node })
            }
          />
        </>
      )}
      {opened === null ? (
        <p class="muted">A percentile opens to the requests in it.</p>
      ) : (
        <Slow key={`${opened.name} ${opened.to}`} run={run} opened={opened} onClose={() => setOpened(null)} />
      )}
    </div>
  );
}

interface SlowProps {
  readonly run: RunStore;
  readonly opened: Opened;
  readonly onClose: () => void;
}

function Slow({ onClose, opened, run }: SlowProps) {
  const [shown, setShown] = useState<number | null>(null);
  const { from, latency, name, node, to } = opened;
  // What a node takes is not what a request takes: there, all are shown.
  const least = node === null ? latency : 0;
  const { error, isLoading, value } = useLoaded(
    () => slowRequests(run.link.request, { from, to }, least, node),
    [name, to, node],
  );
  return (
    <section>
      <h3>
        {node === null ? `At or above the ${name}, ${quantity(latency)}` : `Settled at node ${node}`}, slowest
        first
      </h3>
      <p class="muted">
        Window t = {timeText(from)} to {timeText(to)}
        {value === null ? '' : `: ${value.events.length} of ${value.lookedAt} requests`}
        {value !== null && value.more > 0 ? `, ${value.more} earlier ones not looked at` : ''}.{' '}
        <button type="button" class="link" onClick={onClose}>
          close
        </button>
      </p>
      {isLoading && <p class="muted">Looking through the log…</p>}
      {error !== null && <p class="fault">{error}</p>}
      {shown !== null && run.selected.value === `event:${shown}` && (
        <div class="inside">
          <Inspector run={run} />
        </div>
      )}
      {value !== null && (
        <EventList
          run={run}
          events={value.events.slice(0, LISTED_MAX)}
          onPick={({ id }) => {
            run.selected.value = `event:${id}`;
            setShown(id);
          }}
        />
      )}
    </section>
  );
}
