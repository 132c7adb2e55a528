import type { Theme } from '../../figures/theme.ts';

/** Colours of code and of terminals, by day and by night. */
const day = {
  page: '#ffffff',
  code: '#f6f7f9',
  line: '#e4e7eb',
  link: '#0062a0',
  warm: '#fff8ec',
  'warm-line': '#e5a53a',
  bad: '#fdf1ef',
  'bad-line': '#cc4a3b',
  keyword: '#9c1b6a',
  string: '#1a7048',
  number: '#a54a00',
  name: '#005c94',
  comment: '#6a737d',
  red: '#b3261e',
  green: '#1a7048',
  yellow: '#8a6100',
  blue: '#0062a0',
  magenta: '#9c1b6a',
  cyan: '#0b6f7a',
};

const night: typeof day = {
  page: '#111418',
  code: '#191d23',
  line: '#2b313a',
  link: '#6cb8f0',
  warm: '#221d14',
  'warm-line': '#a9772a',
  bad: '#261718',
  'bad-line': '#e0604f',
  keyword: '#e08fc4',
  string: '#7fd1a8',
  number: '#f0a868',
  name: '#7dc1f5',
  comment: '#8b96a3',
  red: '#ff8a7a',
  green: '#7fd1a8',
  yellow: '#e9c046',
  blue: '#7dc1f5',
  magenta: '#e08fc4',
  cyan: '#6fd3dc',
};

