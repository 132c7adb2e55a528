import type { ClusterDisturbance } from './cluster-history.ts';
import type { Json, Trace } from './figure.ts';
import { hoverText } from './plain-text.ts';
import { quantity } from './quantity.ts';
import { light } from './theme.ts';

/** Of several histories, what was done in any of them, each once. */
export function mergedDisturbances(
  histories: readonly { readonly disturbances: readonly ClusterDisturbance[] }[],
): ClusterDisturbance[] {
  const known = new Map<string, ClusterDisturbance>();
  for (const { disturbances } of histories) {
    for (const each of disturbances) {
      const name = `${each.what} ${each.from}`;
      if (!known.has(name)) known.set(name, each);
    }
  }
  return [...known.values()].sort((a, b) => a.from - b.from);
}

/**
 * A band from the beginning of each disturbance to its end, a line for what does not last: over all panels.
 */
export function disturbanceShapes(disturbances: readonly ClusterDisturbance[], last: number): Json[] {
  return disturbances.map(({ from, to }): Json => {
    const end = to ?? last;
    const across = { xref: 'x', yref: 'paper', x0: from, x1: end, y0: 0, y1: 1, layer: 'below' } as const;
    return from === end
      ? { type: 'line', ...across, line: { color: light.muted, width: 1, dash: 'dot' } }
      : { type: 'rect', ...across, fillcolor: light.loss, opacity: 0.35, line: { width: 0 } };
  });
}

/**
 * A triangle at the beginning of each disturbance, at a height of the panel on top; its label says what it
 * is.
 */
export function disturbanceTriangles(
  disturbances: readonly ClusterDisturbance[],
  yaxis: string,
  height: number,
): Trace[] {
  if (disturbances.length === 0) return [];
  const at = new Map<number, string[]>();
  for (const { what, from, to } of disturbances) {
    const until = to === null ? ', for good' : to > from ? `, until ${quantity(to)}` : '';
    at.set(from, [...(at.get(from) ?? []), `${what}${until}`]);
  }
  const times = [...at.keys()];
  return [
    {
      type: 'scatter',
      mode: 'markers',
      name: 'disturbance',
      yaxis,
      x: times,
      y: times.map(() => height),
      marker: { symbol: 'triangle-down', size: 10, color: light.text },
      hovertext: times.map((t) => hoverText([`At ${quantity(t)}`, ...at.get(t)!])),
      hoverinfo: 'text',
      cliponaxis: false,
    },
  ];
}

const WORDS_MAX = 4;

/** What was done and when, as a sentence. */
export function disturbanceSentence(disturbances: readonly ClusterDisturbance[]): string {
  if (disturbances.length === 0) return 'Nothing was done to the cluster.';
  const words = disturbances.slice(0, WORDS_MAX).map(({ what, from, to }) => {
    if (to === null) return `${what} from ${quantity(from)} on`;
    return to > from ? `${what} from ${quantity(from)} to ${quantity(to)}` : `${what} at ${quantity(from)}`;
  });
  const more = disturbances.length - words.length;
  return `Shaded and marked, what was done: ${words.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
