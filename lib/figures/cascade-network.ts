import { arrowPaths } from './arrow-paths.ts';
import {
  type Cascade,
  type CascadeBank,
  type CascadeLoss,
  type EventSource,
  readCascade,
} from './cascade.ts';
import { moneyText } from './display-unit.ts';
import type { Figure, JsonObject, Trace } from './figure.ts';
import { type LabelPlace, labelPlaces } from './label-places.ts';
import { baseLayout } from './layout.ts';
import { halo, hoverText, plainText, shortened } from './plain-text.ts';
import { counted, quantity } from './quantity.ts';
import { type Point, ringLayout } from './ring-layout.ts';
import { light } from './theme.ts';
import { type Wave, waves } from './waves.ts';
import { wedgeTurns } from './wedge-turns.ts';

/** What a figure is told about money. */
export interface Unit {
  /** The unit of money, a label. */
  readonly unit: string;
}

const LOANS_MAX = 150;
/** Losses that are no cause of a failure are drawn where they are among so many. */
const LARGEST_LOSSES = 60;
const OTHER_LOSSES_MAX = 150;

/** So many losses leave no room for loans. */
const LOSSES_WITH_LOANS_MAX = 100;
const LABELS_MAX = 40;

/** More arrows or circles than this get thinner lines. */
const CROWD = 100;

const LABEL_LENGTH = 14;
const PIXELS_MAX = 30;
const HEIGHT = 640;
const REACH = 1.12;

/** Pixels of the layout's unit: the height less its margins, which spans 2.2. */
const UNIT_PIXELS = (HEIGHT - 56) / 2.2;
/** The same on a telephone, where the figure is as high as it is wide. */
const NARROW_PIXELS = 375 / 2.24;

/** Between an arrow and the circle of a failed bank that it passes. */
const CLEARANCE_PIXELS = 7;

/** With more failures than this, arrows run straight through whatever is in their way. */
const BENT_MAX = 60;

/** An arrow of the figure: a loss and the way it runs. */
interface LossArrow {
  readonly path: readonly Point[];
  /** Pixels from the middle of the creditor to the tip. */
  readonly standoff: number;
}

/**
 * A run's cascade as a network: the first to fail in the middle, later waves around them, those that
 * stand on the outer ring. Areas are total assets at the start. Arrows run from a failed debtor to the
 * creditors that it cost money: strong where it is the largest loss behind the creditor's own failure.
 */
export function cascadeNetwork(source: EventSource, { unit }: Unit): Figure {
  const cascade = readCascade(source);
  const groups = waves(cascade.failed);
  const standing = cascade.banks.filter((bank) => bank.failure === null);
  const places = placesOf(cascade, groups, standing);
  const diameter = diameters(cascade.banks);
  const title = titleOf(cascade, unit);
  const main = cascade.losses.filter((loss) => loss.isMain);
  const other = cascade.losses.filter((loss) => !loss.isMain);
  const drawn = otherLosses(other);
  const strong = arrowsOf(main, cascade, places, diameter, true);
  const width = main.length > CROWD ? 0.7 : 1.6;
  const labels = labelsOf(cascade, places, diameter, strong, headSize(width));
  const hasLoans = other.length <= LOSSES_WITH_LOANS_MAX;
  return {
    title,
    caption: captionOf(cascade),
    data: [
      hasLoans ? loanLines(cascade, places) : null,
      arrows(
        arrowsOf(drawn, cascade, places, diameter, false),
        otherName(drawn.length, other.length),
        light.loss,
        0.6,
      ),
      arrows(strong, 'largest loss behind a failure', light.text, width),
      ...groups.map((wave) =>
        circles(wave.banks as readonly CascadeBank[], wave, places, diameter, labels, unit),
      ),
      circles(standing, null, places, diameter, labels, unit),
    ].filter((trace): trace is Trace => trace !== null),
    layout: {
      ...baseLayout(title, HEIGHT),
      margin: { l: 8, r: 8, t: 48, b: 8 },
      legend: { ...(baseLayout(title, HEIGHT).legend as JsonObject), y: -0.01, itemsizing: 'constant' },
      xaxis: { visible: false, range: [-REACH, REACH], fixedrange: false, constrain: 'domain' },
      yaxis: { visible: false, range: [-1.1, 1.1], scaleanchor: 'x', constrain: 'domain' },
    },
  };
}

