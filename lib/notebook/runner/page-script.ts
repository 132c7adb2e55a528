import { COLOR_FIELD } from '../../figures/theme.ts';

/**
 * What the page of a notebook runs in the browser: draws each figure in the colours that the reader's system
 * asks for, again when that changes, in light ones on paper; and makes room on narrow screens. A figure that
 * sets no colours gets the page's; one that brings a look of its own keeps it by day.
 */
export const pageScript = `
(() => {
  'use strict';
  const { themes, dark: darkOf } = JSON.parse(document.getElementById('themes').textContent);
  const night = matchMedia('(prefers-color-scheme: dark)');
  const paper = matchMedia('print');
  const narrow = matchMedia('(max-width: 640px)');
  const recolored = (value, field) => {
    if (typeof value === 'string') {
      if (!${COLOR_FIELD}.test(field)) return value;
      return value.replace(/#\\w{6}/g, (color) => darkOf[color.toLowerCase()] ?? color);
    }
    if (Array.isArray(value)) return value.map((each) => recolored(each, field));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recolored(each, key)]));
  };
  const templateOf = (theme) => {
    const axis = {
      gridcolor: theme.grid, linecolor: theme.survivor, tickcolor: theme.survivor,
      zerolinecolor: theme.survivor, automargin: true,
    };
    return {
      layout: {
        paper_bgcolor: theme.background, plot_bgcolor: theme.background, colorway: theme.series,
        font: { color: theme.text, family: getComputedStyle(document.body).fontFamily },
        hoverlabel: { bgcolor: theme.background, bordercolor: theme.survivor, font: { color: theme.text } },
        xaxis: axis, yaxis: axis,
      },
    };
  };
  const titleHeight = 36;
  const fitted = (layout, figure, count, isDark) => {
    const given = layout.margin ?? {};
    const own = templateOf(themes[isDark ? 'dark' : 'light']);
    const template = layout.template && !isDark ? layout.template : own;
    const top = given.t ?? (layout.updatemenus ? 80 : 60);
    const margin = { l: 60, r: 20, b: 60, ...given };
    margin.t = figure.dataset.titled ? Math.max(layout.updatemenus ? 34 : 12, top - titleHeight) : top;
    const wide = { ...layout, template, margin, width: undefined, autosize: true };
    if (!narrow.matches) return wide;
    const axes = Object.fromEntries(
      Object.entries(layout)
        .filter(([name]) => /^xaxis\\d*$/.test(name))
        .map(([name, axis]) => {
          const nticks = Math.min(axis.nticks ?? 5, 5);
          return [name, { ...axis, nticks, tickangle: axis.tickangle ?? 0 }];
        }),
    );
    const legend = layout.legend ?? { orientation: 'h', x: 0, y: -0.14, yanchor: 'top' };
    const small = { ...wide, ...axes, legend, dragmode: false };
    if (!isMap(layout)) return { ...small, margin: { ...margin, l: Math.min(margin.l, 44), r: 10 } };
    // A map keeps its shape: as high as it is wide, its legend, a line each, below.
    const below = 19 * count + 16;
    const height = Math.round(figure.clientWidth + below);
    return { ...small, height, margin: { ...margin, l: 2, r: 2, b: below } };
  };
  const isMap = (layout) => layout.yaxis?.scaleanchor !== undefined;
  const thinned = (traces, width) => {
    const isCrowded = traces.reduce((sum, { text }) => sum + (Array.isArray(text) ? text.length : 0), 0) > 12;
    const fit = (size) => Math.min(size, Math.max(3, (size * width) / 560));
    return traces.map((trace) => {
      const { mode, marker } = trace;
      return {
        ...trace,
        ...(isCrowded && mode === 'markers+text' && { mode: 'markers' }),
        ...(Array.isArray(marker?.size) && { marker: { ...marker, size: marker.size.map(fit) } }),
      };
    });
  };
  const draw = () => {
    const isDark = night.matches && !paper.matches;
    for (const script of document.querySelectorAll('script.figure')) {
      const element = script.previousElementSibling;
      const plain = JSON.parse(script.textContent);
      const figure = isDark ? recolored(plain, '') : plain;
      const data =
        narrow.matches && isMap(figure.layout) ? thinned(figure.data, element.clientWidth) : figure.data;
      Plotly.react(element, data, fitted(figure.layout, element, data.length, isDark), {
        ...figure.config,
        responsive: true,
        displaylogo: false,
        displayModeBar: narrow.matches ? false : 'hover',
        showSendToCloud: false,
        plotlyServerURL: '',
        toImageButtonOptions: { format: 'svg', filename: document.title.replace(/[^\\w]+/g, '-') },
      });
      element.style.minHeight = '';
      element.dataset.theme = isDark ? 'dark' : 'light';
    }
  };
  for (const query of [night, paper, narrow]) query.addEventListener('change', draw);
  draw();
})();
`;
