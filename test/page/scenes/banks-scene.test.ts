import { describe, expect, test } from 'vitest';
import { banks, type LoggedEvent, open } from '../../../lib/index.ts';
import type { SessionState } from '../../../lib/live/session-message.ts';
import type { BanksView } from '../../../lib/models/banks/view.ts';
import { bankPlaces, banksLayout, bend, totalAssets } from '../../../lib/page/scenes/banks-layout.ts';
import { banksMotion } from '../../../lib/page/scenes/banks-motion.ts';
import { BanksScene } from '../../../lib/page/scenes/banks-scene.ts';
import { Layer } from '../../../lib/page/scenes/layer.ts';
import { blankCanvas, blankContext, frameOf } from './blank-canvas.ts';

const opened = (count: number) =>
  open(banks, { config: { banks: count, steps: 60, network: 'core-periphery', shocks: 'none' }, seed: 3 });
const event = (type: string, fields: Readonly<Record<string, unknown>>): LoggedEvent => ({
  id: 100,
  t: 5,
  type,
  causes: [],
  ...fields,
});

describe('layout', () => {
  const view = opened(100).view() as BanksView;
  const assets = view.banks.map(totalAssets);
  const places = bankPlaces(view.banks, view.loans);

  test.each([
    { width: 1440, height: 820 },
    { width: 390, height: 700 },
    { width: 360, height: 500 },
  ])('in $width x $height no two of 100 discs touch, and all are within', (size) => {
    const { perRoot, x, y } = banksLayout(places, assets, 2, size);
    const radii = assets.map((amount) => perRoot * Math.sqrt(amount));
    expect(Math.max(...radii)).toBeGreaterThan(6);
    for (let a = 0; a < 100; a++) {
      expect(x[a] - radii[a]).toBeGreaterThan(0);
      expect(x[a] + radii[a]).toBeLessThan(size.width);
      expect(y[a] - radii[a]).toBeGreaterThan(0);
      expect(y[a] + radii[a]).toBeLessThan(size.height);
      for (let b = 0; b < a; b++) {
        expect(Math.hypot(x[a] - x[b], y[a] - y[b])).toBeGreaterThan(radii[a] + radii[b]);
      }
    }
  });

  test('markets are beside the banks, below them where it is narrow', () => {
    const wide = banksLayout(places, assets, 2, { width: 1440, height: 820 });
    expect(Math.max(...wide.x)).toBeLessThan(wide.markets[0].x);
    const narrow = banksLayout(places, assets, 2, { width: 390, height: 700 });
    expect(Math.max(...narrow.y)).toBeLessThan(narrow.markets[0].y);
    expect(narrow.markets[1].x).toBeGreaterThan(narrow.markets[0].x + narrow.market.width);
  });

  test('the largest banks are inside', () => {
    const bySize = [...view.banks].sort((a, b) => b.openingEquity - a.openingEquity);
    const out = ({ bank }: { readonly bank: number }): number => Math.hypot(...places[bank]);
    expect(Math.max(...bySize.slice(0, 15).map(out))).toBeLessThan(Math.min(...bySize.slice(15).map(out)));
  });

  test('a loan bends the same way for those who go along it backwards', () => {
    expect(bend(10, 20, 110, 60, 0.14)).toEqual(bend(110, 60, 10, 20, -0.14));
    expect(bend(0, 0, 100, 0, 0.25)).toEqual([50, -25]);
  });
});

