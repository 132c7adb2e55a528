import type { Candidate, RootEvent } from './candidate.ts';
import type { Source } from './source.ts';

/** So many decisions and arrivals of a slice are looked at, the latest ones. */
const DECISIONS_MAX = 24;
/** So many shocks outside the slice. */
const SHOCKS_MAX = 64;

/** The candidates among the events of a run. */
export interface Roots {
  readonly roots: readonly RootEvent[];
  /** Shocks, decisions and arrivals that were too many to be looked at. */
  readonly passedOver: number;
}

/** An event as one with which something begins; null for any other. */
export function rootAt({ events, model }: Source, id: number): RootEvent | null {
  const event = events.get(id);
  if (event.type === 'command') return { id, kind: 'command' };
  const roots = model.reasons?.roots ?? {};
  const root = Object.hasOwn(roots, event.type) ? roots[event.type] : undefined;
  if (root === undefined) return null;
  const { partOf, kind } = root;
  const isRoot =
    partOf === undefined ? event.causes.length === 0 : partOf(event, events.log.entities) !== null;
  return isRoot ? { id, kind } : null;
}

/**
 * Where a target may have begun: every command and shock before event `end`, and the decisions and arrivals
 * in its slice, which are too many to be tried otherwise.
 *
 * @param from the first event that is looked at.
 */
export function rootsOf(source: Source, sliced: ReadonlySet<number>, from: number, end: number): Roots {
  const { events, model } = source;
  const { log } = events;
  const roots = model.reasons?.roots ?? {};
  const kindOf = log.byKind.map(({ name }) => (name === 'command' ? 'command' : roots[name]?.kind));
  const commands: RootEvent[] = [];
  const shocks: RootEvent[] = [];
  const decisions: RootEvent[] = [];
  let passedOver = 0;
  const note = (id: number, segment: number): void => {
    const kind = kindOf[log.kindOf(id, segment)];
    if (kind === undefined) return;
    if (kind === 'command') {
      commands.push({ id, kind });
      return;
    }
    const isSliced = sliced.has(id);
    if (kind !== 'shock' && !isSliced) return;
    if (rootAt(source, id) === null) return;
    (kind === 'shock' ? shocks : decisions).push({ id, kind });
  };
  for (let segment = 0; segment < log.segmentCount; segment++) {
    if (kindOf[log.segmentKind[segment]] === undefined) {
      const pair = log.segmentPair[segment];
      if (pair < 0 || kindOf[pair] === undefined) continue;
    }
    const last = Math.min(log.segmentEnd(segment), end);
    for (let id = Math.max(log.segmentEvent[segment], from); id < last; id++) note(id, segment);
  }
  const keep = (list: RootEvent[], most: number): RootEvent[] => {
    if (list.length <= most) return list;
    passedOver += list.length - most;
    const first = list.filter(({ id }) => sliced.has(id)).slice(-most);
    const rest = list.filter(({ id }) => !sliced.has(id));
    return [...first, ...rest.slice(rest.length - (most - first.length))];
  };
  const kept = [...commands, ...keep(shocks, SHOCKS_MAX), ...keep(decisions, DECISIONS_MAX)];
  return { roots: kept.sort((a, b) => a.id - b.id), passedOver };
}

/** Those of which an event is in the slice, by index. */
export function candidatesIn(candidates: readonly Candidate[], sliced: ReadonlySet<number>): Set<number> {
  const found = new Set<number>();
  for (const [i, { ids }] of candidates.entries()) if (ids.some((id) => sliced.has(id))) found.add(i);
  return found;
}
