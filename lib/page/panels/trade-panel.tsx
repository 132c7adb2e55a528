import type { LoggedEvent } from '../../core/event-kind.ts';
import type { TradeMessage } from '../../models/trading/trade-message.ts';
import type { RunStore } from '../store/run-store.ts';
import { EventList, WhyButton } from './event-list.tsx';
import { Facts } from './facts.tsx';
import { type Chain, findTrade } from './trade-chain.ts';
import { useLoaded } from './use-loaded.ts';

interface Props {
  readonly run: RunStore;
  readonly tradeId: string;
}

/** A closed trade: in and out, what it made, and the chains of node events that led there. */
export function TradePanel({ run, tradeId }: Props) {
  const { error, isLoading, value } = useLoaded(() => findTrade(run.link.request, tradeId), [tradeId, run]);
  return (
    <>
      <h3 class="entity-name">trade {tradeId}</h3>
      {isLoading && <p class="muted">Looking through the log…</p>}
      {error !== null && <p class="fault">{error}</p>}
      {!isLoading && error === null && value === null && (
        <p class="muted">The log has no closed trade of this name.</p>
      )}
      {value !== null && (
        <>
          <TradeFacts event={value.event} />
          <p>
            Why did it end so? <WhyButton run={run} event={value.event} />
          </p>
          <ChainList run={run} title="What led in" chain={value.entry} />
          <ChainList run={run} title="What led out" chain={value.exit} />
        </>
      )}
    </>
  );
}

function TradeFacts({ event }: { readonly event: LoggedEvent }) {
  const trade = event.trade as TradeMessage;
  return (
    <Facts
      rows={[
        ['position', `${trade.position_id}, ${trade.side} ${trade.quantity} of ${trade.symbol}`],
        ['in', `${trade.entry_price} at ${trade.entry_time}`],
        ['out', `${trade.exit_price} at ${trade.exit_time}`],
        ['P&L after fees', `${trade.pnl} (${trade.pnl_percent} %)`],
        ['fees', trade.fees],
        ['reason', trade.exit_reason],
      ]}
    />
  );
}

interface ChainListProps {
  readonly run: RunStore;
  readonly title: string;
  readonly chain: Chain;
}

function ChainList({ chain, run, title }: ChainListProps) {
  return (
    <section>
      <h3>
        {title}
        {chain.isCut ? ` (the latest ${chain.events.length} steps)` : ''}
      </h3>
      {chain.events.length === 0 ? (
        <p class="muted">A person’s command.</p>
      ) : (
        <EventList run={run} events={chain.events} />
      )}
    </section>
  );
}
