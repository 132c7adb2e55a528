import type { LoggedEvent } from '../../core/event-kind.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { BanksView } from '../../models/banks/view.ts';
import { percentText } from '../examples/percent-text.ts';
import { type BanksPicture, drawBanks } from './banks-drawing.ts';
import { bankPlaces, banksLayout, totalAssets } from './banks-layout.ts';
import { banksMotion, type End, STYLES } from './banks-motion.ts';
import { CauseClock } from './cause-clock.ts';
import { Layer } from './layer.ts';
import { Motions } from './motions.ts';
import type { Frame, Place, Scene } from './scene.ts';

/** Prices of a market that its line shows. */
const PRICES_MAX = 120;
const MANY_LOANS = 500;
/** Milliseconds by style. */
const DURATIONS: Readonly<Record<(typeof STYLES)[number], number>> = {
  lend: 900,
  pay: 900,
  recall: 700,
  sell: 800,
  loss: 700,
  default: 1500,
  gift: 1100,
  shock: 1200,
  strain: 700,
};
/** What failed hits its creditors so long after it fell. */
const DEFAULT_LEAD = 260;
const STYLE_INDEX = new Map(STYLES.map((style, index) => [style, index]));

/** Banks and their loans, the markets, and what goes on between them. */
export class BanksScene implements Scene {
  readonly memorable = ['default', 'bank_deleted'];
  private view: BanksView;
  private time = -1;
  private turn = -1;
  private readonly unit: (readonly [number, number])[];
  private readonly assets: number[];
  private readonly motions = new Motions();
  private readonly causes = new CauseClock(4000);
  private readonly layer: Layer;
  private readonly prices: number[][];
  private readonly marketIndex: ReadonlyMap<string, number>;
  /** When a failed bank is seen to fall, on the page's clock, and at which step it did. */
  private readonly fallsAt = new Map<number, number>();
  private readonly fellAt = new Map<number, number>();
  private loansKey = 0;
  /** The loans are not those that were painted, at a time on the page's clock. */
  private isStale = true;
  private paintedAt = Number.NEGATIVE_INFINITY;
  private picture: BanksPicture | null = null;
  private pictureKey = '';
  private largestLoan = 1;

  /** @param opening the run at its start, which decides where banks are: for whoever comes later, too. */
  constructor(state: SessionState, layer: Layer = new Layer(), opening = state.view as BanksView) {
    this.view = state.view as BanksView;
    this.layer = layer;
    this.unit = bankPlaces(opening.banks, opening.loans);
    this.assets = this.view.banks.map(totalAssets);
    this.prices = this.view.markets.map(() => []);
    this.marketIndex = new Map(this.view.markets.map(({ market }, m) => [market, m]));
    this.update(state);
  }

  update(state: SessionState): void {
    if (state.turn < this.turn) this.goBack(state.time);
    this.view = state.view as BanksView;
    this.turn = state.turn;
    this.isStale = true;
    for (const [m, { price }] of this.view.markets.entries()) {
      const prices = this.prices[m];
      if (state.time === this.time && prices.at(-1) === price) continue;
      prices.push(price);
      if (prices.length > PRICES_MAX) prices.shift();
    }
    this.time = state.time;
    this.largestLoan = this.view.loans.reduce((most, { amount }) => Math.max(most, amount), 1);
  }

  happen(event: LoggedEvent, now: number): void {
    this.remember(event);
    const seen = banksMotion(event);
    if (seen === null) return;
    const from = this.placeOf(seen.from);
    const to = this.placeOf(seen.to);
    if (from < 0 || to < 0) return;
    const { amount, isMinor, style } = seen;
    const start = this.causes.startOf(event, now);
    const size =
      amount === null ? 0 : 1.7 + 3.3 * Math.sqrt(Math.min(1, Math.abs(amount) / this.largestLoan));
    const motion = { from, to, style: STYLE_INDEX.get(style) as number, size, start, event: event.id };
    const end = this.motions.add({ ...motion, duration: DURATIONS[style], isMinor }, now);
    if (event.type === 'default') this.fallsAt.set(event.bank as number, start);
    this.causes.arrives(event, from === to ? start + DEFAULT_LEAD : end);
  }

