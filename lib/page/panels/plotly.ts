import type { Figure } from '../../figures/figure.ts';

/** What the page uses of plotly. */
export interface Plotly {
  /** Draws, or brings what is drawn up to date. */
  readonly react: (
    element: HTMLElement,
    data: Figure['data'],
    layout: Figure['layout'],
    config: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>;
  readonly purge: (element: HTMLElement) => void;
}

let loading: Promise<Plotly> | null = null;

/** Plotly, a chunk of its own that is fetched when it is first asked for. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= fetchPlotly().catch((error: unknown) => {
    // Asked again, it is tried again.
    loading = null;
    throw error;
  });
  return loading;
}

async function fetchPlotly(): Promise<Plotly> {
  // @ts-expect-error it brings no types
  const loaded = (await import('plotly.js-basic-dist-min')) as Plotly & { readonly default?: Plotly };
  return loaded.default ?? loaded;
}
