import type { DrawerName, PageStore } from '../store/page-store.ts';
import { ConnectionLight } from './connection-light.tsx';
import { Icon } from './icon.tsx';
import { nextTheme, themeChoice } from './theme-choice.ts';

const DRAWERS: readonly (readonly [DrawerName, string])[] = [
  ['feed', 'Feed'],
  ['inspector', 'Inspector'],
  ['why', 'Why'],
  ['charts', 'Charts'],
  ['percentiles', 'Percentiles'],
  ['compare', 'Compare'],
  ['act', 'Act'],
  ['config', 'Config'],
];

/** The page's first line: which model, which panels, how to share it. */
export function TopBar({ page }: { readonly page: PageStore }) {
  const run = page.run.value;
  const open = page.drawer.value;
  const theme = themeChoice.value;
  return (
    <header class="top-bar">
      <h1 class="brand">Faultline</h1>
      <select
        class="models"
        aria-label="Model"
        value={run?.model.name ?? ''}
        onChange={({ currentTarget }) => void page.openExample(currentTarget.value)}
      >
        {page.models.map(({ name, help }) => (
          <option key={name} value={name} title={help}>
            {page.exampleOf(name)?.title ?? name}
          </option>
        ))}
      </select>
      <nav class="tabs" aria-label="Panels">
        {DRAWERS.map(([name, label]) => (
          <button
            key={name}
            type="button"
            class="tab"
            aria-expanded={open === name}
            aria-controls="drawer"
            onClick={() => {
              page.drawer.value = open === name ? null : name;
            }}
          >
            {label}
          </button>
        ))}
      </nav>
      <div class="tools">
        <button
          type="button"
          class="tool"
          onClick={() => void share(page)}
          title="Copy a link to this very run"
        >
          <Icon name="share" />
          <span class="wide">Share</span>
        </button>
        <button
          type="button"
          class="tool"
          aria-label={`Colours: ${theme}`}
          title={`Colours: ${theme}`}
          onClick={() => {
            themeChoice.value = nextTheme(theme);
          }}
        >
          <Icon name={theme} />
        </button>
        <button
          type="button"
          class="tool wide"
          aria-label="Keys and help"
          title="Keys and help (?)"
          onClick={() => {
            page.isHelpOpen.value = true;
          }}
        >
          <Icon name="help" />
        </button>
        {run && <ConnectionLight run={run} />}
      </div>
    </header>
  );
}

/** Beyond this, programs cut addresses. */
const ADDRESS_MAX = 8_000;

async function share(page: PageStore): Promise<void> {
  const link = await page.link();
  const run = page.run.value;
  if (link === null || run === null) return;
  const address = new URL(location.href);
  const isServed = address.searchParams.has('session');
  address.hash = `run=${link}`;
  address.searchParams.delete('session');
  const { length } = address.href;
  const size =
    length > ADDRESS_MAX ? `; it is long, ${Math.ceil(length / 1000)} kB: some programs may cut it` : '';
  const copied = await navigator.clipboard?.writeText(address.href).then(
    () => true,
    () => false,
  );
  // A reload of the address is to find a server's session again, where nothing else holds the link.
  if (!isServed || !copied) history.replaceState(history.state, '', address);
  const where = copied ? 'Link copied: this run, at this moment' : 'The link stands in the address bar';
  run.toast.value = where + size;
}
