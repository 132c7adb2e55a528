import { COLOR_FIELD } from './theme.ts';

/**
 * What the report runs in the browser: draws each figure in the colours that the reader's system asks
 * for, again when that changes, in light ones on paper; and makes room on narrow screens.
 */
export const reportScript = `
(() => {
  'use strict';
  const colors = JSON.parse(document.getElementById('dark-colors').textContent);
  const night = matchMedia('(prefers-color-scheme: dark)');
  const paper = matchMedia('print');
  const narrow = matchMedia('(max-width: 640px)');
  const recolored = (value, field) => {
    if (typeof value === 'string') {
      if (!${COLOR_FIELD}.test(field)) return value;
      return value.replace(/#\\w{6}/g, (color) => colors[color] ?? color);
    }
    if (Array.isArray(value)) return value.map((each) => recolored(each, field));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recolored(each, key)]));
  };
  const config = (title) => ({
    responsive: true,
    displaylogo: false,
    displayModeBar: narrow.matches ? false : 'hover',
    showSendToCloud: false,
    plotlyServerURL: '',
    modeBarButtons: [['toImage', 'zoom2d', 'pan2d', 'resetScale2d']],
    toImageButtonOptions: { format: 'svg', filename: title },
  });
  const fitted = (layout, width, traceCount) => {
    const margin = { ...layout.margin, t: layout.updatemenus ? 34 : 12 };
    if (!narrow.matches) return { ...layout, margin };
    const isMap = layout.yaxis.scaleanchor !== undefined;
    const below = 19 * traceCount + 16;
    return {
      ...layout,
      margin: { ...margin, l: Math.min(margin.l, 40), r: 10 },
      dragmode: false,
      xaxis: { ...layout.xaxis, nticks: 4, tickangle: 0 },
      ...(isMap && { height: Math.round(width + below), margin: { ...margin, l: 2, r: 2, b: below } }),
    };
  };
  const thinned = (traces, width) => {
    const isCrowded = traces.reduce((sum, { text }) => sum + (Array.isArray(text) ? text.length : 0), 0) > 12;
    const scaled = (sizes) => sizes.map((size) => Math.min(size, Math.max(3, (size * width) / 560)));
    const fit = (marker) => (Array.isArray(marker.size) ? { ...marker, size: scaled(marker.size) } : marker);
    return traces.map(({ marker, mode, ...trace }) => ({
      ...trace,
      mode: isCrowded && mode === 'markers+text' ? 'markers' : mode,
      ...(marker && { marker: fit(marker) }),
    }));
  };
  const draw = () => {
    const isDark = night.matches && !paper.matches;
    for (const script of document.querySelectorAll('script.figure')) {
      const element = document.getElementById(script.dataset.plot);
      const plain = JSON.parse(script.textContent);
      const figure = isDark ? recolored(plain, '') : plain;
      const title = element.parentElement.querySelector('h3').textContent.replace(/[^\\w]+/g, '-');
      element.style.minHeight = '';
      const isThin = narrow.matches && figure.layout.yaxis.scaleanchor !== undefined;
      const data = isThin ? thinned(figure.data, element.clientWidth) : figure.data;
      Plotly.react(element, data, fitted(figure.layout, element.clientWidth, data.length), config(title));
      element.dataset.theme = isDark ? 'dark' : 'light';
    }
  };
  for (const query of [night, paper, narrow]) query.addEventListener('change', draw);
  draw();
})();
`;