/** The style sheet of a notebook's page. */
export function pageStyle(light: Theme, dark: Theme): string {
  const byDay = variables(light, day);
  return `
:root { ${byDay} color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { ${variables(dark, night)} } }
@media print { :root { ${byDay} color-scheme: light; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 24px; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 17px/1.65 system-ui, -apple-system,
  "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; text-rendering: optimizeLegibility; }
main { max-width: 860px; margin: 0 auto; padding: 56px 28px 72px; }
h1, h2, h3, h4 { line-height: 1.25; letter-spacing: -0.012em; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 2.25rem; font-weight: 700; margin: 0 0 20px; letter-spacing: -0.022em; }
h2 { font-size: 1.5rem; margin: 52px 0 14px; }
h3 { font-size: 1.2rem; margin: 34px 0 10px; }
h4 { font-size: 1rem; margin: 24px 0 8px; }
h1 + p { font-size: 1.15rem; line-height: 1.6; color: var(--muted); }
p, ul, ol, blockquote { margin: 0 0 16px; overflow-wrap: anywhere; text-wrap: pretty; }
.prose > p, .prose > ul, .prose > ol, .prose > blockquote { max-width: 44em; }
ul, ol { padding-left: 1.4em; }
li + li { margin-top: 4px; }
li > ul, li > ol { margin: 4px 0; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 3px; }
blockquote { padding: 2px 0 2px 18px; border-left: 3px solid var(--series); color: var(--muted); }
blockquote > :last-child, td > :last-child { margin-bottom: 0; }
hr { border: 0; border-top: 1px solid var(--line); margin: 36px 0; }
img { max-width: 100%; height: auto; border-radius: 6px; }
code, pre { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono",
  monospace; }
p code, li code, td code, h1 code, h2 code, h3 code { background: var(--code); border: 1px solid var(--line);
  border-radius: 5px; padding: 1px 5px; font-size: 0.86em; }
.math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", Georgia, serif;
  font-style: italic; }
p.math { text-align: center; white-space: pre-line; }
pre { margin: 0 0 16px; padding: 14px 18px; background: var(--code); border-radius: 8px; overflow-x: auto;
  font-size: 0.815rem; line-height: 1.6; tab-size: 2; }
section.code { margin: 22px 0; }
.input { position: relative; }
.input pre { margin: 0; border: 1px solid var(--line); }
.count { position: absolute; right: 100%; top: 16px; margin-right: 14px; color: var(--comment);
  font-size: 0.75rem; font-variant-numeric: tabular-nums; white-space: nowrap; opacity: 0.75; }
.outputs { margin-top: 10px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; }
.outputs > * { margin: 0; }
.outputs pre { background: none; padding: 4px 18px; border-radius: 0; }
.outputs pre.stderr { background: var(--warm); border-left: 3px solid var(--warm-line); padding: 10px 15px;
  border-radius: 0 8px 8px 0; }
.outputs pre.error { background: var(--bad); border-left: 3px solid var(--bad-line); padding: 12px 15px;
  border-radius: 0 8px 8px 0; }
.outputs .prose, .outputs .html { padding: 4px 18px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: max-content; max-width: 100%; font-size: 0.9rem; line-height: 1.45;
  font-variant-numeric: tabular-nums; margin: 4px 0 12px; }
th, td { padding: 7px 14px 7px 0; border: 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; max-width: 24em; overflow-wrap: break-word; }
th:last-child, td:last-child { padding-right: 4px; }
thead th { font-weight: 600; color: var(--muted); border-bottom-color: var(--survivor); max-width: 11em;
  vertical-align: bottom; }
tbody tr:last-child > * { border-bottom: 0; }
figure { margin: 0; padding: 16px 14px 8px; border: 1px solid var(--line); border-radius: 10px;
  background: var(--background); }
figcaption { margin: 2px 6px 8px; max-width: 46em; font-size: 0.875rem; color: var(--muted); }
figure h4 { margin: 0 6px 4px; font-weight: 600; letter-spacing: 0; }
.image { margin: 0; }
.image img { display: block; background: #ffffff; max-height: 560px; width: auto; }
.image img[width] { width: revert-layer; max-height: none; }
summary { cursor: pointer; color: var(--muted); font-size: 0.875rem; }
details[open] summary { margin-bottom: 8px; }
footer { margin-top: 64px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--comment);
  font-size: 0.8125rem; }
nav { display: none; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { margin: 0; }
nav a { display: block; padding: 4px 0; color: var(--muted); text-decoration: none; line-height: 1.4; }
nav a:hover { color: var(--link); }
nav .level-3 a { padding-left: 14px; font-size: 0.95em; }
:focus-visible { outline: 2px solid var(--series); outline-offset: 2px; }
.hljs-keyword, .hljs-literal, .hljs-built_in { color: var(--keyword); }
.hljs-string, .hljs-regexp, .hljs-char { color: var(--string); }
.hljs-number { color: var(--number); }
.hljs-title, .hljs-title.function_, .hljs-title.class_ { color: var(--name); }
.hljs-comment, .hljs-meta { color: var(--comment); font-style: italic; }
.hljs-subst { color: inherit; }
${ansiRules()}
.updatemenu-item-rect { fill: var(--background) !important; stroke: var(--survivor) !important; }
@media (min-width: 1280px) {
  nav { display: block; position: fixed; top: 64px; left: calc(50% + 470px); width: 200px;
    max-height: calc(100vh - 110px); overflow-y: auto; padding-left: 16px; font-size: 0.8125rem;
    border-left: 1px solid var(--line); }
  main { transform: translateX(-40px); }
}
@media (max-width: 980px) {
  .count { position: static; display: block; margin: 0 0 4px; }
}
@media (max-width: 640px) {
  body { font-size: 16px; }
  main { padding: 28px 16px 48px; }
  h1 { font-size: 1.75rem; }
  h2 { font-size: 1.3rem; margin-top: 40px; }
  pre { padding: 12px 14px; }
  .outputs pre, .outputs .prose, .outputs .html { padding-left: 4px; padding-right: 4px; }
  .outputs pre.text { white-space: pre-wrap; overflow-wrap: anywhere; }
  figure { margin: 0 -10px; padding: 12px 4px 4px; }
  figure h4 { margin-left: 10px; }
  th, td { padding-right: 12px; }
}
@page { margin: 18mm 16mm; }
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; transform: none; }
  nav, .modebar-container { display: none !important; }
  .count { position: static; display: block; margin: 0 0 2px; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; overflow: visible; }
  .wide { overflow: visible; }
  figure, .image, tr, pre.error { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
  a { color: inherit; }
}
`;
}

function variables({ background, text, muted, survivor, series }: Theme, more: typeof day): string {
  const named = { background, text, muted, survivor, series: series[0]!, ...more };
  return Object.entries(named)
    .map(([name, color]) => `--${name}: ${color};`)
    .join(' ');
}

/** Classes of terminal colours, plain and bright. */
function ansiRules(): string {
  const hues = ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan'];
  const grays = ['.ansi-black-fg { color: var(--text); }', '.ansi-white-fg { color: inherit; }'];
  const brightGrays = [
    '.ansi-bright-black-fg { color: var(--comment); }',
    '.ansi-bright-white-fg { color: var(--text); }',
  ];
  const rules = hues.flatMap((hue) => [
    `.ansi-${hue}-fg, .ansi-bright-${hue}-fg { color: var(--${hue}); }`,
    `.ansi-${hue}-bg, .ansi-bright-${hue}-bg { background: var(--${hue}); color: var(--page); }`,
  ]);
  return [...grays, ...brightGrays, ...rules].join('\n');
}