/** Those that helped to bring a creditor down, and the largest. */
function otherLosses(losses: readonly CascadeLoss[]): CascadeLoss[] {
  const sorted = [...losses].sort((a, b) => b.amount - a.amount);
  return sorted.filter((loss, i) => loss.isCause || i < LARGEST_LOSSES).slice(0, OTHER_LOSSES_MAX);
}

function placesOf(
  cascade: Cascade,
  groups: readonly Wave[],
  standing: readonly CascadeBank[],
): Map<number, Point> {
  const debtors = new Map<number, number[]>();
  for (const { creditor, debtor } of cascade.losses) {
    const known = debtors.get(creditor);
    if (known === undefined) debtors.set(creditor, [debtor]);
    else known.push(debtor);
  }
  const rings = [
    ...groups.map(({ banks }) => banks.map(({ bank }) => bank)),
    standing.map(({ bank }) => bank),
  ];
  const broughtDownBy = new Map(
    cascade.losses.filter(({ isMain }) => isMain).map(({ creditor, debtor }) => [creditor, debtor]),
  );
  const turns = wedgeTurns(rings.slice(0, -1), (bank) => broughtDownBy.get(bank));
  return ringLayout(rings, (bank) => debtors.get(bank) ?? [], turns);
}

/** By bank: the diameter in pixels; areas are as total assets, the smallest still to be seen. */
function diameters(banks: readonly CascadeBank[]): number[] {
  const most = Math.max(...banks.map(({ assets }) => assets), Number.MIN_VALUE);
  const largest = Math.max(8, Math.min(PIXELS_MAX, 2400 / Math.max(1, banks.length)));
  return banks.map(({ assets }) => Math.max(4, largest * Math.sqrt(Math.max(0, assets) / most)));
}

/** The largest loans at the start, as a faint ground. */
function loanLines({ loans }: Cascade, places: ReadonlyMap<number, Point>): Trace | null {
  if (loans.length === 0) return null;
  const largest = [...loans].sort((a, b) => b.amount - a.amount).slice(0, LOANS_MAX);
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  for (const { lender, borrower } of largest) {
    const [from, to] = [places.get(lender)!, places.get(borrower)!];
    x.push(from[0], to[0], null);
    y.push(from[1], to[1], null);
  }
  const name =
    largest.length < loans.length ? `the ${LOANS_MAX} largest loans at the start` : 'loan at the start';
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    legendrank: 3000,
    x,
    y,
    line: { color: light.faint, width: 0.7 },
    hoverinfo: 'skip',
  };
}

function otherName(drawn: number, all: number): string {
  return drawn < all ? `${drawn} of ${quantity(all, 15)} other losses` : 'other loss to a creditor';
}

/** Losses as arrows that keep clear of other failed banks and, if apart, of each other. */
function arrowsOf(
  losses: readonly CascadeLoss[],
  { failed }: Cascade,
  places: ReadonlyMap<number, Point>,
  diameter: readonly number[],
  isApart: boolean,
): LossArrow[] {
  const avoided = failed.length > BENT_MAX ? [] : failed;
  const obstacles = avoided.map(({ bank }) => ({
    thing: bank,
    at: places.get(bank)!,
    radius: (diameter[bank]! / 2 + CLEARANCE_PIXELS) / UNIT_PIXELS,
  }));
  const ends = losses.map(({ debtor, creditor }) => ({ from: debtor, to: creditor }));
  const paths = arrowPaths(ends, (bank) => places.get(bank)!, obstacles, { isApart });
  return paths.map((path, i) => ({ path, standoff: diameter[losses[i]!.creditor]! / 2 }));
}

function headSize(width: number): number {
  return 4 + 2.5 * width;
}

function arrows(drawn: readonly LossArrow[], name: string, color: string, width: number): Trace | null {
  if (drawn.length === 0) return null;
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  const size: number[] = [];
  const standoff: number[] = [];
  for (const arrow of drawn) {
    const last = arrow.path.length - 1;
    for (const [i, [px, py]] of arrow.path.entries()) {
      x.push(px);
      y.push(py);
      size.push(i === last ? headSize(width) : 0);
      standoff.push(i === last ? arrow.standoff : 0);
    }
    x.push(null);
    y.push(null);
    size.push(0);
    standoff.push(0);
  }
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    legendrank: 2000,
    x,
    y,
    line: { color, width },
    marker: { symbol: 'arrow', angleref: 'previous', size, standoff, color, opacity: 1, line: { width: 0 } },
    hoverinfo: 'skip',
  };
}

