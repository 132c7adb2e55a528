import { CANDLE, CANDLE_ROOM } from '../../../analysis/indicators/indicator.ts';
import { FaultlineError } from '../../../core/faultline-error.ts';
import { entryPriceExactly, openPnl, totalPnl, totalPnlExactly } from '../accounts.ts';
import { parseTimeOfDay } from '../market/time-text.ts';
import type { TradingState } from '../state.ts';
import { Big, decimalOf } from './decimal.ts';
import { type Fields, fieldsOf, indexOf, textOf, wordOf } from './fields-of.ts';
import type { CandleSeries, IndicatorUse, SeriesPlan } from './series.ts';
import { inlineIndicator, seriesOf, symbolOf } from './series.ts';

/** A value that a condition reads, NaN while it is missing. */
export interface Operand {
  /** For people. */
  readonly text: string;
  readonly value: (state: TradingState) => number;
  /**
   * The same without rounding; null where the double is all there is to it, so that comparing doubles is
   * exact. Never called while the value is missing.
   */
  readonly exact: ((state: TradingState) => Big) | null;
  /** Where there is `exact`: how large its terms are, to which the rounding of `value` is in proportion. */
  readonly magnitude?: (state: TradingState) => number;
  /** Seconds of a day, to be printed as a time. */
  readonly isTime?: true;
}

/** What operands may speak of. */
export interface Names {
  readonly plan: SeriesPlan;
  readonly positions: readonly string[];
  /** `node.name` of every value that a node keeps. */
  readonly variables: readonly string[];
  /** Names of values that come with ticks. */
  readonly given: readonly string[];
}

const TYPES = ['ltp', 'candle', 'ind', 'time', 'const_time', 'entry_price', 'node_variable', 'pnl', 'expr'];
const ARITHMETIC = ['+', '-', '*', '/', 'min', 'max'] as const;
const CANDLE_FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;
/** Two years of daily candles, or a week of minutes: what is kept, is copied with every snapshot. */
const OFFSET_MAX = 10_000;

/** Compiles an operand. @throws FaultlineError that names the place */
export function operandOf(given: unknown, names: Names, where: string): Operand {
  if (typeof given === 'string' || typeof given === 'number') {
    const value = decimalOf(given, where);
    return { text: String(given), value: () => value, exact: null };
  }
  const type = wordOf((given as { type?: unknown } | null)?.type, TYPES, `${where}.type`);
  const fields = (...known: string[]): Fields => fieldsOf(given, ['type', ...known], where);
  switch (type) {
    case 'ltp':
      return lastPrice(fields('symbol'), names, where);
    case 'candle':
      return candleField(fields('field', 'symbol', 'timeframe', 'offset'), names, where);
    case 'ind':
      return indicatorValue(given as Fields, names, where);
    case 'time':
      fields();
      return { text: 'the time', value: (state) => state.second, exact: null, isTime: true };
    case 'const_time': {
      const { value: text } = fields('value');
      const second = parseTimeOfDay(textOf(text, `${where}.value`), `${where}.value`);
      return { text: text as string, value: () => second, exact: null, isTime: true };
    }
    case 'entry_price':
      return entryPrice(fields('position'), names, where);
    case 'node_variable':
      return variable(fields('node', 'name'), names, where);
    case 'pnl':
      return profit(fields('position'), names, where);
    default:
      return arithmetic(fields('op', 'left', 'right'), names, where);
  }
}

function lastPrice(fields: Fields, { plan }: Names, where: string): Operand {
  const { symbols } = plan.market;
  const symbol = symbolOf(fields.symbol, symbols, `${where}.symbol`);
  return { text: symbols[symbol], value: (state) => state.price[symbol], exact: null };
}

