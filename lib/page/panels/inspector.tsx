import './panels.css';
import type { RunStore } from '../store/run-store.ts';
import { parseEntity } from './entity-id.ts';
import { EntityPanel } from './entity-panel.tsx';
import { EventPanel } from './event-panel.tsx';
import { TradePanel } from './trade-panel.tsx';

/** What is selected: its numbers, its history, what may be done to it. */
export function Inspector({ run }: { readonly run: RunStore }) {
  const selected = run.selected.value;
  const id = selected === null ? null : parseEntity(selected);
  if (selected === null || id === null) return <Nothing run={run} />;
  return (
    <div class="panel" key={selected}>
      {id.kind === 'event' ? (
        <EventPanel run={run} id={Number(id.key)} />
      ) : id.kind === 'trade' ? (
        <TradePanel run={run} tradeId={String(id.key)} />
      ) : (
        <EntityPanel run={run} entity={selected} id={id} />
      )}
    </div>
  );
}

/** Kinds of entities that can be looked at, of those that a model names. */
const SHOWN: readonly string[] = ['bank', 'market', 'node', 'position', 'symbol'];

function Nothing({ run }: { readonly run: RunStore }) {
  const kinds = SHOWN.filter((kind) => Object.hasOwn(run.entities, kind));
  return (
    <div class="panel">
      <p class="panel-lead">Click something in the drawing, or choose it here.</p>
      {kinds.map((kind) => {
        const { names, printed } = run.entities[kind];
        return (
          <label key={kind} class="pick">
            {kind}
            <select
              value=""
              onChange={({ currentTarget }) => {
                run.selected.value = `${kind}:${currentTarget.value}`;
              }}
            >
              <option value="">choose…</option>
              {names.map((name, index) => (
                <option key={name} value={printed === 'index' ? index : name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </div>
  );
}
