import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Lever as Given } from '../examples/example.ts';
import type { RunStore } from '../store/run-store.ts';
import { valueAt } from './value-at.ts';

interface Props {
  readonly run: RunStore;
  readonly lever: Given;
}

/** Milliseconds without a key after which a slider that is moved by keys counts as let go. */
const KEYS_REST = 700;

/** The one slider that breaks the example, with a mark where it does. */
export function Lever({ lever, run }: Props) {
  const { breaksAt, from, help, label, show, start, step, to } = lever;
  const held = useSignal(start);
  /** What it struck with last: a strike is a deed, and the slider goes back to where it was. */
  const struck = useSignal<number | null>(null);
  const isHeld = useSignal(false);
  // Each press of a key is a change of its own; a strike is meant once they rest.
  const isKeyed = useRef(false);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(rest.current);
      held.value = start;
      struck.value = null;
      isHeld.value = false;
    },
    [run, lever],
  );
  const strike = (value: number): void => {
    if (!('strike' in lever)) return;
    isHeld.value = false;
    held.value = start;
    struck.value = value;
    void run.command(lever.strike(value));
  };
  const position = 'path' in lever ? Number(valueAt(run.config.value, lever.path)) : held.value;
  const shown = Number.isFinite(position) ? position : start;
  const { status } = run.status.value;
  const mark = Math.min(1, Math.max(0, (breaksAt - from) / (to - from)));
  return (
    <label class="lever" title={help} data-breaks={Math.max(shown, struck.value ?? from) >= breaksAt}>
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
            else {
              held.value = at;
              isHeld.value = true;
            }
          }}
          onPointerDown={() => {
            isKeyed.current = false;
          }}
          onKeyDown={() => {
            isKeyed.current = true;
          }}
          onChange={({ currentTarget }) => {
            if (!('strike' in lever)) return;
            const value = Number(currentTarget.value);
            clearTimeout(rest.current);
            if (isKeyed.current) rest.current = setTimeout(() => strike(value), KEYS_REST);
            else strike(value);
          }}
        />
        <span class="lever-mark" aria-hidden="true">
          breaks
        </span>
      </span>
      <output>{'path' in lever || isHeld.value ? show(shown) : restWords(struck.value, show)}</output>
    </label>
  );
}

function restWords(struck: number | null, show: (value: number) => string): string {
  return struck === null ? 'move it, and let go' : `${show(struck)}, once`;
}
