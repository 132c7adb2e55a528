import type { BanksView } from '../../models/banks/view.ts';
import { percentText } from '../examples/percent-text.ts';
import { type BanksLayout, bend, totalAssets } from './banks-layout.ts';
import { STYLES, type Style } from './banks-motion.ts';
import { drawLegend } from './draw-legend.ts';
import { drawText } from './draw-text.ts';
import { alongCurve, eased } from './easing.ts';
import type { Layer } from './layer.ts';
import type { Motions } from './motions.ts';
import type { Frame } from './scene.ts';
import { healthColor, type SceneTheme } from './scene-theme.ts';
import { sparkLine } from './spark-line.ts';

/** What is drawn of a system of banks. */
export interface BanksPicture {
  readonly layout: BanksLayout;
  readonly view: BanksView;
  readonly prices: readonly (readonly number[])[];
  readonly motions: Motions;
  /** Another number: other loans. */
  readonly loansKey: number;
  readonly largestLoan: number;
  readonly fellAt: ReadonlyMap<number, number>;
  readonly hasFallen: (bank: number) => boolean;
}

const FULL = 2 * Math.PI;
const DIM = 0.16;
/** On discs of whatever colour. */
const INK = '#10151a';
const PALE = '#ffffff';
const WIDTHS = [0.5, 0.9, 1.5, 2.3, 3.4];

export function drawBanks(
  context: CanvasRenderingContext2D,
  frame: Frame,
  picture: BanksPicture,
  layer: Layer,
): void {
  const { bright, theme } = frame;
  const focus = bankOf(frame.hovered) ?? bankOf(frame.selected);
  const lit = bright === null ? '' : [...bright].join();
  const key = `${picture.loansKey} ${theme.isDark} ${theme.line} ${lit}`;
  layer.draw(context, key, (onto) => drawLoans(onto, picture, theme, bright));
  if (focus !== null) drawLoansOf(context, picture, theme, focus);
  drawMarkets(context, frame, picture);
  drawTravels(context, frame, picture);
  for (let bank = 0; bank < picture.view.banks.length; bank++) drawBank(context, frame, picture, bank);
  drawRings(context, frame, picture);
  if (frame.size.width >= 640) drawKey(context, frame);
}

function bankOf(id: string | null): number | null {
  return id?.startsWith('bank:') ? Number(id.slice(5)) : null;
}

function colorOf(style: Style, theme: SceneTheme): string {
  switch (style) {
    case 'lend':
      return theme.flow;
    case 'pay':
    case 'gift':
      return theme.good;
    case 'recall':
    case 'sell':
    case 'strain':
      return theme.warn;
    case 'shock':
      return theme.text;
    case 'loss':
    case 'default':
      return theme.bad;
  }
}

/** All loans, by width in few strokes: thousands of single ones would be slow. */
function drawLoans(
  context: CanvasRenderingContext2D,
  { largestLoan, layout, view }: BanksPicture,
  theme: SceneTheme,
  bright: ReadonlySet<string> | null,
): void {
  const calm = WIDTHS.map(() => new Path2D());
  const late = WIDTHS.map(() => new Path2D());
  const lit = new Path2D();
  for (const { amount, arrears, borrower, lender } of view.loans) {
    const share = Math.sqrt(Math.min(1, (amount + arrears) / largestLoan));
    const width = Math.min(WIDTHS.length - 1, Math.floor(share * WIDTHS.length));
    const isLit = bright?.has(`bank:${lender}`) && bright.has(`bank:${borrower}`);
    addCurve(isLit ? lit : (arrears > 0 ? late : calm)[width], layout, lender, borrower);
  }
  const crowd = Math.min(1, 260 / Math.max(1, view.loans.length));
  context.lineCap = 'round';
  for (const [paths, color, alpha] of [
    [calm, theme.muted, 0.12 + 0.26 * crowd],
    [late, theme.warn, 0.3 + 0.5 * crowd],
  ] as const) {
    context.globalAlpha = bright === null ? alpha : alpha * DIM * 2;
    context.strokeStyle = color;
    for (const [width, path] of paths.entries()) {
      context.lineWidth = WIDTHS[width];
      context.stroke(path);
    }
  }
  context.globalAlpha = 0.8;
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.4;
  context.stroke(lit);
  context.globalAlpha = 1;
}

function addCurve(path: Path2D, { x, y }: BanksLayout, lender: number, borrower: number): void {
  const [cx, cy] = bend(x[lender], y[lender], x[borrower], y[borrower]);
  path.moveTo(x[lender], y[lender]);
  path.quadraticCurveTo(cx, cy, x[borrower], y[borrower]);
}

