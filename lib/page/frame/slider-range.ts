import type { Form } from './field.ts';

export interface SliderRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Bounds this close together are a slider's own. */
const SPAN_MAX = 100;
/** Otherwise it goes to so many times the value that it began with. */
const TIMES_MAX = 4;

/** A slider for a number that stood at `reference` at first. By typing it may be set beyond. */
export function sliderRange(form: Extract<Form, { kind: 'number' }>, reference: number): SliderRange {
  const { isInteger, max, min } = form;
  const isNarrow = max - min <= SPAN_MAX;
  const low = Number.isFinite(min) ? min : Math.min(0, TIMES_MAX * reference);
  const high = isNarrow ? max : Math.min(max, Math.max(low + 1, TIMES_MAX * Math.abs(reference)));
  if (isInteger) return { from: low, to: Math.ceil(high), step: 1 };
  const step = roundStep((high - low) / 200);
  // An excluded bound is no place to stand.
  const from = form.isMinExcluded ? low + step : low;
  const to = form.isMaxExcluded && high === max ? high - step : high;
  return { from, to, step };
}

/** The nearest of 1, 2 and 5 times a power of ten that is not larger. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const times = step / power;
  return (times >= 5 ? 5 : times >= 2 ? 2 : 1) * power;
}
