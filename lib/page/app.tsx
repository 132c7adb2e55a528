import { DecisionDialog } from './frame/decision-dialog.tsx';
import { Drawer } from './frame/drawer.tsx';
import { Headline } from './frame/headline.tsx';
import { HelpDialog } from './frame/help-dialog.tsx';
import { Lever } from './frame/lever.tsx';
import { Panel } from './frame/panel.tsx';
import { Toast } from './frame/toast.tsx';
import { TopBar } from './frame/top-bar.tsx';
import { Transport } from './frame/transport.tsx';
import { FateAnnouncer } from './panels/fate-announcer.tsx';
import { Stage } from './scenes/stage.tsx';
import type { PageStore } from './store/page-store.ts';

/** The page: the drawing fills it, the rest stands around or, when asked for, over it. */
export function App({ page }: { readonly page: PageStore }) {
  const run = page.run.value;
  const drawer = page.drawer.value;
  const { example } = page;
  // A run has a component of its own: what was typed for one is not for the next.
  const key = run === null ? 'none' : `${run.model.name} ${page.runCount.value}`;
  return (
    <div class="page">
      <TopBar page={page} />
      {run !== null && <Transport key={key} page={page} run={run} />}
      {run !== null && example !== null && <Headline run={run} numbers={example.headline} />}
      <main class="stage">
        {run === null ? (
          <p class="stage-note">{page.notice.value ?? 'Setting up…'}</p>
        ) : (
          <Stage key={key} run={run} />
        )}
        {run !== null && <DecisionDialog run={run} />}
        {run !== null && drawer !== null && (
          <Drawer page={page} name={drawer}>
            <Panel key={`${key} ${drawer}`} page={page} run={run} name={drawer} />
          </Drawer>
        )}
        {run !== null && <FateAnnouncer key={`${key} fates`} run={run} />}
        <Toast page={page} />
      </main>
      {run !== null && example !== null && (
        <footer class="foot">
          <Lever key={key} run={run} lever={example.lever} />
          <p class="sentence">{example.sentence}</p>
        </footer>
      )}
      <HelpDialog page={page} />
    </div>
  );
}
