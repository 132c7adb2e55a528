import type { SessionState } from '../../live/session-message.ts';
import type { RunStore } from '../store/run-store.ts';
import { chartList, type Line } from './chart-list.ts';
import type { Compared } from './compare-runs.ts';
import type { Point } from './line-path.ts';
import { LinePlot } from './line-plot.tsx';

interface Props {
  readonly run: RunStore;
  readonly compared: Compared;
  readonly unitOf: (unit: string) => string;
}

/** Of each number that matters both lines, and below them by how much the change has moved it. */
export function ComparedLines({ compared: { changed, held }, run, unitOf }: Props) {
  const charts = chartList(run.model, held[0], unitOf);
  const rows = charts.flatMap((chart) => chart.lines.map((line) => ({ chart, line })));
  // What nothing has happened to is not drawn.
  const moved = rows.filter(({ line }) => differs(line, held, changed));
  if (moved.length === 0) {
    return <p class="muted">So far the change has moved none of the numbers that are drawn.</p>;
  }
  return (
    <div class="compared">
      <p class="legend">
        <span style="--color: var(--muted)">as it is</span>
        <span style="--color: var(--accent)">with the change</span>
        <span style="--color: var(--warn)">difference</span>
      </p>
      {moved.map(({ chart, line }) => {
        const name = chart.lines.length > 1 ? line.name : chart.title;
        const parts = [chart.unit, name === chart.title ? '' : chart.title].filter((part) => part !== '');
        const step = line.isStep === true;
        return (
          <section key={`${chart.title} ${line.name}`}>
            <h4>
              {name}
              <small class="muted"> {parts.join('; ')}</small>
            </h4>
            <LinePlot
              label={name}
              lines={[
                { name: 'held', points: pointsOf(line, held), color: 'var(--muted)', isStep: step },
                { name: 'changed', points: pointsOf(line, changed), color: 'var(--accent)', isStep: step },
              ]}
            />
            <LinePlot
              label={`${name}: difference`}
              height={30}
              isFromZero
              lines={[
                { name: 'difference', points: differenceOf(line, held, changed), color: 'var(--warn)' },
              ]}
            />
          </section>
        );
      })}
    </div>
  );
}

function pointsOf({ of }: Line, states: readonly SessionState[]): Point[] {
  return states.map((state) => [state.time, of(state)]);
}

function differenceOf(
  { of }: Line,
  held: readonly SessionState[],
  changed: readonly SessionState[],
): Point[] {
  return held.map((state, i) => {
    const [a, b] = [of(state), of(changed[i])];
    return [state.time, a === null || b === null ? null : b - a];
  });
}

function differs({ of }: Line, held: readonly SessionState[], changed: readonly SessionState[]): boolean {
  return held.some((state, i) => of(state) !== of(changed[i]));
}
