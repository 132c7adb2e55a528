import type { PageStore } from '../store/page-store.ts';
import { NOTCH_MAX, NOTCH_MIN, notchOf, paceAt } from './pace-notch.ts';

/** The page's keys. Returns how to end them. */
export function followKeys(page: PageStore, target: EventTarget): () => void {
  const listen = (event: Event): void => {
    if (event instanceof KeyboardEvent && !event.defaultPrevented && press(page, event)) {
      event.preventDefault();
    }
  };
  target.addEventListener('keydown', listen);
  target.addEventListener('click', letGo);
  return () => {
    target.removeEventListener('keydown', listen);
    target.removeEventListener('click', letGo);
  };
}

/** A button that was clicked by a pointer keeps no focus: the space bar is the page's again. */
function letGo(event: Event): void {
  if (!(event instanceof MouseEvent) || event.detail === 0) return;
  const { activeElement } = document;
  if (activeElement instanceof HTMLButtonElement) activeElement.blur();
}

/** Does what a key means. False when it means nothing here. */
function press(page: PageStore, event: KeyboardEvent): boolean {
  const run = page.run.value;
  if (event.altKey || event.ctrlKey || event.metaKey || run === null) return false;
  if (event.key === 'Escape') return closeTop(page);
  if (isTyping(event.target)) return false;
  switch (event.key) {
    case ' ':
      // A button that has the focus is pressed by it.
      if (isWithin(event.target, 'button, summary, a, input:not([type="range"])')) return false;
      void page.toggle();
      return true;
    case '.':
      void run.run({ do: 'step' });
      return true;
    case 'ArrowUp':
    case 'ArrowRight':
      return isWithin(event.target, 'input, summary') ? false : changePace(page, 1);
    case 'ArrowDown':
    case 'ArrowLeft':
      return isWithin(event.target, 'input, summary') ? false : changePace(page, -1);
    case 'r':
      void page.seek(0);
      return true;
    case '?':
      page.isHelpOpen.value = true;
      return true;
    default:
      return false;
  }
}

/** Closes what is on top. */
function closeTop(page: PageStore): boolean {
  const run = page.run.value;
  if (page.isHelpOpen.value) page.isHelpOpen.value = false;
  else if (page.drawer.value !== null) page.drawer.value = null;
  else if (run !== null && (run.highlight.value ?? run.selected.value) !== null) {
    run.highlight.value = null;
    run.selected.value = null;
  } else return false;
  return true;
}

function changePace(page: PageStore, by: number): boolean {
  const run = page.run.value;
  if (run === null) return false;
  const base = page.basePace.value;
  const notch = notchOf(base, run.status.value.pace) + by;
  void run.run({ do: 'pace', pace: paceAt(base, Math.min(NOTCH_MAX, Math.max(NOTCH_MIN, notch))) });
  return true;
}

/** Where letters are typed. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement)
    return !['range', 'checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function isWithin(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
