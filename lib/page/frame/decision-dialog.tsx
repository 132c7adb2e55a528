import { useEffect, useRef } from 'preact/hooks';
import type { ProjectedChoice } from '../../live/session-message.ts';
import type { RunStore } from '../store/run-store.ts';

/** What the run asks a person: two ways, each with what would come of it. */
export function DecisionDialog({ run }: { readonly run: RunStore }) {
  const decision = run.decision.value;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), [decision?.decision]);
  if (decision === null) return null;
  const { alternative, description, recommended, title, wait } = decision;
  const answer = (choice: 'recommended' | 'alternative'): void => {
    void run.run({ do: 'answer', decision: decision.decision, choice });
  };
  const { metrics } = run.model;
  const told = Object.keys(metrics).filter(
    (name) => recommended.projected.metrics[name] !== alternative.projected.metrics[name],
  );
  const rows = (told.length > 0 ? told : [run.model.loss]).slice(0, 4);
  return (
    <section class="decision" role="dialog" aria-labelledby="decision-title" aria-describedby="decision-text">
      <h2 id="decision-title">{title}</h2>
      <p id="decision-text">{description}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">at t = {recommended.projected.to}, were nothing else done</th>
            <th scope="col">recommended</th>
            <th scope="col">alternative</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((name) => (
            <tr key={name}>
              <th scope="row" title={metrics[name].help}>
                {name}
              </th>
              <td>{numberText(recommended, name)}</td>
              <td>{numberText(alternative, name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="choices">
        <button ref={first} type="button" class="button primary" onClick={() => answer('recommended')}>
          {recommended.sentence}
          <small>recommended</small>
        </button>
        <button type="button" class="button" onClick={() => answer('alternative')}>
          {alternative.sentence}
          <small>alternative</small>
        </button>
      </div>
      {wait !== null && (
        <p class="muted">
          After {Math.round(wait / 1000)} s the recommended one is taken. The run waits meanwhile.
        </p>
      )}
    </section>
  );
}

function numberText({ projected }: ProjectedChoice, metric: string): string {
  const value = projected.metrics[metric];
  return value === undefined ? '' : String(Number(value.toPrecision(4)));
}
