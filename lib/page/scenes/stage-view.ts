import { type Signal, signal } from '@preact/signals';
import type { LoggedEvent } from '../../core/event-kind.ts';
import type { FoundEvents } from '../../live/found-events.ts';
import type { Highlight, RunStore } from '../store/run-store.ts';
import { type Camera, HOME, moved, seenAt, zoomed } from './camera.ts';
import { type ChainSteps, chainSteps, NO_STEPS } from './chain-steps.ts';
import { drawChain } from './draw-chain.ts';
import { nextPlace, type Place, placeAt, type Scene, type Size } from './scene.ts';
import { type SceneTheme, sceneTheme } from './scene-theme.ts';
import { sceneOf } from './scenes.ts';

/** What is pointed at, and where its label goes, in pixels of the stage. */
export interface Pointed {
  readonly place: Place;
  readonly x: number;
  readonly y: number;
}

/** Events of the past that a scene is told when the page comes later than the run. */
const REMEMBERED = 500;
/** Events of a chain that are looked up. */
const CHAIN_MAX = 80;
/** Pixels that a pointer may move within a click. */
const CLICK = 4;

/** The canvas of a run: it draws when something moves or is told, and sleeps otherwise. */
export class StageView {
  readonly pointed: Signal<Pointed | null> = signal(null);
  readonly isZoomed = signal(false);
  readonly scene: Scene;
  private readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private readonly run: RunStore;
  private readonly ends: (() => void)[] = [];
  private size: Size = { width: 1, height: 1 };
  private camera: Camera = HOME;
  private theme: SceneTheme;
  private chain: ChainSteps = NO_STEPS;
  private bright: ReadonlySet<string> | null = null;
  private highlighted: Highlight | null = null;
  private isStill = false;
  private request = 0;
  private turn = -1;
  private drag: { x: number; y: number; hasMoved: boolean } | null = null;