function circles(
  banks: readonly CascadeBank[],
  wave: Wave | null,
  places: ReadonlyMap<number, Point>,
  diameter: readonly number[],
  labels: ReadonlyMap<number, LabelPlace>,
  unit: string,
): Trace | null {
  if (banks.length === 0) return null;
  const isLabelled = banks.some(({ bank }) => labels.has(bank));
  return {
    type: 'scatter',
    mode: isLabelled ? 'markers+text' : 'markers',
    name: wave === null ? `still standing: ${counted(banks.length, 'bank')}` : wave.label,
    x: banks.map(({ bank }) => places.get(bank)![0]),
    y: banks.map(({ bank }) => places.get(bank)![1]),
    marker: {
      size: banks.map(({ bank }) => diameter[bank]!),
      color: wave?.color ?? light.grid,
      opacity: 1,
      line: {
        color: wave === null ? light.survivor : light.text,
        width: diameter.length > CROWD ? 0.4 : 1,
      },
    },
    ...(isLabelled && {
      text: banks.map(({ bank, name }) => (labels.has(bank) ? plainText(labelOf(name)) : '')),
      textposition: banks.map(({ bank }) => labels.get(bank) ?? 'top center'),
      textfont: { size: 10.5, color: light.text, shadow: halo(light.background) },
    }),
    hovertext: banks.map((bank) => hoverText(facts(bank, unit))),
    hoverinfo: 'text',
    cliponaxis: false,
  };
}

/** By failed bank: where its label stands; those that would collide have none. */
function labelsOf(
  { banks, failed }: Cascade,
  places: ReadonlyMap<number, Point>,
  diameter: readonly number[],
  strong: readonly LossArrow[],
  head: number,
): ReadonlyMap<number, LabelPlace> {
  const labels = new Map<number, LabelPlace>();
  if (failed.length > LABELS_MAX) return labels;
  const circleOf = ({ bank }: CascadeBank) => ({ at: places.get(bank)!, diameter: diameter[bank]! });
  const labelled = failed.map((bank) => ({ ...circleOf(bank), text: labelOf(bank.name) }));
  const found = labelPlaces(labelled, {
    circles: banks.map(circleOf),
    arrows: strong.map((arrow) => ({ ...arrow, head })),
    scales: [UNIT_PIXELS, NARROW_PIXELS],
    reach: REACH,
  });
  for (const [i, place] of found.entries()) if (place !== null) labels.set(failed[i]!.bank, place);
  return labels;
}

function labelOf(name: string): string {
  return shortened(name, LABEL_LENGTH);
}

function facts(
  { name, bank, assets, equity, lost, failure, deletedAt }: CascadeBank,
  unit: string,
): string[] {
  const money = (amount: number): string => moneyText(amount, unit);
  const fate =
    failure !== null
      ? `failed at step ${failure.t}, round ${failure.round}, with equity ${money(failure.equity)}`
      : deletedAt !== null
        ? `wound up at step ${deletedAt}`
        : 'still standing';
  return [
    name === `Bank ${bank}` ? name : `${name} (bank ${bank})`,
    fate,
    `assets at the start ${money(assets)}, equity ${money(equity)}`,
    `lost on failed debtors ${money(lost)}`,
  ];
}

function titleOf({ banks, failed, losses }: Cascade, unit: string): string {
  if (failed.length === 0) return `None of ${counted(banks.length, 'bank')} fails`;
  const lost = losses.reduce((sum, { amount }) => sum + amount, 0);
  const verb = failed.length === 1 ? 'fails' : 'fail';
  const share = `${quantity(failed.length, 15)} of ${counted(banks.length, 'bank')}`;
  return `${share} ${verb}; creditors lose ${moneyText(lost, unit)}`;
}

function captionOf({ failed }: Cascade): string {
  const areas = 'A circle is a bank, its area the total assets at the start.';
  if (failed.length === 0) return `${areas} All stand on the ring; lines are loans at the start.`;
  return (
    `${areas} The first to fail are in the middle, later waves around them, those that stand on the outer ` +
    'ring. An arrow runs from a failed debtor to a creditor that lost money on it: strong where that is ' +
    'the largest loss among the causes of the creditor’s own failure; pale ones are other such causes, ' +
    'and the largest of the rest.'
  );
}
