import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { RunStore } from '../store/run-store.ts';
import { StageView } from './stage-view.ts';

/** Milliseconds between two renewals of what screen readers find. */
const LISTED_EVERY = 2000;

/** The drawing of a run. It fills what it stands in. */
export function Stage({ run }: { readonly run: RunStore }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useSignal<StageView | null>(null);
  useEffect(() => {
    const opened = new StageView(canvas.current as HTMLCanvasElement, run);
    view.value = opened;
    return () => opened.close();
  }, [run, view]);
  const opened = view.value;
  return (
    <div
      style={FRAME}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys, and no element is one
      tabIndex={0}
      role="application"
      aria-label="Drawing of the run: arrow keys go from one part to the next, Enter picks it, + and - zoom"
      onBlur={() => opened?.leave()}
      onKeyDown={(event) => opened !== null && pressed(opened, event)}
    >
      <canvas
        ref={canvas}
        style={CANVAS}
        onPointerDown={(event) => opened?.pointerDown(event)}
        onPointerMove={(event) => opened?.pointerMove(event)}
        onPointerUp={(event) => opened?.pointerUp(event)}
        onPointerCancel={() => opened?.pointerCancel()}
        onPointerLeave={() => opened?.leave()}
      />
      {opened !== null && <Label view={opened} run={run} />}
      {opened !== null && <ZoomReset view={opened} />}
      {opened !== null && <Listed view={opened} run={run} />}
    </div>
  );
}

/** What is pointed at. */
function Label({ run, view }: { readonly view: StageView; readonly run: RunStore }) {
  const pointed = view.pointed.value;
  // Of the place as it is now: states come while the pointer rests.
  const time = run.state.value.time;
  if (pointed === null) return <div aria-live="polite" style={HIDDEN} />;
  const place = view.scene.places().find(({ id }) => id === pointed.place.id) ?? pointed.place;
  const isLow = pointed.y < 40;
  const style = {
    ...LABEL,
    left: `clamp(90px, ${pointed.x}px, calc(100% - 90px))`,
    top: `${isLow ? pointed.y + 2 * place.reach + 14 : pointed.y - 8}px`,
    transform: `translate(-50%, ${isLow ? '0' : '-100%'})`,
  };
  return (
    <div aria-live="polite" data-time={time} style={style}>
      {place.label}
    </div>
  );
}

function ZoomReset({ view }: { readonly view: StageView }) {
  if (!view.isZoomed.value) return null;
  return (
    <button type="button" class="button" style={RESET} onClick={() => view.home()}>
      Whole drawing
    </button>
  );
}

/** The same as the drawing, as a list, for those who cannot see it. */
function Listed({ run, view }: { readonly view: StageView; readonly run: RunStore }) {
  const tick = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => {
      tick.value++;
    }, LISTED_EVERY);
    return () => clearInterval(timer);
  }, [tick]);
  const selected = run.selected.value;
  return (
    <section style={HIDDEN} aria-label="What is drawn" data-tick={tick.value}>
      <p>{view.scene.summary()}</p>
      <ul>
        {view.scene.places().map(({ id, label }) => (
          <li key={id} aria-current={id === selected}>
            {label}
          </li>
        ))}
      </ul>
    </section>
  );
}

function pressed(view: StageView, event: KeyboardEvent): void {
  const deed = KEYS[event.key];
  if (deed === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  deed(view);
  event.preventDefault();
  // The page has keys of its own.
  event.stopPropagation();
}

const KEYS: Readonly<Record<string, (view: StageView) => void>> = {
  ArrowRight: (view) => view.walk(1),
  ArrowDown: (view) => view.walk(1),
  ArrowLeft: (view) => view.walk(-1),
  ArrowUp: (view) => view.walk(-1),
  Enter: (view) => view.pick(),
  '+': (view) => view.zoom(1.3),
  '=': (view) => view.zoom(1.3),
  '-': (view) => view.zoom(1 / 1.3),
  '0': (view) => view.home(),
};

const FRAME = { position: 'absolute', inset: 0, overflow: 'hidden', outlineOffset: '-3px' } as const;
const CANVAS = {
  display: 'block',
  width: '100%',
  height: '100%',
  touchAction: 'none',
} as const;
const LABEL = {
  position: 'absolute',
  pointerEvents: 'none',
  padding: '3px 8px',
  border: '1px solid var(--line)',
  borderRadius: '4px',
  background: 'var(--bg)',
  color: 'var(--fg)',
  font: '12px/1.4 system-ui, sans-serif',
  whiteSpace: 'nowrap',
} as const;
const RESET = { position: 'absolute', right: '12px', top: '12px', background: 'var(--bg)' } as const;
const HIDDEN = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  margin: '-1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;
