import { Big } from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../support/draws.ts';
import { everything } from '../../support/some-strategies.ts';
import { marketOf, tradingSimulation } from '../../support/trading-runs.ts';

const CASH = 1_000_000;

const someCase = fc.record({
  strategy: fc.constantFrom(
    { strategy: 'rsi-reversal', parameters: { period: 2, oversold: '45', overbought: '55' } },
    { strategy: 'sma-cross', parameters: { fast: 2, slow: 4 } },
    { strategy: 'sma-cross', parameters: { fast: 2, slow: 4 }, variant: 'A' },
    { strategy: 'opening-range' },
    { strategy: everything },
    { strategy: everything, variant: 'free' },
  ),
  fill: fc.constantFrom('next', 'same'),
  shape: fc.constantFrom('ticks' as const, 'bars' as const),
  moves: fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 10, maxLength: 80 }),
});

interface FillEvent {
  readonly position: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly lot_size: number;
  readonly raw: number;
  readonly price: number;
  readonly fee: number;
  readonly cash: number;
  readonly wealth: number;
}

/** Doubles carry sums of some hundred fills: far below a hundredth of the least coin. */
const NEAR = 1e-9 * CASH;

test('cash + position × price = wealth after every event, counted again in exact decimals from the fills alone', () => {
  let fills = 0;
  fc.assert(
    fc.property(someCase, ({ strategy, fill, shape, moves }) => {
      let cents = 10_000;
      const market = marketOf(
        moves.map((move) => (cents = Math.max(5000, cents + move))),
        shape,
      );
      const config = { ...strategy, ...market, fill, cash: CASH, tickUpdates: true, candles: '30m' };
      const { simulation, state } = tradingSimulation(config);
      simulation.finish();
      let cash = new Big(CASH);
      let held = new Big(0);
      let price = new Big(0);
      const wealth = (): number => cash.plus(held.times(price)).toNumber();
      const isNear = (value: unknown, counted: number): void =>
        expect(Math.abs((value as number) - counted)).toBeLessThan(NEAR);
      for (const event of simulation.events) {
        if (event.type === 'order_filled') {
          fills++;
          const each = event as unknown as FillEvent;
          const lots = new Big(each.quantity).times(each.lot_size).times(each.side === 'buy' ? 1 : -1);
          cash = cash.minus(lots.times(each.price)).minus(each.fee);
          held = held.plus(lots);
          price = new Big(each.raw);
          isNear(each.cash, cash.toNumber());
          isNear(each.wealth, wealth());
        } else if (event.type === 'tick_update') {
          price = new Big((event.ltp_store as { price: number }[])[0].price);
          isNear(event.total_pnl, wealth() - CASH);
        } else if (event.type === 'candle' && shape === 'ticks') isNear(event.wealth, wealth());
      }
      isNear(state.wealth, wealth());
      isNear(state.cash, cash.toNumber());
      // What trades came to is what the cash came to, when nothing is open.
      if (state.openCount === 0) {
        const sum = simulation.events
          .ofType('position_closed')
          .reduce((total, { pnl }) => total.plus(pnl as number), new Big(CASH));
        isNear(sum.toNumber(), cash.toNumber());
      }
      simulation.check();
    }),
    draws(150),
  );
  expect(fills).toBeGreaterThan(1000);
});

test('fees are the share of the notional that the strategy says, and slippage is against the order', () => {
  const moves = Array.from({ length: 200 }, (_, i) => 10_000 + ((i * i * 7) % 301) - 150);
  const { simulation } = tradingSimulation({
    strategy: everything,
    ...marketOf(moves, 'ticks'),
    cash: 20_000,
  });
  simulation.finish();
  const fills = simulation.events.ofType('order_filled') as unknown as FillEvent[];
  expect(fills.length).toBeGreaterThan(50);
  const brackets = new Set(
    simulation.events
      .ofType('bracket_hit')
      .filter(({ bracket }) => bracket === 'target')
      .map(({ order }) => order),
  );
  for (const fill of fills) {
    const { side, raw, price, quantity, lot_size, fee } = fill;
    const slippage = brackets.has((fill as unknown as { order: number }).order) ? 0 : 0.0005;
    const exact = new Big(raw).times(new Big(1).plus(side === 'buy' ? slippage : -slippage));
    // The double nearest to the decimal: what is printed is the decimal.
    expect(price).toBe(exact.toNumber());
    const notional = exact.times(quantity).times(lot_size);
    expect(Math.abs(fee / notional.times('0.001').plus('0.5').toNumber() - 1)).toBeLessThan(1e-14);
  }
});
