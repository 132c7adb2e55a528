import { inspect } from 'node:util';
import { DISPLAY, mimeBundle } from './mime-bundle.ts';
import { type MimeBundle, notebookHost } from './notebook-host.ts';
import { tslabHost } from './tslab-host.ts';

/** Something that is shown and can be replaced where it stands. */
export interface Shown {
  /** Shows another value in its place. Quick successions are thinned out; the last one always comes. */
  update(value: unknown): void;
  /** Nothing more to show, when a cell ends with it. */
  [DISPLAY](): MimeBundle;
}

let shown = 0;

/**
 * Shows a value under the running cell: a figure (`{ data, layout }`), rows (a list of plain objects) as a
 * table, a text as it is, anything else as `console.log` has it. Outside of a notebook it prints the text.
 *
 *     const chart = show(lossHistogram(first));
 *     chart.update(lossHistogram(second));
 */
export function show(value: unknown): Shown {
  const host = notebookHost() ?? tslabHost();
  if (!host) return printed(value);
  const id = `shown-${++shown}`;
  host.display(bundleOf(value), { id });
  return {
    update: (next) => host.display(bundleOf(next), { id, update: true }),
    ...nothing,
  };
}

/** A handle has nothing to show of itself, also where that is asked in other ways. */
const nothing = { [DISPLAY]: () => ({}), [inspect.custom]: () => '[shown]' };

function bundleOf(value: unknown): MimeBundle {
  if (typeof value === 'string') return { 'text/plain': value };
  if (Array.isArray(value) && value.length === 0) return { 'text/plain': 'no rows' };
  return mimeBundle(value) ?? { 'text/plain': String(value) };
}

function printed(value: unknown): Shown {
  console.log(bundleOf(value)['text/plain'] ?? value);
  return { update: printed, ...nothing };
}

/** Clears what the running cell has shown; with `wait`, when the next output comes. */
export function clearOutput(wait = false): void {
  (notebookHost() ?? tslabHost())?.clearOutput(wait);
}
