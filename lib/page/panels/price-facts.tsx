import { percent, quantity } from '../../figures/quantity.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { BanksView } from '../../models/banks/view.ts';
import type { RunStore } from '../store/run-store.ts';
import { Facts } from './facts.tsx';
import { LinePlot } from './line-plot.tsx';

interface Props {
  readonly run: RunStore;
  readonly state: SessionState;
  readonly market: string;
}

/** A market's price and how it came there. */
export function PriceFacts({ market, run, state }: Props) {
  const priceIn = ({ view }: SessionState) =>
    (view as BanksView).markets.find((each) => each.market === market);
  const now = priceIn(state);
  if (now === undefined) return <p class="muted">There is no such market.</p>;
  const points = run.history.value.map((then) => [then.time, priceIn(then)?.price ?? null] as const);
  return (
    <>
      <LinePlot label="Price" lines={[{ name: 'price', points, color: 'var(--accent)' }]} height={72} />
      <Facts
        rows={[
          ['price', quantity(now.price)],
          ['since the start', percent(now.return)],
        ]}
      />
    </>
  );
}
