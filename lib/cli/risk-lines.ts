import { counted, percent } from '../figures/quantity.ts';
import type { Interval, RiskRow } from '../study/risk-table.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { displayUnit } from './display-unit.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';
import { wrap } from './wrap.ts';

/** VaR and CVaR of a sweep with their intervals, for people. */
export function riskLines({ levels, measure, runs }: Sweep, { colors }: Output): string {
  const rows = Object.entries(levels).sort(([a], [b]) => Number(a) - Number(b));
  const { unit, align } = displayUnit(
    measure.unit,
    rows.flatMap(([, row]) => numbersOf(row)),
  );
  const lines = rows.map(([level, row]) => [
    percent(Number(level), 15),
    align(row.var),
    intervalText(row.varInterval, align),
    align(row.cvar),
    intervalText(row.cvarInterval, align) + (row.warning === undefined ? '' : ' *'),
  ]);
  const header = ['Level', 'VaR', 'interval', 'CVaR', 'interval'];
  return [
    `${colors.bold(`${capital(measure.name)} in ${unit}`)}, over ${measure.horizon}, ${counted(runs, 'run')}`,
    '',
    table([header, ...lines], ['left', 'right', 'left', 'right', 'left'], colors.dim),
    '',
    colors.dim(
      wrap('Intervals hold with 95 % confidence; "open": the runs do not bound that side.', INDENTED),
    ),
    ...thinTails(rows).map(colors.dim),
  ].join('\n');
}

const INDENTED = { indent: '  ' };

/** An interval with both ends included; an end that the runs cannot bound is open. */
export function intervalText([lower, upper]: Interval, show: (value: number) => string): string {
  return `${lower === null ? '(open' : `[${show(lower)}`}, ${upper === null ? 'open)' : `${show(upper)}]`}`;
}

function numbersOf({ var: valueAtRisk, varInterval, cvar, cvarInterval }: RiskRow): number[] {
  return [valueAtRisk, cvar, ...varInterval, ...cvarInterval].filter((value) => value !== null);
}

function thinTails(rows: readonly (readonly [string, RiskRow])[]): string[] {
  const thin = rows.filter(([, row]) => row.warning !== undefined);
  if (thin.length === 0) return [];
  const tails = thin.map(([level, { tailPoints }]) => {
    const points = tailPoints < 1 ? 'under 1 run' : counted(Math.round(tailPoints), 'run');
    return `${points} beyond ${percent(Number(level), 15)}`;
  });
  const advice = 'the interval covers less than it says; more runs help.';
  return [wrap(`* Few runs in the tail (${tails.join(', ')}): ${advice}`, { first: '  ', indent: '    ' })];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
