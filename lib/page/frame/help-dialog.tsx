import { useEffect, useRef } from 'preact/hooks';
import type { PageStore } from '../store/page-store.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['space', 'run, pause'],
  ['.', 'one turn'],
  ['↑ ↓', 'faster, slower'],
  ['r', 'rewind to the start'],
  ['Esc', 'close the panel, or forget what is selected'],
  ['Tab', 'from one control to the next'],
  ['← →', 'in the drawing: from one thing to the next; Enter picks it'],
  ['?', 'this'],
];

/** The keys, and what the page is. */
export function HelpDialog({ page }: { readonly page: PageStore }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = page.isHelpOpen.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={() => {
        page.isHelpOpen.value = false;
      }}
    >
      <h2 id="help-title">Faultline</h2>
      <p>
        A running system that holds, and one slider that breaks it. Watch what follows from what, ask why, go
        back and do it otherwise. A run is its recipe: a link holds all of it, and gives the same run to
        whoever opens it.
      </p>
      <dl class="keys">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="button primary">
          Close
        </button>
      </form>
    </dialog>
  );
}
