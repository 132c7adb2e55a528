import { useEffect, useState } from 'preact/hooks';
import type { LoggedEvent } from '../../core/event-kind.ts';
import type { RunStore } from '../store/run-store.ts';
import { BankFacts } from './bank-facts.tsx';
import { CacheNodeFacts } from './cache-node-facts.tsx';
import { EntityDeeds } from './entity-deeds.tsx';
import { entitiesOf } from './entity-fields.ts';
import { type EntityId, entityLabel } from './entity-id.ts';
import { EventList } from './event-list.tsx';
import { latestEvents } from './latest-events.ts';
import { withNewer } from './live-list.ts';
import { PriceFacts } from './price-facts.tsx';
import { StrategyFacts } from './strategy-facts.tsx';
import { useSlow } from './use-slow.ts';
import { WhySelected } from './why-selected.tsx';

interface Props {
  readonly run: RunStore;
  readonly entity: string;
  readonly id: EntityId;
}

/** Events about it that are listed. */
const EVENTS_MAX = 30;
/** Milliseconds between two changes of its numbers. */
const PAUSE = 250;

/** A bank, a market, a node, a client: how it is, what may be done to it, what has happened to it. */
export function EntityPanel({ entity, id, run }: Props) {
  return (
    <>
      <h3 class="entity-name">{entityLabel(entity, run.entities)}</h3>
      <Numbers run={run} id={id} />
      <EntityDeeds key={entity} run={run} entity={entity} />
      <WhySelected key={`ask ${entity}`} run={run} />
      <Events run={run} entity={entity} />
    </>
  );
}

function Numbers({ id, run }: { readonly run: RunStore; readonly id: EntityId }) {
  const state = useSlow(run.state, PAUSE);
  const { name } = run.model;
  if (name === 'banks' && id.kind === 'bank') {
    return <BankFacts run={run} state={state} bank={id.key as number} />;
  }
  if (name === 'banks' && id.kind === 'market') {
    return <PriceFacts run={run} state={state} market={String(id.key)} />;
  }
  if (name === 'cache' && id.kind === 'node') {
    return <CacheNodeFacts run={run} state={state} node={id.key as number} />;
  }
  if (name === 'trading') return <StrategyFacts run={run} state={state} id={id} />;
  return null;
}

/** The latest events about it: those of the log, then those that come. */
function Events({ entity, run }: { readonly run: RunStore; readonly entity: string }) {
  const [list, setList] = useState<readonly LoggedEvent[] | null>(null);
  const [rewinds, setRewinds] = useState(0);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    let fresh: LoggedEvent[] = [];
    let isDue = false;
    const abort = new AbortController();
    const reached = run.state.peek();
    const load = latestEvents(run.link.request, run.kinds, entity, reached, EVENTS_MAX, abort.signal);
    load.then(
      (events) => !isGone && setList((newer) => withNewer(events, newer ?? [], EVENTS_MAX)),
      (reason) => !isGone && setError(reason instanceof Error ? reason.message : String(reason)),
    );
    const endEvents = run.onEvent((event) => {
      if (!entitiesOf(event, run.kinds).includes(entity)) return;
      fresh.push(event);
      if (isDue) return;
      isDue = true;
      setTimeout(() => {
        const newer = fresh;
        fresh = [];
        isDue = false;
        if (!isGone) setList((events) => withNewer(events ?? [], newer, EVENTS_MAX));
      }, PAUSE);
    });
    const endResets = run.link.onMessage(({ type }) => {
      if (type !== 'reset') return;
      setList(null);
      setRewinds((count) => count + 1);
    });
    return () => {
      isGone = true;
      abort.abort(new Error('nobody waits for it any more'));
      endEvents();
      endResets();
    };
  }, [entity, run, rewinds]);
  return (
    <section>
      <h3>What happened to it</h3>
      {error !== null && <p class="fault">{error}</p>}
      {list === null && error === null && <p class="muted">Looking through the log…</p>}
      {list?.length === 0 && <p class="muted">Nothing yet.</p>}
      {list !== null && <EventList run={run} events={list} />}
    </section>
  );
}