describe('events as motions', () => {
  test('money travels the way it goes', () => {
    const lend = {
      bank: 1,
      action: 'LEND',
      counterparty: 2,
      market: null,
      amount: 5,
      units: 0,
      priority: 'PROFIT',
    };
    expect(banksMotion(event('transaction', lend))).toMatchObject({
      from: { bank: 1 },
      to: { bank: 2 },
      style: 'lend',
    });
    const recall = { ...lend, action: 'RECALL' };
    expect(banksMotion(event('transaction', recall))).toMatchObject({
      from: { bank: 2 },
      to: { bank: 1 },
      style: 'pay',
    });
    const pay = { lender: 3, borrower: 4, amount: 2 };
    expect(banksMotion(event('interest_payment', pay))).toMatchObject({ from: { bank: 4 }, to: { bank: 3 } });
    expect(banksMotion(event('interest_payment', { ...pay, amount: 0 }))).toBeNull();
  });

  test('units that are sold in need are told from those that are sold for a gain', () => {
    const sale = { bank: 1, action: 'DIVEST', counterparty: null, market: 'A', amount: 5, units: -1 };
    const style = (priority: string) => banksMotion(event('transaction', { ...sale, priority }))?.style;
    expect([style('PROFIT'), style('LIQUIDITY'), style('STABILITY')]).toEqual(['pay', 'sell', 'sell']);
  });

  test('a loss goes from who failed to its creditor; neither it nor a default is ever left out', () => {
    const loss = banksMotion(event('loss', { creditor: 1, debtor: 2, amount: 9 }));
    expect(loss).toEqual({ from: { bank: 2 }, to: { bank: 1 }, style: 'loss', amount: 9, isMinor: false });
    expect(banksMotion(event('default', { bank: 2 }))).toMatchObject({ style: 'default', isMinor: false });
  });

  test('a shock is seen where it strikes', () => {
    expect(banksMotion(event('shock_applied', { bank: null, market: 'A' }))?.from).toEqual({ market: 'A' });
    expect(banksMotion(event('shock_applied', { bank: 3, market: null }))?.to).toEqual({ bank: 3 });
    expect(banksMotion(event('shock_applied', { bank: null, market: null }))?.to).toBe('all');
    expect(banksMotion(event('step_end', {}))).toBeNull();
  });
});

describe('scene', () => {
  const stateOf = (live: ReturnType<typeof opened>): SessionState => ({
    time: live.time,
    turn: live.turnCount,
    events: live.events.count,
    done: live.done,
    metrics: {},
    view: live.view(),
  });
  const layer = new Layer(blankCanvas());

  test('it knows whom an event is about, and moves for as long as something does', () => {
    const scene = new BanksScene(stateOf(opened(8)), layer);
    expect(scene.isMoving(0)).toBe(true);
    scene.draw(blankContext(), frameOf(1440));
    expect(scene.entitiesOf(event('loss', { creditor: 1, debtor: 2, amount: 9 }))).toEqual([
      'bank:2',
      'bank:1',
    ]);
    expect(scene.entitiesOf(event('price', { market: 'BANK_INDEX', price: 5 }))).toEqual([
      'market:BANK_INDEX',
    ]);
    expect(scene.entitiesOf(event('step_end', {}))).toEqual([]);
    expect(scene.isMoving(0)).toBe(false);
    scene.happen(event('default', { bank: 2 }), 1000);
    expect([scene.isMoving(2499), scene.isMoving(2500)]).toEqual([true, false]);
    scene.happen(event('default', { bank: 99 }), 9000);
    expect(scene.isMoving(9000)).toBe(false);
  });

  test('later states, failures and a resize back and forth move nobody', () => {
    const live = opened(30);
    const scene = new BanksScene(stateOf(live), new Layer(blankCanvas()));
    const spots = (width: number): unknown => {
      scene.draw(blankContext(), frameOf(width));
      return scene.places().map(({ id, x, y }) => [id, x, y]);
    };
    const before = spots(1440);
    expect(before).toHaveLength(32);
    live.runUntil(10);
    live.command({ name: 'apply_shock', kind: 'asset_price_crash', magnitude: 0.6 });
    live.runUntil(14);
    expect(live.metrics.defaults).toBeGreaterThan(0);
    for (const event of live.events) scene.happen(event, 1000);
    scene.update(stateOf(live));
    expect(spots(1440)).toEqual(before);
    expect(spots(390)).not.toEqual(before);
    expect(spots(1440)).toEqual(before);
  });

  test('after a rewind what came later is forgotten', () => {
    const live = opened(8);
    const first = stateOf(live);
    live.runUntil(3);
    const scene = new BanksScene(stateOf(live), layer);
    scene.happen(event('default', { bank: 2 }), 1000);
    scene.update(first);
    scene.draw(blankContext(), frameOf(1440));
    expect(scene.isMoving(1001)).toBe(false);
    expect(scene.summary()).toBe(
      `Step 0: 8 banks with ${(first.view as BanksView).loans.length} loans; 0 have failed.`,
    );
  });
});
