import type { Entities, EventKinds, LoggedEvent } from '../../core/event-kind.ts';
import { circlePoint } from '../../figures/circle-point.ts';
import type { SessionState } from '../../live/session-message.ts';
import { drawText } from './draw-text.ts';
import { alongCurve, eased } from './easing.ts';
import { Motions } from './motions.ts';
import type { Frame, Place, Scene, Size } from './scene.ts';

/** More than these would not be told apart on a ring. */
const ENTITIES_MAX = 400;
const RING = 900;
const TRAVEL = 900;
const FULL = 2 * Math.PI;

/** Any model: what its events speak of in a ring, and events as they come. */
export class PlainScene implements Scene {
  readonly memorable: readonly string[] = [];
  private readonly kinds: EventKinds;
  private readonly ids: readonly string[];
  private readonly names: readonly string[];
  private readonly index: ReadonlyMap<string, number>;
  private readonly motions = new Motions();
  private state: SessionState;
  private size: Size = { width: 0, height: 0 };

  constructor(state: SessionState, entities: Entities, kinds: EventKinds) {
    this.state = state;
    this.kinds = kinds;
    const all = ringEntities(entities, kinds);
    this.ids = all.map(({ id }) => id);
    this.names = all.map(({ name }) => name);
    this.index = new Map(this.ids.map((id, i) => [id, i]));
  }

  update(state: SessionState): void {
    if (state.turn < this.state.turn) this.motions.clear();
    this.state = state;
  }

  happen(event: LoggedEvent, now: number): void {
    const places = this.entitiesOf(event).map((id) => this.index.get(id) as number);
    if (places.length === 0) return;
    const [from, to = from] = places;
    const duration = from === to ? RING : TRAVEL;
    this.motions.add(
      { from, to, style: 0, size: 3, start: now, duration, event: event.id, isMinor: true },
      now,
    );
  }

  remember(): void {}

  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    this.size = frame.size;
    const { bright, hovered, now, selected, theme } = frame;
    const places = this.places();
    for (const { id, reach, x, y } of places) {
      context.globalAlpha = bright === null || bright.has(id) ? 1 : 0.2;
      context.beginPath();
      context.arc(x, y, reach, 0, FULL);
      context.fillStyle = id === hovered || id === selected ? theme.accent : theme.muted;
      context.fill();
    }
    context.strokeStyle = theme.accent;
    context.fillStyle = theme.accent;
    context.lineWidth = 1.6;
    this.motions.each(now, ({ from, size, to }, share, grown) => {
      const [a, b] = [places[from], places[to]];
      context.globalAlpha = 1 - share;
      context.beginPath();
      if (from === to) context.arc(a.x, a.y, a.reach + 12 * eased(share), 0, FULL);
      else if (frame.isStill) {
        context.moveTo(a.x, a.y);
        context.lineTo(b.x, b.y);
      } else {
        const { height, width } = this.size;
        const u = eased(share);
        context.arc(
          alongCurve(u, a.x, width / 2, b.x),
          alongCurve(u, a.y, height / 2, b.y),
          size * grown,
          0,
          FULL,
        );
        context.fill();
      }
      context.stroke();
    });
    context.globalAlpha = 1;
    drawText(context, this.summary(), frame.size.width / 2, frame.size.height / 2, theme.muted, 12);
  }

  isMoving(now: number): boolean {
    return this.motions.isMoving(now);
  }

  places(): readonly Place[] {
    const { height, width } = this.size;
    const radius = Math.max(20, Math.min(width, height) / 2 - 30);
    const reach = Math.min(9, Math.max(1.5, (radius * 2.4) / Math.max(1, this.ids.length)));
    return this.ids.map((id, i) => {
      const [x, y] = circlePoint(i / this.ids.length);
      const label = this.names[i];
      return { id, label, x: width / 2 + radius * x, y: height / 2 - radius * y, reach };
    });
  }

  entitiesOf(event: LoggedEvent): readonly string[] {
    const columns = this.kinds[event.type]?.columns ?? {};
    return Object.entries(columns).flatMap(([field, column]) => {
      const value = event[field];
      if (column.type !== 'entity' || value === null || value === undefined) return [];
      const id = `${column.entity}:${value}`;
      return this.index.has(id) ? [id] : [];
    });
  }

  summary(): string {
    return `t ${this.state.time}, ${this.state.events} events`;
  }
}

/** The kinds of entities that events are about, all of each kind, as far as they fit. */
function ringEntities(
  entities: Entities,
  kinds: EventKinds,
): { readonly id: string; readonly name: string }[] {
  const spoken = new Set(
    Object.values(kinds).flatMap(({ columns }) =>
      Object.values(columns).flatMap((column) => (column.type === 'entity' ? [column.entity] : [])),
    ),
  );
  const all = Object.entries(entities).flatMap(([kind, { names, printed }]) =>
    spoken.has(kind)
      ? names.map((name, i) => ({ id: `${kind}:${printed === 'index' ? i : name}`, name: `${kind} ${name}` }))
      : [],
  );
  return all.slice(0, ENTITIES_MAX);
}
