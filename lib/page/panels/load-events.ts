import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Ask } from './ask.ts';

/** Ids this close are asked for at once, with those between. */
const GAP_MAX = 32;
const COUNT_MAX = 2_000;

/** Events by their ids, in few questions; ids that the log does not have are passed over. */
export async function loadEvents(
  ask: Ask,
  ids: readonly number[],
): Promise<ReadonlyMap<number, LoggedEvent>> {
  const wanted = new Set(ids);
  const found = new Map<number, LoggedEvent>();
  for (const { from, count } of spansOf([...wanted].sort((a, b) => a - b))) {
    const events = (await ask({ do: 'log', from, count })) as readonly LoggedEvent[];
    for (const event of events) if (wanted.has(event.id)) found.set(event.id, event);
  }
  return found;
}

/** Spans that hold all ids, which are in order. */
export function spansOf(
  ids: readonly number[],
): readonly { readonly from: number; readonly count: number }[] {
  const spans: { from: number; count: number }[] = [];
  for (const id of ids) {
    const last = spans.at(-1);
    const count = last === undefined ? 0 : id - last.from + 1;
    if (last !== undefined && id - (last.from + last.count) < GAP_MAX && count <= COUNT_MAX)
      last.count = count;
    else spans.push({ from: id, count: 1 });
  }
  return spans;
}