  constructor(canvas: HTMLCanvasElement, run: RunStore) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d') as CanvasRenderingContext2D;
    this.run = run;
    this.scene = sceneOf(run);
    this.theme = this.readTheme();
    this.followRun();
    this.followPage();
    this.resize();
    void this.recall();
  }

  close(): void {
    cancelAnimationFrame(this.request);
    for (const end of this.ends) end();
  }

  /** Back to the whole drawing. */
  home(): void {
    this.lookFrom(HOME);
  }

  zoom(factor: number, x = this.size.width / 2, y = this.size.height / 2): void {
    this.lookFrom(zoomed(this.camera, factor, x, y, this.size));
  }

  /** Points at the next thing, or the one before. */
  walk(by: 1 | -1): void {
    const from = this.pointed.value?.place.id ?? this.run.selected.value;
    this.point(nextPlace(this.scene.places(), from, by));
  }

  /** Picks what is pointed at; again: no longer. */
  pick(place = this.pointed.value?.place ?? null): void {
    const { selected } = this.run;
    selected.value = place === null || place.id === selected.value ? null : place.id;
  }

  leave(): void {
    this.point(null);
  }

  pointerDown(event: PointerEvent): void {
    this.drag = { x: event.clientX, y: event.clientY, hasMoved: false };
    this.canvas.setPointerCapture(event.pointerId);
  }

  pointerMove(event: PointerEvent): void {
    const { drag } = this;
    if (drag === null) {
      this.point(this.placeUnder(event));
      return;
    }
    const dx = event.clientX - drag.x;
    const dy = event.clientY - drag.y;
    if (!drag.hasMoved && Math.abs(dx) + Math.abs(dy) < CLICK) return;
    this.drag = { x: event.clientX, y: event.clientY, hasMoved: true };
    this.lookFrom(moved(this.camera, dx, dy, this.size));
  }

  pointerUp(event: PointerEvent): void {
    const { drag } = this;
    this.drag = null;
    if (drag !== null && !drag.hasMoved) this.pick(this.placeUnder(event));
  }

  pointerCancel(): void {
    this.drag = null;
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    const { left, top } = this.canvas.getBoundingClientRect();
    this.zoom(Math.exp(-event.deltaY * 0.0015), event.clientX - left, event.clientY - top);
  }

  private followRun(): void {
    const { run, scene } = this;
    this.ends.push(
      run.onEvent((event) => {
        scene.happen(event, performance.now());
        this.wake();
      }),
      run.state.subscribe((state) => {
        const isBack = state.turn < this.turn;
        this.turn = state.turn;
        scene.update(state);
        if (isBack) void this.recall();
        this.wake();
      }),
      run.selected.subscribe(() => this.wake()),
      run.highlight.subscribe((highlight) => void this.follow(highlight)),
    );
  }

  private followPage(): void {
    const restyle = (): void => {
      this.theme = this.readTheme();
      this.wake();
    };
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(this.canvas);
    const attributes = new MutationObserver(restyle);
    attributes.observe(document.documentElement, { attributes: true });
    const isDark = matchMedia('(prefers-color-scheme: dark)');
    isDark.addEventListener('change', restyle);
    const motion = matchMedia('(prefers-reduced-motion: reduce)');
    const still = (): void => {
      this.isStill = motion.matches;
    };
    still();
    motion.addEventListener('change', still);
    // Not by an attribute: a listener that may hold the page from scrolling has to say so.
    const wheel = (event: WheelEvent): void => this.wheel(event);
    this.canvas.addEventListener('wheel', wheel, { passive: false });
    this.ends.push(
      () => observer.disconnect(),
      () => attributes.disconnect(),
      () => isDark.removeEventListener('change', restyle),
      () => motion.removeEventListener('change', still),
      () => this.canvas.removeEventListener('wheel', wheel),
    );
  }

  /** What happened before the page was there, as far as the drawing shows it. */
  private async recall(): Promise<void> {
    const { memorable } = this.scene;
    if (memorable.length === 0 || this.run.state.value.events < 2) return;
    try {
      const query = { type: [...memorable] };
      const found = await this.run.link.request({ do: 'events', query, limit: REMEMBERED, last: true });
      for (const event of (found as FoundEvents).events) this.scene.remember(event);
      this.wake();
    } catch {
      // The drawing is right without, only poorer.
    }
  }

  /** Lets a chain stand out, and looks up its events for their order. */
  private async follow(highlight: Highlight | null): Promise<void> {
    this.highlighted = highlight;
    this.chain = NO_STEPS;
    this.bright = highlight === null ? null : highlight.entities;
    this.wake();
    if (highlight === null) return;
    const ids = [...highlight.events].slice(0, CHAIN_MAX);
    const events = (await Promise.all(ids.map((id) => this.eventOf(id)))).flat();
    if (this.highlighted !== highlight) return;
    const { entitiesOf } = this.scene;
    this.chain = chainSteps(events, (event) => entitiesOf.call(this.scene, event));
    this.bright = new Set([...highlight.entities, ...this.chain.entities]);
    this.wake();
  }

  private async eventOf(id: number): Promise<readonly LoggedEvent[]> {
    const told = this.run.feed.value.find((event) => event.id === id);
    if (told !== undefined) return [told];
    try {
      return (await this.run.link.request({ do: 'log', from: id, count: 1 })) as LoggedEvent[];
    } catch {
      return [];
    }
  }

  private placeUnder(event: PointerEvent): Place | null {
    const { left, top } = this.canvas.getBoundingClientRect();
    const [x, y] = seenAt(this.camera, event.clientX - left, event.clientY - top);
    return placeAt(this.scene.places(), x, y, event.pointerType === 'touch' ? 14 : 4);
  }

  private point(place: Place | null): void {
    const { camera } = this;
    const before = this.pointed.value;
    if (place === null && before === null) return;
    this.pointed.value =
      place === null
        ? null
        : {
            place,
            x: place.x * camera.scale + camera.x,
            y: (place.y - place.reach) * camera.scale + camera.y,
          };
    this.wake();
  }

  private lookFrom(camera: Camera): void {
    this.camera = camera;
    this.isZoomed.value = camera.scale > 1.001;
    this.pointed.value = null;
    this.wake();
  }

  private readTheme(): SceneTheme {
    const style = getComputedStyle(this.canvas);
    return sceneTheme(style.colorScheme === 'dark', (name) => style.getPropertyValue(name));
  }

  private resize(): void {
    const { height, width } = this.canvas.getBoundingClientRect();
    this.size = { width: Math.max(1, width), height: Math.max(1, height) };
    this.canvas.width = Math.round(this.size.width * devicePixelRatio);
    this.canvas.height = Math.round(this.size.height * devicePixelRatio);
    this.camera = moved(this.camera, 0, 0, this.size);
    // At once: an empty canvas would flash.
    this.draw();
  }

  private wake(): void {
    if (this.request !== 0) return;
    this.request = requestAnimationFrame(() => {
      this.request = 0;
      this.draw();
      if (this.scene.isMoving(performance.now())) this.wake();
    });
  }

  private draw(): void {
    const { bright, camera, canvas, context, isStill, run, scene, size, theme } = this;
    const ratio = canvas.width / size.width;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const { scale, x, y } = camera;
    context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * x, ratio * y);
    scene.draw(context, {
      size,
      theme,
      now: performance.now(),
      selected: run.selected.value,
      hovered: this.pointed.value?.place.id ?? null,
      bright,
      isStill,
    });
    if (this.chain.entities.length > 0) drawChain(context, this.chain, scene.places(), theme);
  }
}
