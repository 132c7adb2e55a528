import { quantity } from '../../figures/quantity.ts';
import type { LatencyView, PercentileView } from '../../models/cache/view.ts';
import { intervalText } from './interval-text.ts';

export type PercentileName = 'p50' | 'p95' | 'p99';
const NAMES: readonly PercentileName[] = ['p50', 'p95', 'p99'];

interface Props {
  readonly latency: LatencyView;
  readonly chosen?: PercentileName | null;
  /** Makes each percentile a button. */
  readonly onPick?: (name: PercentileName, value: number) => void;
}

/** Percentiles of latencies, each with the interval that covers it. */
export function LatencyTable({ chosen = null, latency, onPick }: Props) {
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">percentile</th>
          <th scope="col">value</th>
          <th scope="col">95 % interval</th>
        </tr>
      </thead>
      <tbody>
        {NAMES.map((name) => {
          const { interval, value } = latency[name] as PercentileView;
          return (
            <tr key={name} data-selected={chosen === name}>
              <th scope="row">
                {onPick !== undefined && value !== null ? (
                  <button
                    type="button"
                    class="link"
                    aria-pressed={chosen === name}
                    onClick={() => onPick(name, value)}
                  >
                    {name}
                  </button>
                ) : (
                  name
                )}
              </th>
              <td>{value === null ? '–' : quantity(value)}</td>
              <td>{intervalText(interval, quantity)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
