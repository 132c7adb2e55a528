import { useState } from 'preact/hooks';
import { bins } from '../../figures/bins.ts';
import { quantity } from '../../figures/quantity.ts';
import type { RunStore } from '../store/run-store.ts';
import { Inspector } from './inspector.tsx';
import { intervalText } from './interval-text.ts';
import { orderStatistic } from './order-statistics.ts';

/** One of those that percentiles are taken of. */
export interface Item {
  /** What is selected when it is opened, such as `trade:long-r0`. */
  readonly id: string;
  readonly label: string;
  readonly value: number;
}

interface Props {
  readonly run: RunStore;
  readonly title: string;
  /** What the items are, in words. */
  readonly of: string;
  readonly items: readonly Item[];
}

const SHARES: readonly number[] = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const LISTED_MAX = 50;

/** How values spread: bars, percentiles with their intervals, and who lies beyond each. */
export function Distribution({ items, of, run, title }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const sorted = items.map(({ value }) => value).sort((a, b) => a - b);
  if (sorted.length === 0) return <p class="muted">There are none yet: {of}.</p>;
  const isLow = chosen !== null && chosen < 0.5;
  const edge = chosen === null ? null : (orderStatistic(sorted, chosen).value as number);
  const beyond =
    edge === null
      ? []
      : items
          .filter(({ value }) => (isLow ? value <= edge : value >= edge))
          .sort((a, b) => (isLow ? a.value - b.value : b.value - a.value));
  return (
    <div class="panel">
      <p class="panel-lead">{of}</p>
      <h3>{title}</h3>
      <Bars values={sorted} edge={edge} />
      <table class="table">
        <thead>
          <tr>
            <th scope="col">percentile</th>
            <th scope="col">value</th>
            <th scope="col">95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {SHARES.map((share) => {
            const { interval, value } = orderStatistic(sorted, share);
            return (
              <tr key={share} data-selected={chosen === share}>
                <th scope="row">
                  <button
                    type="button"
                    class="link"
                    aria-pressed={chosen === share}
                    onClick={() => setChosen(chosen === share ? null : share)}
                  >
                    p{quantity(100 * share)}
                  </button>
                </th>
                <td>{quantity(value as number)}</td>
                <td>{intervalText(interval, quantity)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {edge !== null && (
        <section>
          <h3>
            {beyond.length} at or {isLow ? 'below' : 'above'} {quantity(edge)}
            {beyond.length > LISTED_MAX ? `, the first ${LISTED_MAX}` : ''}
          </h3>
          <ol class="events">
            {beyond.slice(0, LISTED_MAX).map(({ id, label, value }) => (
              <li key={id}>
                <button
                  type="button"
                  class="event"
                  aria-expanded={opened === id}
                  onClick={() => {
                    run.selected.value = id;
                    setOpened(opened === id ? null : id);
                  }}
                >
                  <span class="event-time">{quantity(value)}</span>
                  <span>{label}</span>
                </button>
                {opened === id && run.selected.value === id && (
                  <div class="inside">
                    <Inspector run={run} />
                  </div>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

const WIDTH = 400;
const HEIGHT = 72;

function Bars({ edge, values }: { readonly values: readonly number[]; readonly edge: number | null }) {
  const { counts, start, width } = bins(values);
  const most = Math.max(...counts);
  const slot = WIDTH / counts.length;
  const end = start + counts.length * width;
  const at = (value: number): number => ((value - start) / (end - start)) * WIDTH;
  return (
    <div
      class="plot bars"
      role="img"
      aria-label={`From ${quantity(values[0])} to ${quantity(values.at(-1) ?? 0)}`}
    >
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        style={`height: ${HEIGHT}px`}
        aria-hidden="true"
      >
        {counts.map((count, i) => (
          <rect
            key={start + i * width}
            class="bar"
            x={i * slot + 0.5}
            width={Math.max(0.5, slot - 1)}
            y={HEIGHT - (count / most) * HEIGHT}
            height={(count / most) * HEIGHT}
          />
        ))}
        {start < 0 && end > 0 && <path class="plot-zero" d={`M${at(0)} 0V${HEIGHT}`} />}
        {edge !== null && <path class="plot-edge" d={`M${at(edge)} 0V${HEIGHT}`} />}
      </svg>
      <div class="plot-ends" aria-hidden="true">
        <span>{quantity(start)}</span>
        <span>{quantity(end)}</span>
      </div>
    </div>
  );
}
