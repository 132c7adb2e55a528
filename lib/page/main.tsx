import './frame/no-eval.ts';
import { effect } from '@preact/signals';
import { render } from 'preact';
import './theme.css';
import { models } from '../models/models.ts';
import { App } from './app.tsx';
import { examples } from './examples/examples.ts';
import { followKeys } from './frame/keyboard.ts';
import { followTheme } from './frame/theme-choice.ts';
import { homeOf } from './link/home-of.ts';
import { PageStore } from './store/page-store.ts';

// The order of the examples is that of the chooser; models without one come last.
const shown = examples.map(({ model }) => model);
const page = new PageStore({
  home: homeOf(document),
  models: [...shown, ...models.filter((model) => !shown.includes(model))],
  examples,
});

const linkOf = (): string | null => new URLSearchParams(location.hash.slice(1)).get('run');

followTheme(document.documentElement);
followKeys(page, window);
render(<App page={page} />, document.getElementById('app') as HTMLElement);
void page.begin(linkOf()).then(() =>
  effect(() => {
    // A link of another run than the one in hand is no address of it.
    const isStale = page.linked.value === null && page.runCount.value > 0 && linkOf() !== null;
    if (isStale) history.replaceState(history.state, '', location.pathname + location.search);
  }),
);
window.addEventListener('hashchange', () => {
  const link = linkOf();
  if (link !== null) void page.openLink(link);
});