function candleField(fields: Fields, { plan }: Names, where: string): Operand {
  const symbol = symbolOf(fields.symbol, plan.market.symbols, `${where}.symbol`);
  const field = wordOf(fields.field, CANDLE_FIELDS, `${where}.field`);
  const offset = offsetOf(fields.offset, where);
  const index = seriesOf(plan, symbol, fields.timeframe, offset + 1, `${where}.timeframe`);
  const series: CandleSeries = plan.list[index];
  const place = CANDLE[field];
  return {
    text: `${series.timeframe} ${field}${ago(offset)}`,
    value: (state) => {
      const row = state.closedCount[index] - 1 - offset;
      return row < 0
        ? Number.NaN
        : state.closed[series.closedAt + (row % series.depth) * CANDLE_ROOM + place];
    },
    exact: null,
  };
}

/** An indicator by its name; or, with `kind`, by what it is. */
function indicatorValue(fields: Fields, names: Names, where: string): Operand {
  const { plan, given } = names;
  const { type: _, output, offset: offsetGiven, ...spec } = fields;
  const offset = offsetOf(offsetGiven, where);
  const name = spec.kind === undefined ? nameOf(fields, names, where) : inlineIndicator(plan, spec, where);
  const declared = plan.uses.findIndex((use) => use.name === name);
  if (declared < 0) {
    if (offset > 0) {
      throw new FaultlineError(`${where}.offset`, offset, 'none: of what comes with ticks the last is kept');
    }
    const index = given.indexOf(name);
    return { text: name, value: (state) => state.given[index], exact: null };
  }
  const use: IndicatorUse = plan.uses[declared];
  const { outputs } = use.indicator;
  const chosen = wordOf(output ?? outputs[0], outputs, `${where}.output`);
  const place = outputs.indexOf(chosen);
  use.depth = Math.max(use.depth, offset + 1);
  const suffix = outputs.length > 1 ? ` ${chosen}` : '';
  return {
    text: `${name}${suffix}${ago(offset)}`,
    value: (state) => {
      const row = state.closedCount[use.series] - 1 - offset;
      return row < 0 ? Number.NaN : state.outputs[use.outputAt + (row % use.depth) * outputs.length + place];
    },
    exact: null,
  };
}

function nameOf(fields: Fields, { plan, given }: Names, where: string): string {
  fieldsOf(fields, ['type', 'name', 'output', 'offset'], where);
  const name = textOf(fields.name, `${where}.name`);
  const known = [...plan.uses.map((use) => use.name), ...given];
  indexOf(name, known, 'indicator that is declared or comes with the ticks', `${where}.name`);
  return name;
}

function entryPrice(fields: Fields, { positions }: Names, where: string): Operand {
  const name = fields.position;
  const position = indexOf(name, positions, 'position that an EntryNode opens', `${where}.position`);
  return {
    text: `entry price of ${name}`,
    value: (state) => state.positions[position]?.entry.price ?? Number.NaN,
    exact: (state) => {
      const trade = state.positions[position];
      if (trade === null) throw new Error('the entry price of a position that is not open');
      return entryPriceExactly(trade, state.scale);
    },
  };
}

function variable(fields: Fields, { variables }: Names, where: string): Operand {
  const name = `${textOf(fields.node, `${where}.node`)}.${textOf(fields.name, `${where}.name`)}`;
  const index = indexOf(name, variables, 'value that a node keeps', where);
  return { text: name, value: (state) => state.variables[index], exact: null };
}

function profit(fields: Fields, { positions }: Names, where: string): Operand {
  if (fields.position === undefined) {
    return {
      text: 'P&L',
      value: totalPnl,
      exact: totalPnlExactly,
      magnitude: (state) => state.cashAtStart + state.turnover,
    };
  }
  const name = fields.position;
  const position = indexOf(name, positions, 'position that an EntryNode opens', `${where}.position`);
  return { text: `P&L of ${name}`, value: (state) => openPnl(state, position), exact: null };
}

