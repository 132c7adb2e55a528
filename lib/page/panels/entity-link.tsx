import type { RunStore } from '../store/run-store.ts';
import { entityLabel } from './entity-id.ts';

interface Props {
  readonly run: RunStore;
  readonly entity: string;
  readonly label?: string;
}

/** Selects something. */
export function EntityLink({ entity, label, run }: Props) {
  const name = entityLabel(entity, run.entities);
  return (
    <button
      type="button"
      class="link"
      aria-label={label === undefined ? name : `${label} ${name}`}
      onClick={() => {
        run.selected.value = entity;
      }}
    >
      {label ?? name}
    </button>
  );
}
