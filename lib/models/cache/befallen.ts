/** Events that the log's readers are led back to. Ids; nothing that happens depends on them. */
export interface Befallen {
  /** What has befallen the cluster in the window in hand. */
  since: number[];
  /** The last window in which something did; -1: none. */
  window: number;
  /** What most of the window's failures and misses name, and how often, less what others took away. */
  blamed: Int32Array;
  counts: Float64Array;
}

/** So many are blamed in a window. */
const BLAMED_MAX = 4;
/** An event of which nothing nearer is known names so many of the latest. */
const LATEST_MAX = 3;
/** Room for `latestOf`. */
export const CAUSES_MAX = LATEST_MAX + 1;

export function createBefallen(): Befallen {
  return {
    since: [],
    window: -1,
    blamed: new Int32Array(BLAMED_MAX),
    counts: new Float64Array(BLAMED_MAX),
  };
}

export function clearBefallen(befallen: Befallen): void {
  befallen.since.length = 0;
  befallen.window = -1;
  befallen.counts.fill(0);
}

/** Something befalls the cluster; with the log off, -1, nobody will ask. */
export function befall({ since }: Befallen, id: number): void {
  if (id >= 0) since.push(id);
}

/**
 * An event costs an attempt its time, or its key. Those most often blamed are kept (Misra and Gries 1982):
 * any that has more than a fifth of the blame is among them.
 */
export function blame({ blamed, counts }: Befallen, id: number): void {
  if (id < 0) return;
  let free = -1;
  for (let i = 0; i < BLAMED_MAX; i++) {
    if (counts[i] === 0) free = i;
    else if (blamed[i] === id) {
      counts[i]++;
      return;
    }
  }
  if (free >= 0) {
    blamed[free] = id;
    counts[free] = 1;
  } else for (let i = 0; i < BLAMED_MAX; i++) counts[i]--;
}

/** What led to a line, as far as is known: what befell the cluster last. Writes ids; returns how many. */
export function latestOf({ since, window }: Befallen, out: Int32Array): number {
  let count = 0;
  for (let i = since.length - 1; i >= 0 && count < LATEST_MAX; i--) out[count++] = since[i];
  if (window >= 0) out[count++] = window;
  return count;
}

/**
 * The causes of the window that ends with the event `id`, and the next one begins. What befell earlier is
 * behind the last window in which something did, so that they are no more, over all, than what befell and a
 * few a window.
 */
export function endOfWindow(befallen: Befallen, id: number): Int32Array {
  const { since, window, blamed, counts } = befallen;
  const most = [...blamed.keys()].filter((i) => counts[i] > 0).sort((a, b) => counts[b] - counts[a]);
  const causes = new Set([...most.map((i) => blamed[i]), ...since, ...(window >= 0 ? [window] : [])]);
  if (since.length > 0) befallen.window = id;
  since.length = 0;
  counts.fill(0);
  return Int32Array.from(causes);
}