/** The loans of one bank: what it lent in blue, what it owes in amber. */
function drawLoansOf(
  context: CanvasRenderingContext2D,
  { layout, view }: BanksPicture,
  theme: SceneTheme,
  bank: number,
): void {
  const lent = new Path2D();
  const owed = new Path2D();
  for (const { borrower, lender } of view.loans) {
    if (lender === bank) addCurve(lent, layout, lender, borrower);
    else if (borrower === bank) addCurve(owed, layout, lender, borrower);
  }
  context.lineWidth = 1.6;
  context.globalAlpha = 0.85;
  context.strokeStyle = theme.flow;
  context.stroke(lent);
  context.strokeStyle = theme.warn;
  context.stroke(owed);
  context.globalAlpha = 1;
}

function drawBank(
  context: CanvasRenderingContext2D,
  { bright, hovered, selected, theme }: Frame,
  { fellAt, hasFallen, layout, view }: BanksPicture,
  bank: number,
): void {
  const { defaulted, deleted, equity, injected, openingEquity } = view.banks[bank];
  const x = layout.x[bank];
  const y = layout.y[bank];
  const radius = Math.max(3, layout.perRoot * Math.sqrt(totalAssets(view.banks[bank])));
  const id = `bank:${bank}`;
  const isPicked = id === selected || id === hovered;
  context.globalAlpha = bright === null || bright.has(id) ? 1 : DIM;
  if (deleted) context.globalAlpha *= 0.35;
  context.beginPath();
  context.arc(x, y, radius, 0, FULL);
  if (hasFallen(bank)) {
    context.fillStyle = theme.background;
    context.fill();
    context.strokeStyle = theme.bad;
    context.lineWidth = 1.4;
    context.stroke();
    const arm = Math.min(9, radius) * 0.5;
    context.beginPath();
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
    context.stroke();
    const fell = fellAt.get(bank);
    if (fell !== undefined && radius > 6) {
      drawText(context, String(fell), x, y + radius + 9, theme.bad, 9);
    }
  } else {
    // Failed, and not yet seen to fall: its estate may have equity again.
    const share = defaulted ? 0 : equity / (openingEquity + injected);
    context.fillStyle = deleted ? theme.background : healthColor(theme, share);
    context.fill();
    context.strokeStyle = theme.background;
    context.lineWidth = 1.2;
    context.setLineDash(deleted ? [2, 2] : []);
    if (deleted) context.strokeStyle = theme.muted;
    context.stroke();
    context.setLineDash([]);
    if (radius > 11 && !deleted) drawText(context, String(bank), x, y + 0.5, share < 0.35 ? PALE : INK, 10);
  }
  if (isPicked) {
    context.beginPath();
    context.arc(x, y, radius + 3, 0, FULL);
    context.strokeStyle = theme.accent;
    context.lineWidth = id === selected ? 2.4 : 1.4;
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawMarkets(context: CanvasRenderingContext2D, frame: Frame, picture: BanksPicture): void {
  const { bright, hovered, selected, theme } = frame;
  const { layout, prices, view } = picture;
  const { height, width } = layout.market;
  for (const [m, { market, price, return: gained }] of view.markets.entries()) {
    const { x, y } = layout.markets[m];
    const id = `market:${market}`;
    context.globalAlpha = bright === null || bright.has(id) ? 1 : DIM;
    context.beginPath();
    context.roundRect(x, y, width, height, 5);
    context.fillStyle = theme.background;
    context.fill();
    context.strokeStyle = id === selected || id === hovered ? theme.accent : theme.line;
    context.lineWidth = id === selected ? 2 : 1;
    context.stroke();
    drawText(context, shortened(market, width < 120 ? 8 : 16), x + 8, y + 12, theme.muted, 10, 'left');
    drawText(context, price.toFixed(1), x + width - 8, y + 12, theme.text, 10.5, 'right');
    const color = gained < -0.1 ? theme.bad : gained < -0.03 ? theme.warn : theme.accent;
    const box = { x: x + 8, y: y + 24, width: width - 18, height: height - 48 };
    sparkLine(context, prices[m], height > 60 ? box : { ...box, height: height - 34 }, color);
    if (height > 60) {
      drawText(
        context,
        `${percentText(gained, 1)} since the start`,
        x + 8,
        y + height - 9,
        color,
        9.5,
        'left',
      );
    }
  }
  context.globalAlpha = 1;
}

function shortened(name: string, most: number): string {
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

/** A place by its number: banks, then markets, then the middle of all. */
function pointOf({ layout, view }: BanksPicture, place: number): readonly [number, number] {
  const count = view.banks.length;
  if (place < count) return [layout.x[place], layout.y[place]];
  const market = layout.markets[place - count];
  if (market === undefined) return layout.centre;
  const { height, width } = layout.market;
  const isBelow = market.y > layout.centre[1] + height && market.x < layout.centre[0] + width;
  return isBelow ? [market.x + width / 2, market.y] : [market.x, market.y + height / 2];
}

function drawTravels(context: CanvasRenderingContext2D, frame: Frame, picture: BanksPicture): void {
  const { bright, isStill, now, theme } = frame;
  const strength = bright === null ? 1 : DIM;
  picture.motions.each(now, ({ from, size, style, to }, share, grown) => {
    if (from === to) return;
    const name = STYLES[style];
    const [ax, ay] = pointOf(picture, from);
    const [bx, by] = pointOf(picture, to);
    // Along the curve of the loan, whichever way.
    const backwards = name === 'pay' || name === 'loss';
    const [cx, cy] = bend(ax, ay, bx, by, backwards ? -0.14 : 0.14);
    context.strokeStyle = colorOf(name, theme);
    context.fillStyle = context.strokeStyle;
    if (isStill) {
      context.globalAlpha = strength * 0.7 * (1 - share);
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(ax, ay);
      context.quadraticCurveTo(cx, cy, bx, by);
      context.stroke();
      return;
    }
    const at = eased(share);
    const isLoss = name === 'loss';
    const tail = Math.max(0, at - (isLoss ? 0.3 : 0.1));
    context.lineCap = 'round';
    context.lineWidth = Math.max(1, size * grown * (isLoss ? 0.9 : 0.6));
    context.globalAlpha = strength * (isLoss ? 0.85 : 0.5);
    context.beginPath();
    for (let i = 0; i <= 5; i++) {
      const u = tail + ((at - tail) * i) / 5;
      context.lineTo(alongCurve(u, ax, cx, bx), alongCurve(u, ay, cy, by));
    }
    context.stroke();
    context.globalAlpha = strength * Math.min(1, 6 * share, 6 * (1 - share));
    context.beginPath();
    context.arc(alongCurve(at, ax, cx, bx), alongCurve(at, ay, cy, by), size * grown * 0.75, 0, FULL);
    context.fill();
  });
  context.globalAlpha = 1;
}

function drawRings(context: CanvasRenderingContext2D, frame: Frame, picture: BanksPicture): void {
  const { isStill, now, theme } = frame;
  const { layout, view } = picture;
  const banks = view.banks.length;
  picture.motions.each(now, ({ from, style, to }, share) => {
    if (from !== to) return;
    const name = STYLES[style];
    const spread = isStill ? 0.3 : eased(share);
    context.strokeStyle = colorOf(name, theme);
    context.globalAlpha = (frame.bright === null ? 1 : DIM) * (1 - share) * (name === 'strain' ? 0.6 : 0.95);
    context.lineWidth = name === 'default' ? 3 * (1 - share) + 0.6 : 1.8;
    context.beginPath();
    if (from < banks) {
      const radius = Math.max(3, layout.perRoot * Math.sqrt(totalAssets(view.banks[from])));
      const reach = name === 'default' ? 34 : name === 'strain' || name === 'sell' ? 6 : 18;
      context.arc(layout.x[from], layout.y[from], radius + 2 + reach * spread, 0, FULL);
    } else if (from < banks + view.markets.length) {
      const { x, y } = layout.markets[from - banks];
      const out = 2 + 10 * spread;
      context.roundRect(x - out, y - out, layout.market.width + 2 * out, layout.market.height + 2 * out, 6);
    } else {
      const reach = Math.max(frame.size.width, frame.size.height) / 2;
      context.arc(layout.centre[0], layout.centre[1], reach * spread, 0, FULL);
    }
    context.stroke();
  });
  context.globalAlpha = 1;
}

const LEGEND: readonly (readonly [Style, string])[] = [
  ['lend', 'lends, invests'],
  ['pay', 'pays, repays'],
  ['recall', 'recalls, sells in need'],
  ['loss', 'loses on a failed bank'],
];

function drawKey(context: CanvasRenderingContext2D, frame: Frame): void {
  const { theme } = frame;
  const entries = LEGEND.map(([style, words]) => [colorOf(style, theme), words] as const);
  const { x: end, y } = drawLegend(context, frame, entries);
  drawText(context, 'equity', end + 6, y + 0.5, theme.muted, 10.5, 'left');
  const x = end + 14 + context.measureText('equity').width;
  for (let i = 0; i < 40; i++) {
    context.fillStyle = healthColor(theme, i / 39);
    context.fillRect(x + i * 1.5, y - 4, 1.6, 8);
  }
  drawText(context, '0 to 100 % of the opening', x + 68, y + 0.5, theme.muted, 10.5, 'left');
}
