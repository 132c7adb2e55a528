import { useEffect } from 'preact/hooks';
import type { PageStore } from '../store/page-store.ts';
import { Icon } from './icon.tsx';

/** Milliseconds for which a line stays. */
const STAY = 8_000;

/** The latest line for the person. */
export function Toast({ page }: { readonly page: PageStore }) {
  const run = page.run.value;
  const text = page.notice.value ?? run?.toast.value ?? null;
  const clear = (): void => {
    page.notice.value = null;
    if (run !== null) run.toast.value = null;
  };
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(clear, STAY);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="toast" role="status" aria-live="polite" hidden={text === null}>
      <span>{text}</span>
      <button type="button" class="tool" aria-label="Dismiss" onClick={clear}>
        <Icon name="close" />
      </button>
    </div>
  );
}
