import type { GivenConfig } from '../../core/config.ts';
import type { LoggedEvent } from '../../core/event-kind.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { CacheView, NodeView } from '../../models/cache/view.ts';
import { percentText } from '../examples/percent-text.ts';
import { type CachePicture, drawCache, type WindowRow } from './cache-drawing.ts';
import { type CacheLayout, cacheLayout } from './cache-layout.ts';
import { CACHE_STYLES, type CacheStyle, cacheMotion, PARTS, type Part } from './cache-motion.ts';
import { Motions } from './motions.ts';
import type { Frame, Place, Scene } from './scene.ts';

/** Milliseconds of the legs of a request's way: to the balancer, to a node, to the database. */
const LEGS = [260, 380, 480];
const RING = 700;
const STYLE_INDEX = new Map(CACHE_STYLES.map((style, index) => [style, index]));

/** Clients, their requests, the nodes of a cluster, and the database behind it. */
export class CacheScene implements Scene {
  readonly memorable: readonly string[] = [];
  private view: CacheView;
  private turn = -1;
  private readonly capacity: number;
  private readonly motions = new Motions();
  private layout: CacheLayout | null = null;
  private layoutKey = '';
  private readonly rows = new Map<number, WindowRow>();
  private rate: number | null = null;

  constructor(state: SessionState, config: GivenConfig) {
    this.view = state.view as CacheView;
    this.capacity = typeof config.capacity === 'number' ? config.capacity : 1;
    this.update(state);
  }

  update(state: SessionState): void {
    if (state.turn < this.turn) {
      this.motions.clear();
      this.rows.clear();
      this.rate = null;
    }
    this.turn = state.turn;
    this.view = state.view as CacheView;
  }

  happen(event: LoggedEvent, now: number): void {
    this.remember(event);
    const seen = cacheMotion(event);
    if (seen === null || (seen.isMinor && seen.path.length > 1 && !this.motions.admit(now))) return;
    const places = seen.path.map((part) => this.placeOf(part));
    let start = now;
    for (const [i, from] of places.slice(0, -1).entries()) {
      this.move(from, places[i + 1], seen.style, start, LEGS[i], event.id, now);
      start += LEGS[i];
    }
    const last = places[places.length - 1];
    if (places.length === 1) this.move(last, last, seen.style, now, RING, event.id, now, seen.isMinor);
    else if (seen.endsIn !== undefined) {
      this.move(last, last, seen.endsIn, start, RING, event.id, now, true);
    }
  }

  remember(event: LoggedEvent): void {
    if (event.type !== 'window') return;
    const length = event.t - (event.from as number);
    if (length > 0) this.rate = (event.sent as number) / length;
    for (const row of event.byNode as WindowRow[]) this.rows.set(row.node, row);
  }

  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    drawCache(context, frame, this.pictureFor(frame));
  }

  isMoving(now: number): boolean {
    return this.motions.isMoving(now);
  }

  places(): readonly Place[] {
    const { layout, view } = this;
    if (layout === null) return [];
    const { clients, database, nodes } = layout;
    const { busyShare, waiting } = view.database;
    return [
      place('client:0', `clients: ${view.requests.inFlight} requests in flight`, clients),
      ...view.nodes.map((node, i) => place(`node:${i}`, nodeLabel(node), nodes[i])),
      place('database', `database: busy ${percentText(busyShare)}, ${waiting} waiting`, database),
    ];
  }

  entitiesOf(event: LoggedEvent): readonly string[] {
    const seen = cacheMotion(event);
    if (seen === null) return typeof event.node === 'number' ? [`node:${event.node}`] : [];
    return seen.path.flatMap((part) => {
      if (part === 'clients') return ['client:0'];
      if (part === 'database') return ['database'];
      if (part === 'nodes') return this.view.nodes.map(({ node }) => `node:${node}`);
      return part === 'balancer' ? [] : [`node:${part.node}`];
    });
  }

  summary(): string {
    const { availability, hitRatio, nodes, requests } = this.view;
    return (
      `${nodes.length} nodes; ${requests.inFlight} requests in flight, hit ratio ${percentText(hitRatio)}, ` +
      `availability ${percentText(availability)}.`
    );
  }

  private move(
    from: number,
    to: number,
    style: CacheStyle,
    start: number,
    duration: number,
    event: number,
    now: number,
    isMinor = false,
  ): void {
    const index = STYLE_INDEX.get(style) as number;
    this.motions.add({ from, to, style: index, size: 2.4, start, duration, event, isMinor }, now);
  }

  private pictureFor({ size }: Frame): CachePicture {
    const { capacity, motions, rate, rows, view } = this;
    const key = `${size.width} ${size.height} ${view.nodes.length}`;
    if (this.layout === null || key !== this.layoutKey) {
      this.layout = cacheLayout(view.nodes.length, size);
      this.layoutKey = key;
    }
    return { layout: this.layout, view, capacity, motions, rate, rows };
  }

  /** Clients, the balancer, the database, all nodes; then the nodes. */
  private placeOf(part: Part): number {
    if (typeof part === 'string') return PARTS.indexOf(part);
    return PARTS.length + part.node;
  }
}

function place(id: string, label: string, { radius, x, y }: CacheLayout['clients']): Place {
  return { id, label, x, y, reach: radius + 4 };
}

function nodeLabel({
  breakerOpen,
  entries,
  hitRatio,
  latency,
  member,
  node,
  state,
  waiting,
}: NodeView): string {
  const p99 = latency.p99.value;
  return [
    `node ${node}: ${state}${breakerOpen ? ', breaker open' : ''}${member ? '' : ', not sent to'}`,
    `${entries} entries`,
    `${waiting} waiting`,
    `hit ratio ${percentText(hitRatio)}`,
    `p99 ${p99 === null ? '–' : p99.toFixed(0)} of ${latency.count} in the window`,
  ].join(', ');
}
