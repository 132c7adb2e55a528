import type { AnyModel } from '../../core/model.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { BanksView } from '../../models/banks/view.ts';
import type { CacheView } from '../../models/cache/view.ts';
import type { TradingView } from '../../models/trading/view.ts';

/** A number of a state over time. */
export interface Line {
  readonly name: string;
  /** Null where there is nothing to show. */
  readonly of: (state: SessionState) => number | null;
  /** It stands until it changes, as a count does. */
  readonly isStep?: true;
}

/** Lines that are read against each other. */
export interface Chart {
  readonly title: string;
  /** Of the numbers: `%`, `ms`, … Empty for counts. */
  readonly unit: string;
  readonly lines: readonly Line[];
  /** The scale begins at 0. */
  readonly isFromZero?: true;
}

/** Lines of one chart, at most: more cannot be told apart. */
const LINES_MAX = 6;

/** The charts that matter of a model, for a run that stands at `state`. */
export function chartList(model: AnyModel, state: SessionState, unitOf: (unit: string) => string): Chart[] {
  switch (model.name) {
    case 'banks':
      return banksCharts(state.view as BanksView, unitOf('currency'));
    case 'cache':
      return cacheCharts(unitOf('time'));
    case 'trading':
      return tradingCharts(state.view as TradingView, unitOf('currency'));
    default:
      return plainCharts(model, unitOf);
  }
}

/** Equity of all banks that stand, as a percentage of what all began with. */
function equityShare({ view }: SessionState): number | null {
  const { banks } = view as BanksView;
  let equity = 0;
  let opening = 0;
  for (const bank of banks) {
    opening += bank.openingEquity;
    if (!bank.defaulted && !bank.deleted) equity += bank.equity;
  }
  return opening > 0 ? (100 * equity) / opening : null;
}

function banksCharts({ markets }: BanksView, currency: string): Chart[] {
  const metric = (name: string, key: string): Line => ({ name, of: ({ metrics }) => metrics[key] ?? null });
  return [
    {
      title: 'Equity of the banks that stand',
      unit: '% of all at the start',
      isFromZero: true,
      lines: [{ name: 'equity', of: equityShare }],
    },
    {
      title: 'Banks that failed',
      unit: '',
      isFromZero: true,
      lines: [{ name: 'failed', of: ({ view }) => (view as BanksView).defaults, isStep: true }],
    },
    {
      title: 'Markets since the start',
      unit: '%',
      lines: markets.slice(0, LINES_MAX).map(({ market }, place) => ({
        name: market,
        of: ({ view }) => {
          const found = (view as BanksView).markets[place];
          return found === undefined ? null : 100 * found.return;
        },
      })),
    },
    {
      title: 'Equity lost, by channel',
      unit: currency,
      lines: [
        metric('shocks', 'shockLosses'),
        metric('on failed banks', 'interbankLosses'),
        metric('fire sales', 'fireSaleLosses'),
        metric('funding', 'fundingLosses'),
        metric('markets', 'marketLosses'),
      ],
    },
  ];
}

function cacheCharts(time: string): Chart[] {
  const viewOf = ({ view }: SessionState): CacheView => view as CacheView;
  const share = (value: number | null): number | null => (value === null ? null : 100 * value);
  return [
    {
      title: 'Hit ratio and availability, of the window in hand',
      unit: '%',
      isFromZero: true,
      lines: [
        { name: 'hit ratio', of: (state) => share(viewOf(state).hitRatio) },
        { name: 'availability', of: (state) => share(viewOf(state).availability) },
      ],
    },
    {
      title: 'Latency of answered requests, of the window in hand',
      unit: time,
      isFromZero: true,
      lines: (['p50', 'p95', 'p99'] as const).map((name) => ({
        name,
        of: (state) => viewOf(state).latency[name].value,
      })),
    },
    {
      title: 'Requests that wait',
      unit: '',
      isFromZero: true,
      lines: [
        { name: 'in flight', of: (state) => viewOf(state).requests.inFlight },
        {
          name: 'in line at nodes',
          of: (state) => viewOf(state).nodes.reduce((sum, { waiting }) => sum + waiting, 0),
        },
        { name: 'in line at the database', of: (state) => viewOf(state).database.waiting },
      ],
    },
  ];
}

function tradingCharts({ ltp_store }: TradingView, currency: string): Chart[] {
  const viewOf = ({ view }: SessionState): TradingView => view as TradingView;
  const profit = (name: string, key: 'total_pnl' | 'realized_pnl'): Line => ({
    name,
    of: (state) => Number(viewOf(state).pnl_summary[key]),
  });
  return [
    {
      title: 'P&L',
      unit: currency,
      lines: [profit('total', 'total_pnl'), profit('realized', 'realized_pnl')],
    },
    ...Object.keys(ltp_store)
      .slice(0, 3)
      .map(
        (symbol): Chart => ({
          title: `Price of ${symbol}`,
          unit: currency,
          lines: [{ name: symbol, of: (state) => viewOf(state).ltp_store[symbol] ?? null }],
        }),
      ),
    {
      title: 'Deepest fall of wealth so far',
      unit: '%',
      lines: [{ name: 'drawdown', of: ({ metrics }) => metrics.maxDrawdownPct ?? null }],
    },
  ];
}

function plainCharts(model: AnyModel, unitOf: (unit: string) => string): Chart[] {
  const names = [model.loss, ...Object.keys(model.metrics).filter((name) => name !== model.loss)];
  return names.slice(0, 3).map((name) => ({
    title: name,
    unit: unitOf(model.metrics[name].unit),
    lines: [{ name, of: ({ metrics }) => metrics[name] ?? null }],
  }));
}
