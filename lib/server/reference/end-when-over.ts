import type { Hub } from '../hub/hub.ts';
import type { Viewer } from '../hub/viewer.ts';
import type { ServedSession } from '../session/served-session.ts';

/** Milliseconds between two looks. */
const EVERY = 100;

/** Ends a viewer’s stream when the run is over and it has had everything. */
export function endWhenOver(viewer: Viewer, session: ServedSession): void {
  const timer = setInterval(() => {
    if (viewer.isClosed) clearInterval(timer);
    else if (isOver(session) && hasAll(viewer, session.hub)) viewer.close('the run is over');
  }, EVERY).unref();
}

export function isOver({ status: { status } }: ServedSession): boolean {
  return status === 'finished' || status === 'stopped' || status === 'failed';
}

function hasAll({ isHeld, needs, next }: Viewer, hub: Hub): boolean {
  return needs === null && !isHeld && next > hub.latest;
}
