import { signal } from '@preact/signals';
import type { SessionState } from '../../live/session-message.ts';

/** States that are kept, at most. */
const STATES_MAX = 600;
/** Longer lists of a view are not kept: thousands of loans in each of hundreds of states. */
const ROWS_MAX = 200;

/**
 * States of a run, oldest first, over all of its time: when there are too many, every second one goes, and
 * those to come are taken further apart.
 */
export class History {
  readonly states = signal<readonly SessionState[]>([]);
  /** States closer in time than this to the one before are passed over. */
  private spacing = 0;

  add(state: SessionState): void {
    const states = this.states.value;
    const last = states.at(-1);
    if (last !== undefined && (state.time <= last.time || state.time - last.time < this.spacing)) {
      return;
    }
    const all = [...states, slim(state)];
    if (all.length <= STATES_MAX) {
      this.states.value = all;
      return;
    }
    this.states.value = all.filter((_, i) => i % 2 === 0);
    this.spacing = (state.time - all[0].time) / STATES_MAX;
  }

  /** The run stands at `state` now: later ones have not been. */
  cut(state: SessionState): void {
    const before = this.states.value.filter(({ time }) => time < state.time);
    this.states.value = [...before, slim(state)];
  }
}

/** A state without the long lists of its view. */
function slim(state: SessionState): SessionState {
  const { view } = state;
  if (typeof view !== 'object' || view === null) return state;
  const kept = Object.entries(view).map(([name, value]) => [
    name,
    Array.isArray(value) && value.length > ROWS_MAX ? [] : value,
  ]);
  return { ...state, view: Object.fromEntries(kept) };
}
