import { setTimeout as wait } from 'node:timers/promises';
import type { Viewer } from '../hub/viewer.ts';

const EVERY = 2;
const MOST = 5_000;

/** Resolves when a viewer has been told where the session stands: what comes then it gets from the first. */
export async function welcomed(viewer: Viewer): Promise<void> {
  for (let waited = 0; waited < MOST && viewer.needs !== null && !viewer.isClosed; waited += EVERY) {
    await wait(EVERY);
  }
}