  remember(event: LoggedEvent): void {
    if (event.type === 'default' || event.type === 'bank_deleted') {
      this.fellAt.set(event.bank as number, event.t);
    }
  }

  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    drawBanks(context, frame, this.pictureFor(frame), this.layer);
  }

  isMoving(now: number): boolean {
    return this.isStale || this.motions.isMoving(now);
  }

  places(): readonly Place[] {
    const { picture, view } = this;
    if (picture === null) return [];
    const { layout } = picture;
    return [
      ...view.banks.map((bank, i) => ({
        id: `bank:${i}`,
        label: this.labelOf(i),
        x: layout.x[i],
        y: layout.y[i],
        reach: Math.max(5, layout.perRoot * Math.sqrt(totalAssets(bank))),
      })),
      ...view.markets.map(({ market, ...rest }, m) => ({
        id: `market:${market}`,
        label: `${market}: ${rest.price.toFixed(1)}, ${percentText(rest.return, 1)} since the start`,
        x: layout.markets[m].x + layout.market.width / 2,
        y: layout.markets[m].y + layout.market.height / 2,
        reach: layout.market.height / 2,
        halfWidth: layout.market.width / 2,
      })),
    ];
  }

  entitiesOf(event: LoggedEvent): readonly string[] {
    const seen = banksMotion(event);
    if (seen !== null) return [...new Set([nameOf(seen.from), nameOf(seen.to)].flat())];
    if (typeof event.bank === 'number') return [`bank:${event.bank}`];
    if (typeof event.market === 'string') return [`market:${event.market}`];
    return [];
  }

  summary(): string {
    const { banks, defaults, loans, step } = this.view;
    return `Step ${step}: ${banks.length} banks with ${loans.length} loans; ${defaults} have failed.`;
  }

  private labelOf(bank: number): string {
    const { defaulted, deleted, equity, name, openingEquity } = this.view.banks[bank];
    if (defaulted) {
      const fell = this.fellAt.get(bank);
      return `${name}: failed${fell === undefined ? '' : ` at step ${fell}`}`;
    }
    if (deleted) return `${name}: wound up`;
    return `${name}: equity ${percentText(equity / openingEquity)} of what it began with`;
  }

  /** Thousands of loans take a frame to paint: then they are painted less often. */
  private get paintEvery(): number {
    return this.view.loans.length > MANY_LOANS ? 400 : 0;
  }

  private pictureFor({ now, size }: Frame): BanksPicture {
    if (this.isStale && now - this.paintedAt >= this.paintEvery) {
      this.loansKey++;
      this.isStale = false;
      this.paintedAt = now;
    }
    const key = `${size.width} ${size.height}`;
    const layout =
      this.picture === null || key !== this.pictureKey
        ? banksLayout(this.unit, this.assets, this.view.markets.length, size)
        : this.picture.layout;
    this.pictureKey = key;
    this.picture = {
      layout,
      view: this.view,
      prices: this.prices,
      motions: this.motions,
      loansKey: this.loansKey,
      largestLoan: this.largestLoan,
      fellAt: this.fellAt,
      hasFallen: (bank) => this.view.banks[bank].defaulted && now >= (this.fallsAt.get(bank) ?? 0),
    };
    return this.picture;
  }

  /** Banks come first among the places, then markets, then all of it. */
  private placeOf(end: End): number {
    if (end === 'all') return this.unit.length + this.prices.length;
    if ('bank' in end) return end.bank < this.unit.length ? end.bank : -1;
    const market = this.marketIndex.get(end.market);
    return market === undefined ? -1 : this.unit.length + market;
  }

  private goBack(time: number): void {
    this.motions.clear();
    this.causes.clear();
    this.fallsAt.clear();
    for (const [bank, t] of [...this.fellAt]) if (t >= time) this.fellAt.delete(bank);
    for (const prices of this.prices) prices.length = 0;
  }
}

function nameOf(end: End): string[] {
  if (end === 'all') return [];
  return 'bank' in end ? [`bank:${end.bank}`] : [`market:${end.market}`];
}
