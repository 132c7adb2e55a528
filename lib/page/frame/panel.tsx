import { Charts } from '../panels/charts.tsx';
import { Compare } from '../panels/compare.tsx';
import { Feed } from '../panels/feed.tsx';
import { Inspector } from '../panels/inspector.tsx';
import { Percentiles } from '../panels/percentiles.tsx';
import { WhyPanel } from '../panels/why-panel.tsx';
import type { DrawerName, PageStore } from '../store/page-store.ts';
import type { RunStore } from '../store/run-store.ts';
import { ActPanel } from './act-panel.tsx';
import { ConfigForm } from './config-form.tsx';

interface Props {
  readonly page: PageStore;
  readonly run: RunStore;
  readonly name: DrawerName;
}

/** What is in a drawer. */
export function Panel({ name, page, run }: Props) {
  switch (name) {
    case 'feed':
      return <Feed run={run} />;
    case 'inspector':
      return <Inspector run={run} />;
    case 'why':
      return <WhyPanel run={run} target={run.question.value} />;
    case 'charts':
      return <Charts run={run} />;
    case 'percentiles':
      return <Percentiles run={run} />;
    case 'compare':
      return <Compare run={run} />;
    case 'act':
      return <ActPanel run={run} />;
    case 'config':
      return <ConfigForm page={page} run={run} />;
  }
}
