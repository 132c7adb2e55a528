import { useSignal } from '@preact/signals';
import type { CommandKind } from '../../core/model.ts';
import { unitName } from '../../core/unit-name.ts';
import type { RunStore } from '../store/run-store.ts';
import { fieldsOf, startOf } from './field.ts';
import { FieldInput } from './field-input.tsx';
import { prefilled } from './prefilled.ts';

interface Props {
  readonly run: RunStore;
  readonly name: string;
  readonly kind: CommandKind<unknown, unknown, unknown>;
  /** Does it; when left out the command is given to the run. */
  readonly act?: (command: { readonly name: string; readonly [field: string]: unknown }) => void;
  /** What the button says. */
  readonly label?: string;
}

/** A command to be given, filled in for what is selected. */
export function CommandForm({ act, kind, label, name, run }: Props) {
  const fields = fieldsOf(kind.fields);
  const typed = useSignal<Readonly<Record<string, unknown>>>({});
  const selected = run.selected.value;
  const first = Object.fromEntries(
    fields
      .map(({ forms, isOptional, name, start }) => [
        name,
        start ?? (isOptional ? undefined : startOf(forms[0])),
      ])
      .filter(([, value]) => value !== undefined),
  );
  const values = { ...first, ...prefilled(fields, selected), ...typed.value };
  const unitOf = (unit: string): string => (unit === '' ? '' : unitName(run.model, run.recipe.config, unit));
  const { status } = run.status.value;
  const isOver = status === 'finished' || status === 'stopped' || status === 'failed';
  return (
    <form
      class="command"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const given = Object.entries(values).filter(([, value]) => value !== undefined);
        const command = { ...Object.fromEntries(given), name };
        if (act === undefined) void run.command(command);
        else act(command);
      }}
    >
      {fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          path={field.name}
          value={values[field.name]}
          unitOf={unitOf}
          onChange={(path, value) => {
            typed.value = { ...typed.value, [path]: value };
          }}
        />
      ))}
      <button type="submit" class="button" disabled={isOver}>
        {label ?? name.replaceAll('_', ' ')}
      </button>
    </form>
  );
}
