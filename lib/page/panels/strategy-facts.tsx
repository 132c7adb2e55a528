import { quantity } from '../../figures/quantity.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { TradingView } from '../../models/trading/view.ts';
import type { RunStore } from '../store/run-store.ts';
import type { EntityId } from './entity-id.ts';
import { Facts } from './facts.tsx';
import { LinePlot } from './line-plot.tsx';

interface Props {
  readonly run: RunStore;
  readonly state: SessionState;
  readonly id: EntityId;
}

interface StrategyNode {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Trades that are listed, the latest. */
const TRADES_MAX = 20;

/** A node of a strategy, a position, or a symbol's price. */
export function StrategyFacts({ id, run, state }: Props) {
  const view = state.view as TradingView;
  const key = String(id.key);
  switch (id.kind) {
    case 'node':
      return <NodeFacts run={run} node={key} isActive={view.active_nodes.includes(key)} />;
    case 'symbol':
    case 'market':
      return <SymbolFacts run={run} symbol={key} price={view.ltp_store[key]} />;
    case 'position':
      return <PositionFacts run={run} view={view} position={key} />;
    default:
      return null;
  }
}

function NodeFacts({ isActive, node, run }: NodeProps) {
  const { strategy } = run.recipe.config as { readonly strategy?: { readonly nodes?: StrategyNode[] } };
  const found = strategy?.nodes?.find((each) => each.id === node);
  const { id: _id, type, ...fields } = found ?? { id: node, type: 'node' };
  return (
    <>
      <Facts
        rows={[
          ['kind', type],
          ['now', isActive ? 'active: it looks at each tick' : 'not active: nothing has asked it to look'],
        ]}
      />
      {Object.keys(fields).length > 0 && (
        <details>
          <summary>As it stands in the strategy</summary>
          <pre class="json">{JSON.stringify(fields, null, 2)}</pre>
        </details>
      )}
    </>
  );
}

interface NodeProps {
  readonly run: RunStore;
  readonly node: string;
  readonly isActive: boolean;
}

function SymbolFacts({ price, run, symbol }: SymbolProps) {
  const points = run.history.value.map(
    ({ time, view }) => [time, (view as TradingView).ltp_store[symbol] ?? null] as const,
  );
  return (
    <>
      <LinePlot label="Price" lines={[{ name: symbol, points, color: 'var(--accent)' }]} height={72} />
      <Facts rows={[['last price', price === undefined ? '–' : quantity(price, 6)]]} />
    </>
  );
}

interface SymbolProps {
  readonly run: RunStore;
  readonly symbol: string;
  readonly price: number | undefined;
}

function PositionFacts({ position, run, view }: PositionProps) {
  const open = view.open_positions.find(({ position_id }) => position_id === position);
  const trades = view.trades.filter(({ position_id }) => position_id === position);
  return (
    <>
      {open === undefined ? (
        <p class="muted">It is not open.</p>
      ) : (
        <Facts
          rows={[
            ['open', `${open.side} ${open.quantity} of ${open.symbol}`],
            ['since', open.entry_time],
            ['entry', open.entry_price],
            ['now', open.current_price],
            ['P&L', open.unrealized_pnl],
          ]}
        />
      )}
      {trades.length > 0 && (
        <details open>
          <summary>
            {trades.length} trades{trades.length > TRADES_MAX ? `, the latest ${TRADES_MAX}` : ''}
          </summary>
          <Facts
            rows={trades
              .slice(-TRADES_MAX)
              .reverse()
              .map(({ exit_reason, exit_time, pnl, trade_id }) => [
                exit_time,
                <span>
                  {pnl} ({exit_reason}){' '}
                  <button
                    type="button"
                    class="link"
                    onClick={() => {
                      run.selected.value = `trade:${trade_id}`;
                    }}
                  >
                    open
                  </button>
                </span>,
              ])}
          />
        </details>
      )}
    </>
  );
}

interface PositionProps {
  readonly run: RunStore;
  readonly view: TradingView;
  readonly position: string;
}
