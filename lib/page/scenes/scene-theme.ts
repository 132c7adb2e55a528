import { dark, light, type Theme } from '../../figures/theme.ts';

/** Colours of a drawing by what they are for: of the page where it says so, else of the figures. */
export interface SceneTheme {
  readonly isDark: boolean;
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly faint: string;
  readonly accent: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  /** Lent, and what else is money on its way. */
  readonly flow: string;
  /** From well to lost, in 64 steps. */
  readonly health: readonly string[];
}

/** @param variable a CSS variable's value, such as `--fg`; empty where there is none */
export function sceneTheme(isDark: boolean, variable: (name: string) => string): SceneTheme {
  const figures = isDark ? dark : light;
  const of = (name: string, otherwise: string): string => variable(name).trim() || otherwise;
  return {
    isDark,
    background: of('--bg', figures.background),
    text: of('--fg', figures.text),
    muted: of('--muted', figures.muted),
    line: of('--line', figures.grid),
    faint: figures.faint,
    accent: of('--accent', figures.series[0]),
    good: of('--good', figures.series[2]),
    warn: of('--warn', figures.series[1]),
    bad: of('--bad', isDark ? figures.waves[4] : figures.waves[2]),
    flow: figures.series[0],
    health: healthColors(figures, isDark),
  };
}

const STEPS = 64;

/** A ramp told by lightness too: calm blue-grey, amber, red. */
function healthColors(figures: Theme, isDark: boolean): string[] {
  const stops: readonly (readonly [at: number, color: string])[] = isDark
    ? [
        [0, '#cf3f4f'],
        [0.3, '#ef7d4a'],
        [0.6, '#c9a15c'],
        [0.85, figures.bar],
        [1, figures.bar],
      ]
    : [
        [0, '#b01f35'],
        [0.3, '#dd6a3c'],
        [0.6, '#e3b672'],
        [0.85, figures.bar],
        [1, figures.bar],
      ];
  return Array.from({ length: STEPS }, (_, i) => between(stops, i / (STEPS - 1)));
}

/** The colour of what is left, as a share of what there was. */
export function healthColor({ health }: SceneTheme, share: number): string {
  const place = Math.round(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * (STEPS - 1));
  return health[place];
}

function between(stops: readonly (readonly [number, string])[], at: number): string {
  const next = Math.max(
    1,
    stops.findIndex(([place]) => place >= at),
  );
  const [[fromAt, from], [toAt, to]] = [stops[next - 1], stops[next]];
  return mixed(from, to, (at - fromAt) / (toAt - fromAt));
}

/** A colour between two, each as #rrggbb; 0: the first. */
export function mixed(from: string, to: string, share: number): string {
  const channel = (at: number): string => {
    const a = Number.parseInt(from.slice(at, at + 2), 16);
    const b = Number.parseInt(to.slice(at, at + 2), 16);
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
