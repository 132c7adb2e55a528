import { useSignal } from '@preact/signals';
import type { Lever as Given } from '../examples/example.ts';
import type { RunStore } from '../store/run-store.ts';
import { valueAt } from './value-at.ts';

interface Props {
  readonly run: RunStore;
  readonly lever: Given;
}

/** The one slider that breaks the example, with a mark where it does. */
export function Lever({ lever, run }: Props) {
  const { breaksAt, from, help, label, show, start, step, to } = lever;
  const held = useSignal(start);
  const position = 'path' in lever ? Number(valueAt(run.config.value, lever.path)) : held.value;
  const shown = Number.isFinite(position) ? position : start;
  const { status } = run.status.value;
  const mark = Math.min(1, Math.max(0, (breaksAt - from) / (to - from)));
  return (
    <label class="lever" title={help} data-breaks={shown >= breaksAt}>
      <span class="lever-label">{label}</span>
      <span class="lever-track" style={`--mark: ${mark}`}>
        <input
          type="range"
          min={from}
          max={to}
          step={step}
          value={shown}
          disabled={status === 'finished' || status === 'stopped' || status === 'failed'}
          aria-valuetext={show(shown)}
          onInput={({ currentTarget }) => {
            const at = Number(currentTarget.value);
            if ('path' in lever) run.set(lever.path, at);
            else held.value = at;
          }}
          onChange={({ currentTarget }) => {
            if ('strike' in lever) void run.command(lever.strike(Number(currentTarget.value)));
          }}
        />
        <span class="lever-mark" aria-hidden="true">
          breaks
        </span>
      </span>
      <output>{show(shown)}</output>
    </label>
  );
}
