import { useState } from 'preact/hooks';
import { unitName } from '../../core/unit-name.ts';
import { CommandForm } from '../frame/command-form.tsx';
import { fieldsOf } from '../frame/field.ts';
import { FieldInput } from '../frame/field-input.tsx';
import type { RunStore } from '../store/run-store.ts';
import { changedAt } from './changed-at.ts';
import { kindWords } from './feed-rows.ts';

/** One change: a command, and what it is called. */
export interface GivenChange {
  readonly command: { readonly name: string; readonly [field: string]: unknown };
  readonly words: string;
}

interface Props {
  readonly run: RunStore;
  readonly isDisabled: boolean;
  readonly onChange: (change: GivenChange) => void;
}

/** The one change of a comparison: a command, or a live field of the config. */
export function ChangeForm({ isDisabled, onChange, run }: Props) {
  const { model } = run;
  const live = fieldsOf(model.config).filter(({ isLive }) => isLive);
  const [chosen, setChosen] = useState(Object.keys(model.commands)[0] ?? `set ${live[0]?.name}`);
  const [typed, setTyped] = useState<unknown>(undefined);
  const field = live.find(({ name }) => `set ${name}` === chosen);
  const now = field === undefined ? undefined : run.config.value[field.name];
  const value = typed === undefined ? now : typed;
  return (
    <fieldset class="change" disabled={isDisabled}>
      <legend>The one change</legend>
      <select
        aria-label="What is changed"
        value={chosen}
        onChange={({ currentTarget }) => {
          setChosen(currentTarget.value);
          setTyped(undefined);
        }}
      >
        <optgroup label="a command">
          {Object.entries(model.commands).map(([name, { help }]) => (
            <option key={name} value={name} title={help}>
              {kindWords(name)}
            </option>
          ))}
        </optgroup>
        <optgroup label="a setting">
          {live.map(({ help, name }) => (
            <option key={name} value={`set ${name}`} title={help}>
              {name}
            </option>
          ))}
        </optgroup>
      </select>
      {field === undefined ? (
        <CommandForm
          key={chosen}
          run={run}
          name={chosen}
          kind={model.commands[chosen]}
          label="Run both"
          act={(command) => onChange({ command, words: wordsOf(command) })}
        />
      ) : (
        <form
          class="command"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const command = { name: 'set', path: field.name, value };
            onChange({ command, words: `${field.name} set to ${JSON.stringify(value)}` });
          }}
        >
          <FieldInput
            field={field}
            path={field.name}
            value={value}
            reference={run.recipe.config[field.name] ?? null}
            unitOf={(unit) => (unit === '' ? '' : unitName(model, run.recipe.config, unit))}
            onChange={(path, next) => setTyped(changedAt(value, field.name, path, next))}
          />
          <button type="submit" class="button">
            Run both
          </button>
        </form>
      )}
    </fieldset>
  );
}

function wordsOf({ name, ...fields }: GivenChange['command']): string {
  const told = Object.entries(fields).map(
    ([field, value]) => `${field} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [kindWords(name), ...told].join(', ');
}
