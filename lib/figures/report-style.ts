import type { Theme } from './theme.ts';

/** The style sheet of the report. */
export function reportStyle(light: Theme, dark: Theme): string {
  return `
:root { ${variables(light)} --page: #f4f5f7; --code: #f0f2f4; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { ${variables(dark)} --page: #0d0f12; --code: #20252c; } }
@media print { :root { ${variables(light)} --page: #ffffff; --code: #f0f2f4; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system,
  "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 1100px; margin: 0 auto; padding: 32px 20px 56px; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.2rem; margin: 0 0 12px; }
h3 { font-size: 1rem; font-weight: 600; margin: 4px 0; }
p { margin: 0 0 10px; max-width: 46em; overflow-wrap: anywhere; }
ul { margin: 0 0 10px; padding-left: 1.3em; }
.subtitle, .note, figcaption, caption { color: var(--muted); }
.subtitle { margin: 6px 0 0; }
section { background: var(--background); border: 1px solid var(--grid); border-radius: 10px;
  padding: 20px 22px; margin-top: 20px; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: 8px; font-size: 0.9rem; }
th, td { padding: 7px 12px; border-bottom: 1px solid var(--grid); text-align: right; white-space: nowrap; }
th:first-child { text-align: left; padding-left: 0; }
thead th { font-weight: 600; color: var(--muted); font-size: 0.9rem; border-bottom-color: var(--survivor); }
tbody th { font-weight: 600; }
.long td { white-space: normal; overflow-wrap: anywhere; font: 0.8rem/1.5 ui-monospace, monospace; }
.long th { white-space: normal; }
.note { font-size: 0.875rem; margin: 10px 0 0; }
figure { margin: 6px 0 0; }
figcaption { font-size: 0.875rem; max-width: 56em; margin-top: 4px; }
pre { background: var(--code); border-radius: 6px; padding: 12px 14px; margin: 10px 0; overflow-x: auto;
  font: 0.875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre code { white-space: pre-wrap; overflow-wrap: anywhere; }
details pre { max-height: 30em; overflow: auto; }
summary { cursor: pointer; color: var(--muted); margin-top: 8px; }
:focus-visible { outline: 2px solid var(--series); outline-offset: 2px; }
.updatemenu-item-rect { fill: var(--background) !important; stroke: var(--survivor) !important; }
@media (max-width: 640px) {
  main { padding: 20px 0 32px; }
  header { padding: 0 14px; }
  section { padding: 16px 14px; border-radius: 0; border-width: 1px 0; margin-top: 14px; }
  figure { margin: 6px -8px 0; }
  h3, figcaption { margin-left: 8px; margin-right: 8px; }
  th, td { padding: 6px 5px; font-size: 0.875rem; white-space: normal; }
  td:last-child { padding-right: 0; }
  .table:not(.long) tbody th { white-space: nowrap; }
}
@page { margin: 16mm; }
@media print {
  main { max-width: none; padding: 0; }
  section { border: 0; padding: 0; break-inside: avoid; }
  figure { break-inside: avoid; }
  .modebar-container, .updatemenu-container { display: none !important; }
}
`;
}

function variables({ background, text, muted, grid, survivor, series }: Theme): string {
  const named = { background, text, muted, grid, survivor, series: series[0]! };
  return Object.entries(named)
    .map(([name, color]) => `--${name}: ${color};`)
    .join(' ');
}
