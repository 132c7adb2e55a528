import { effect, signal } from '@preact/signals';

export type ThemeChoice = 'system' | 'light' | 'dark';
const CHOICES: readonly ThemeChoice[] = ['system', 'light', 'dark'];
const KEY = 'faultline-theme';

/** Whether the page is light or dark; kept from visit to visit. */
export const themeChoice = signal<ThemeChoice>(kept());

/** Shows the choice on the page. */
export function followTheme(root: HTMLElement): void {
  effect(() => {
    const choice = themeChoice.value;
    if (choice === 'system') delete root.dataset.theme;
    else root.dataset.theme = choice;
    keep(choice);
  });
}

/** The choice after this one. */
export function nextTheme(choice: ThemeChoice): ThemeChoice {
  return CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
}

// A page from a file, or one in a frame, may be refused a storage.
function kept(): ThemeChoice {
  try {
    const choice = localStorage.getItem(KEY) as ThemeChoice;
    return CHOICES.includes(choice) ? choice : 'system';
  } catch {
    return 'system';
  }
}

function keep(choice: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // It lasts for this visit.
  }
}
