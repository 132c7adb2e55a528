import { DISTURBANCES, type DisturbanceKind } from './disturbance.ts';
import type { CacheState } from './state.ts';

/** So many disturbances of a kind are named, the strongest. */
export const IN_FORCE_MAX = 6;

/**
 * The events of the disturbances of a kind that are in force and about a node and began by `until`, the
 * strongest first, of equals the latest. Writes them to `out` from `from` on; returns how many.
 */
export function inForce(
  { disturbances }: CacheState,
  kind: DisturbanceKind,
  node: number,
  until: number,
  out: Int32Array,
  from: number,
): number {
  const wanted = DISTURBANCES.indexOf(kind);
  const { value, begun, since, event, isAbout } = disturbances;
  const stride = isAbout.length / Math.max(1, disturbances.kind.length);
  const rows: number[] = [];
  for (let row = 0; row < disturbances.kind.length; row++) {
    if (disturbances.kind[row] !== wanted || isAbout[row * stride + node] === 0 || event[row] < 0) continue;
    if (since[row] <= until) rows.push(row);
  }
  // A factor below 1 is as strong as its inverse above; other values are shares, or none.
  const strength = (row: number): number =>
    kind === 'slow' ? Math.max(value[row], 1 / value[row]) : value[row];
  rows.sort((a, b) => strength(b) - strength(a) || begun[b] - begun[a]);
  const count = Math.min(rows.length, IN_FORCE_MAX);
  for (let i = 0; i < count; i++) out[from + i] = event[rows[i]];
  return count;
}
