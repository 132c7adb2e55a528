import { useState } from 'preact/hooks';
import { timeUnit } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';

/** Why a metric changed from one time to another. */
export function MetricQuestion({ run }: { readonly run: RunStore }) {
  const { model } = run;
  const [metric, setMetric] = useState<string>(model.loss);
  const [from, setFrom] = useState('0');
  const [to, setTo] = useState('');
  const now = run.state.value.time;
  const until = to === '' ? now : Number(to);
  const start = Number(from);
  const isGood =
    Number.isFinite(start) && Number.isFinite(until) && start >= 0 && start < until && until <= now;
  return (
    <form
      class="metric-question"
      onSubmit={(event) => {
        event.preventDefault();
        if (isGood) run.question.value = { metric, from: start, to: until };
      }}
    >
      <h3>Why did a number change?</h3>
      <label>
        number
        <select value={metric} onChange={({ currentTarget }) => setMetric(currentTarget.value)}>
          {Object.entries(model.metrics).map(([name, { help }]) => (
            <option key={name} value={name} title={help}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        from
        <input type="text" value={from} onInput={({ currentTarget }) => setFrom(currentTarget.value)} />
      </label>
      <label>
        to
        <input
          type="text"
          placeholder="now"
          value={to}
          onInput={({ currentTarget }) => setTo(currentTarget.value)}
        />
      </label>
      <button type="submit" class="button small" disabled={!isGood}>
        Ask
      </button>
      <p class="muted">
        {model.metrics[metric].help}; times in {timeUnit(model, run.recipe.config)}
      </p>
    </form>
  );
}
