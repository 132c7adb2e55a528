import { unitName } from '../../core/unit-name.ts';
import { quantity } from '../../figures/quantity.ts';
import { signed } from '../../figures/signed.ts';
import { timeText } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import type { Compared } from './compare-runs.ts';
import { comparedMetrics, hasMoved } from './compared-metrics.ts';

interface Props {
  readonly run: RunStore;
  readonly compared: Compared;
}

/** Every metric at the end of both. */
export function ComparedTable({ compared: { changed, held }, run }: Props) {
  const [a, b] = [held.at(-1), changed.at(-1)];
  if (a === undefined || b === undefined) return null;
  const rows = comparedMetrics(run.model, a, b);
  const same = rows.filter((row) => !hasMoved(row));
  return (
    <section>
      <h3>At t = {timeText(a.time)}, on the same noise</h3>
      {same.length < rows.length && (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">metric</th>
              <th scope="col">as it is</th>
              <th scope="col">changed</th>
              <th scope="col">difference</th>
            </tr>
          </thead>
          <tbody>
            {rows
              .filter(hasMoved)
              .map(({ changed: with_, difference, held: without, help, isBetter, name, unit }) => (
                <tr key={name} title={`${help} (${unitName(run.model, run.recipe.config, unit)})`}>
                  <th scope="row">{name}</th>
                  <td>{quantity(without)}</td>
                  <td>{quantity(with_)}</td>
                  <td data-is-better={isBetter}>{signed(difference, quantity)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
      {same.length > 0 && <p class="muted">The same in both: {same.map(({ name }) => name).join(', ')}.</p>}
    </section>
  );
}
