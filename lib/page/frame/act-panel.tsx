import { useSignal } from '@preact/signals';
import { unitName } from '../../core/unit-name.ts';
import type { RunStore } from '../store/run-store.ts';
import { CommandForm } from './command-form.tsx';
import { fieldsOf } from './field.ts';
import { FieldInput } from './field-input.tsx';

/** What a person may do to the run in hand: commands, and the fields of its config that may change. */
export function ActPanel({ run }: { readonly run: RunStore }) {
  const { model } = run;
  const open = useSignal<string | null>(null);
  const commands = Object.entries(model.commands);
  const live = fieldsOf(model.config).filter(({ isLive }) => isLive);
  const config = run.config.value;
  const unitOf = (unit: string): string => (unit === '' ? '' : unitName(model, config, unit));
  return (
    <>
      <p class="panel-lead">
        Everything here lands before the next turn and becomes part of the recipe.
        {run.selected.value !== null && ` Filled in for ${run.selected.value.replace(':', ' ')}.`}
      </p>
      <h3>Commands</h3>
      {commands.map(([name, kind]) => (
        <details
          key={name}
          class="command-row"
          open={open.value === name}
          onToggle={({ currentTarget }) => {
            if (currentTarget.open) open.value = name;
            else if (open.value === name) open.value = null;
          }}
        >
          <summary>
            <span>{name.replaceAll('_', ' ')}</span>
            <small>{kind.help}</small>
          </summary>
          {open.value === name && <CommandForm run={run} name={name} kind={kind} />}
        </details>
      ))}
      <h3>Live settings</h3>
      {live.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          path={field.name}
          value={config[field.name]}
          reference={run.recipe.config[field.name] ?? null}
          unitOf={unitOf}
          onChange={(path, value) => run.set(path, value)}
        />
      ))}
    </>
  );
}
