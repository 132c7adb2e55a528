import { percent, quantity } from '../../figures/quantity.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { CacheView } from '../../models/cache/view.ts';
import { timeText, timeUnit } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import { Facts } from './facts.tsx';
import { LatencyTable } from './latency-table.tsx';
import { LinePlot } from './line-plot.tsx';

interface Props {
  readonly run: RunStore;
  readonly state: SessionState;
  readonly node: number;
}

/** A node of the cluster: its state, its line, its latencies with their window and count. */
export function CacheNodeFacts({ node, run, state }: Props) {
  const now = (state.view as CacheView).nodes.find((each) => each.node === node);
  if (now === undefined) return <p class="muted">There is no such node now.</p>;
  const unit = timeUnit(run.model, run.recipe.config);
  const over = (of: (node: CacheView['nodes'][number]) => number | null) =>
    run.history.value.map(({ time, view }) => {
      const then = (view as CacheView).nodes.find((each) => each.node === node);
      return [time, then === undefined ? null : of(then)] as const;
    });
  const share = (value: number | null): string => (value === null ? '–' : percent(value));
  return (
    <>
      <Facts
        rows={[
          ['state', <span data-is-bad={now.state !== 'up'}>{now.state}</span>],
          ['clients send to it', now.member ? 'yes' : 'no'],
          ['breaker', now.breakerOpen ? 'open: nobody calls it' : 'closed'],
          ['entries', quantity(now.entries)],
          ['in service', String(now.busy)],
          ['in its line', String(now.waiting)],
          ['outstanding', String(now.outstanding), 'attempts for which a client waits'],
          ['hit ratio', share(now.hitRatio), 'of the window in hand'],
          ['workers busy', share(now.busyShare), 'of the window in hand'],
        ]}
      />
      <h3>In its line</h3>
      <LinePlot
        label="Attempts in its line"
        lines={[{ name: 'line', points: over(({ waiting }) => waiting), color: 'var(--accent)' }]}
        height={48}
        isFromZero
      />
      <h3>Latency at this node, in {unit}</h3>
      <LatencyTable latency={now.latency} />
      <p class="muted">
        {now.latency.count} attempts from t = {timeText(now.latency.from)} to {timeText(now.latency.to)}; from
        an attempt’s coming to its answer’s leaving, its line included.
      </p>
    </>
  );
}
