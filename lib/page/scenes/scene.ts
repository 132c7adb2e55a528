import type { LoggedEvent } from '../../core/event-kind.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { SceneTheme } from './scene-theme.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Something in the drawing that can be picked. */
export interface Place {
  /** Such as `bank:7`, `node:3`, `market:…`, `event:123`. */
  readonly id: string;
  /** What it is and how it is, in a line. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Half of its height, and of its width unless that is given. */
  readonly reach: number;
  readonly halfWidth?: number;
}

/** What one drawing is made with. */
export interface Frame {
  /** Of the drawing, in CSS pixels; places do not depend on how it is zoomed. */
  readonly size: Size;
  readonly theme: SceneTheme;
  /** Milliseconds on the page's clock. */
  readonly now: number;
  readonly selected: string | null;
  readonly hovered: string | null;
  /** Of a chain that stands out: its entities; all else is dimmed. Null: nothing stands out. */
  readonly bright: ReadonlySet<string> | null;
  /** Nothing travels; what happens is shown where it happens, shortly. */
  readonly isStill: boolean;
}

/** The drawing of one run: it is told states and events, and draws itself whenever it is asked to. */
export interface Scene {
  /** A new state; one of an earlier turn: the run was rewound. */
  readonly update: (state: SessionState) => void;
  /** An event that has just been told, at `now` on the page's clock. */
  readonly happen: (event: LoggedEvent, now: number) => void;
  /** An event of before the page was there, of one of the kinds in `memorable`. */
  readonly remember: (event: LoggedEvent) => void;
  readonly memorable: readonly string[];
  readonly draw: (context: CanvasRenderingContext2D, frame: Frame) => void;
  /** Whether it looks otherwise at the next frame though nothing is told. */
  readonly isMoving: (now: number) => boolean;
  /** All that can be picked, in an order for the keyboard, as drawn last. */
  readonly places: () => readonly Place[];
  /** The entities that an event is drawn between or on. */
  readonly entitiesOf: (event: LoggedEvent) => readonly string[];
  /** What is drawn, in a line, for those who cannot see it. */
  readonly summary: () => string;
}

/** The place at a point, the last drawn first; null where there is none. */
export function placeAt(places: readonly Place[], x: number, y: number, slack = 4): Place | null {
  let best: Place | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const dx = Math.max(0, Math.abs(place.x - x) - ((place.halfWidth ?? place.reach) - place.reach));
    const dy = place.y - y;
    const beyond = Math.sqrt(dx * dx + dy * dy) - place.reach;
    if (beyond <= slack && beyond <= nearest) {
      best = place;
      nearest = beyond;
    }
  }
  return best;
}

/** The place after (or, with -1, before) the one that is picked; the first or last when none is. */
export function nextPlace(places: readonly Place[], id: string | null, by: 1 | -1): Place | null {
  if (places.length === 0) return null;
  const index = places.findIndex((place) => place.id === id);
  if (index < 0) return places[by > 0 ? 0 : places.length - 1];
  return places[(index + by + places.length) % places.length];
}
