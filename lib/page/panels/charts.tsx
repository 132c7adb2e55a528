import { useEffect, useRef } from 'preact/hooks';
import './panels.css';
import { unitName } from '../../core/unit-name.ts';
import { timeUnit } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import { chartFigure } from './chart-figure.ts';
import { type Chart, chartList } from './chart-list.ts';
import { loadPlotly, type Plotly } from './plotly.ts';
import { useDark } from './use-dark.ts';
import { useLoaded } from './use-loaded.ts';
import { useSlow } from './use-slow.ts';

/** Milliseconds between two drawings. */
const PAUSE = 300;
const CONFIG = { responsive: true, displaylogo: false, displayModeBar: false };

/** The lines that matter of the run so far, as they grow. */
export function Charts({ run }: { readonly run: RunStore }) {
  const plotly = useLoaded(loadPlotly, []);
  const states = useSlow(run.history, PAUSE);
  const isDark = useDark();
  const unit = timeUnit(run.model, run.recipe.config);
  const unitOf = (name: string): string => unitName(run.model, run.recipe.config, name);
  const charts = chartList(run.model, run.state.peek(), unitOf);
  return (
    <div class="panel">
      {plotly.error !== null && <p class="fault">The charts could not be loaded: {plotly.error}</p>}
      {charts.map((chart) => (
        <section key={chart.title}>
          <h3>
            {chart.title}
            {chart.unit === '' ? '' : <small class="muted"> {chart.unit}</small>}
          </h3>
          {plotly.value === null ? (
            <div class="chart" />
          ) : (
            <Plot plotly={plotly.value} chart={chart} states={states} isDark={isDark} timeUnit={unit} />
          )}
        </section>
      ))}
      <p class="muted">
        {states.length} moments, evenly over the run; the closer you look, the more the log has.
      </p>
    </div>
  );
}

interface PlotProps {
  readonly plotly: Plotly;
  readonly chart: Chart;
  readonly states: RunStore['history']['value'];
  readonly isDark: boolean;
  readonly timeUnit: string;
}

function Plot({ chart, isDark, plotly, states, timeUnit }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const { data, layout } = chartFigure(chart, states, { isDark, timeUnit });
    void plotly.react(place.current, data, layout, CONFIG);
  }, [chart.title, isDark, plotly, states, timeUnit]);
  useEffect(
    () => () => {
      if (place.current !== null) plotly.purge(place.current);
    },
    [plotly],
  );
  return <div ref={place} class="chart" role="img" aria-label={`${chart.title} over time`} />;
}
