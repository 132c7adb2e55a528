import { useState } from 'preact/hooks';
import { CommandForm } from '../frame/command-form.tsx';
import { fieldsOf } from '../frame/field.ts';
import { prefilled } from '../frame/prefilled.ts';
import type { RunStore } from '../store/run-store.ts';
import { kindWords } from './feed-rows.ts';

interface Props {
  readonly run: RunStore;
  readonly entity: string;
}

/** The commands that can be given to an entity; one that needs no more than its name is given at once. */
export function EntityDeeds({ entity, run }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const { status } = run.status.value;
  const isOver = status === 'finished' || status === 'stopped' || status === 'failed';
  const commands = Object.entries(run.model.commands).flatMap(([name, kind]) => {
    const fields = fieldsOf(kind.fields);
    const given = prefilled(fields, entity);
    if (Object.keys(given).length === 0) return [];
    return [{ name, kind, given, isWhole: fields.length === Object.keys(given).length }];
  });
  if (commands.length === 0) return null;
  const chosen = commands.find(({ name }) => name === open);
  return (
    <section>
      <h3>Act</h3>
      <div class="deeds">
        {commands.map(({ given, isWhole, kind, name }) => (
          <button
            key={name}
            type="button"
            class="button small"
            disabled={isOver}
            title={kind.help}
            {...(!isWhole && { 'aria-expanded': open === name })}
            onClick={() => {
              if (isWhole) void run.command({ name, ...given });
              else setOpen(open === name ? null : name);
            }}
          >
            {kindWords(name)}
            {isWhole ? '' : '…'}
          </button>
        ))}
      </div>
      {chosen !== undefined && (
        <CommandForm key={chosen.name} run={run} name={chosen.name} kind={chosen.kind} />
      )}
    </section>
  );
}
