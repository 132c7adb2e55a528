import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { DrawerName, PageStore } from '../store/page-store.ts';
import { Icon } from './icon.tsx';

const TITLES: Readonly<Record<DrawerName, string>> = {
  feed: 'What happens',
  inspector: 'Inspector',
  why: 'Why?',
  charts: 'Charts',
  percentiles: 'Percentiles',
  compare: 'Hold and compare',
  act: 'Act on the run',
  config: 'A new run',
};

interface Props {
  readonly page: PageStore;
  readonly name: DrawerName;
  readonly children: ComponentChildren;
}

/** A panel that lies over the drawing, which it never moves. */
export function Drawer({ children, name, page }: Props) {
  const drawer = useRef<HTMLElement>(null);
  // Who opened it by a key goes on within it, and comes back to where they were.
  useEffect(() => {
    const before = document.activeElement;
    drawer.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [name]);
  return (
    <aside ref={drawer} id="drawer" class="drawer" aria-labelledby="drawer-title" tabIndex={-1}>
      <div class="drawer-head">
        <h2 id="drawer-title">{TITLES[name]}</h2>
        <button
          type="button"
          class="tool"
          aria-label="Close (Esc)"
          title="Close (Esc)"
          onClick={() => {
            page.drawer.value = null;
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="drawer-body">{children}</div>
    </aside>
  );
}