function arithmetic(fields: Fields, names: Names, where: string): Operand {
  const op = wordOf(fields.op, ARITHMETIC, `${where}.op`);
  const left = operandOf(fields.left, names, `${where}.left`);
  const right = operandOf(fields.right, names, `${where}.right`);
  const a = left.value;
  const b = right.value;
  const x = exactly(left);
  const y = exactly(right);
  const m = magnitudeOf(left);
  const n = magnitudeOf(right);
  const sum = (state: TradingState): number => m(state) + n(state);
  const text = op === 'min' || op === 'max' ? `${op}(${left.text}, ${right.text})` : infix(left, op, right);
  switch (op) {
    case '+':
      return {
        text,
        value: (state) => a(state) + b(state),
        exact: (state) => x(state).plus(y(state)),
        magnitude: sum,
      };
    case '-':
      return {
        text,
        value: (state) => a(state) - b(state),
        exact: (state) => x(state).minus(y(state)),
        magnitude: sum,
      };
    case '*':
      return {
        text,
        value: (state) => a(state) * b(state),
        exact: (state) => x(state).times(y(state)),
        magnitude: (state) => m(state) * n(state),
      };
    case '/':
      return {
        text,
        value: quotient(left, right),
        exact: (state) => x(state).div(y(state)),
        // An error of the divisor weighs the more the smaller it is: where its terms cancel, decimals tell.
        magnitude: (state) =>
          right.exact === null ? m(state) / n(state) : (2 * m(state) * n(state)) / (b(state) * b(state)),
      };
    case 'min':
    case 'max': {
      const sign = op === 'min' ? 1 : -1;
      const pick = op === 'min' ? Math.min : Math.max;
      return {
        text,
        value: (state) => pick(a(state), b(state)),
        exact: (state) => (x(state).cmp(y(state)) * sign <= 0 ? x(state) : y(state)),
        magnitude: sum,
      };
    }
  }
}

/** Above the relative error of an expression of some dozens of operations. */
export const ROUNDING = 1e-14;

/** A quotient as a double. By zero it is missing; where rounding may hide a zero, decimals tell. */
function quotient(left: Operand, right: Operand): (state: TradingState) => number {
  const a = left.value;
  const b = right.value;
  if (right.exact === null) return (state) => (b(state) === 0 ? Number.NaN : a(state) / b(state));
  const x = exactly(left);
  const y = exactly(right);
  const n = magnitudeOf(right);
  return (state) => {
    const dividend = a(state);
    const divisor = b(state);
    if (Math.abs(divisor) > ROUNDING * n(state)) return dividend / divisor;
    if (Number.isNaN(dividend) || Number.isNaN(divisor)) return Number.NaN;
    const exact = y(state);
    return exact.eq(0) ? Number.NaN : x(state).div(exact).toNumber();
  };
}

/** An operand's exact value. */
export function exactly({ exact, value }: Operand): (state: TradingState) => Big {
  return exact ?? ((state) => new Big(value(state)));
}

/** The double nearest to an operand's exact value, so that what is compared with it later is that decimal. */
export function nearest(operand: Operand, state: TradingState): number {
  const value = operand.value(state);
  const isRounded = operand.exact !== null && Number.isFinite(value);
  return isRounded ? exactly(operand)(state).toNumber() : value;
}

/** How large an operand's terms are. */
export function magnitudeOf({ magnitude, value }: Operand): (state: TradingState) => number {
  return magnitude ?? ((state) => Math.abs(value(state)));
}

function infix(left: Operand, op: string, right: Operand): string {
  const within = ({ text }: Operand): string => (text.includes(' ') ? `(${text})` : text);
  return `${within(left)} ${op} ${within(right)}`;
}

function offsetOf(given: unknown, where: string): number {
  if (given === undefined) return 0;
  return decimalOf(given, `${where}.offset`, { least: 0, below: OFFSET_MAX, isInteger: true });
}

function ago(offset: number): string {
  return offset === 0 ? '' : `[${offset}]`;
}
