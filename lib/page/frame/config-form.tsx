import { useSignal } from '@preact/signals';
import { type GivenConfig, parseConfig, withPath } from '../../core/config.ts';
import { parseSeed, type Seed } from '../../core/seed.ts';
import { unitName } from '../../core/unit-name.ts';
import { configChanges } from '../config-changes.ts';
import type { PageStore } from '../store/page-store.ts';
import type { RunStore } from '../store/run-store.ts';
import { type Fault, faultOf } from './fault-of.ts';
import { fieldsOf } from './field.ts';
import { FieldInput } from './field-input.tsx';
import { valueAt } from './value-at.ts';

interface Props {
  readonly page: PageStore;
  readonly run: RunStore;
}

/** The config of a run to be begun, field by field; it opens on that of the run in hand. */
export function ConfigForm({ page, run }: Props) {
  const { model } = run;
  const draft = useSignal<GivenConfig>(run.recipe.config);
  const seed = useSignal<string>(String(run.recipe.seed));
  const asks = useSignal(false);
  const search = useSignal('');
  const fault = useSignal<Fault | null>(null);
  const fields = fieldsOf(model.config);
  const presets = Object.keys(model.presets ?? {});
  const changed = changedFields(run, draft.value);
  const wanted = search.value.trim().toLowerCase();
  const shown = fields.filter(
    ({ help, name }) => name !== 'preset' && `${name} ${help}`.toLowerCase().includes(wanted),
  );
  const unitOf = (unit: string): string => (unit === '' ? '' : unitName(model, run.recipe.config, unit));

  const change = (path: string, value: unknown): void => {
    try {
      draft.value = withPath(draft.value, path, value, 'config');
      fault.value = null;
    } catch (error) {
      fault.value = faultOf(error, 'config', (at) => valueAt(draft.value, at) !== undefined);
    }
  };
  const start = async (): Promise<void> => {
    const isField = (path: string): boolean =>
      fields.some(({ name }) => name === path) || valueAt(draft.value, path) !== undefined;
    let given: Seed;
    try {
      parseConfig(model, draft.value);
      given = parseSeed(seed.value);
    } catch (error) {
      fault.value = faultOf(error, 'config', isField);
      return;
    }
    const { pace } = run.status.value;
    const isOpen = await page.openNew(model.name, draft.value, given, pace, asks.value);
    if (!isOpen) fault.value = { path: '', message: page.notice.value ?? '' };
  };
  return (
    <form
      class="config"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <p class="panel-lead">{model.help}</p>
      <div class="config-tools">
        <label>
          Seed
          <input
            type="text"
            value={seed.value}
            onInput={({ currentTarget }) => {
              seed.value = currentTarget.value;
            }}
          />
        </label>
        {presets.length > 0 && (
          <label>
            Begin from
            <select
              value=""
              onChange={({ currentTarget }) => {
                const { value } = currentTarget;
                currentTarget.value = '';
                draft.value = parseConfig(model, value === 'defaults' ? {} : { preset: value });
              }}
            >
              <option value="">choose…</option>
              <option value="defaults">the defaults</option>
              {presets.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {model.decide !== undefined && (
          <label class="check">
            <input
              type="checkbox"
              checked={asks.value}
              onChange={({ currentTarget }) => {
                asks.value = currentTarget.checked;
              }}
            />
            Ask me for decisions, and wait
          </label>
        )}
        <label class="search">
          Find
          <input
            type="search"
            placeholder={`among ${fields.length} fields`}
            value={search.value}
            onInput={({ currentTarget }) => {
              search.value = currentTarget.value;
            }}
          />
        </label>
      </div>
      {shown.map((field) => (
        <div key={field.name} class="config-field" data-changed={changed.has(field.name)}>
          <FieldInput
            field={field}
            path={field.name}
            value={draft.value[field.name]}
            unitOf={unitOf}
            fault={fault.value}
            onChange={change}
          />
        </div>
      ))}
      <div class="panel-foot">
        {fault.value !== null && (
          <p class="field-fault" role="alert">
            {fault.value.message}
          </p>
        )}
        <button type="submit" class="button primary" disabled={page.isOpening.value}>
          Start this run
        </button>
        <span class="muted">
          {changed.size === 0 ? 'as the run in hand' : `${changed.size} changed from the run in hand`}
        </span>
      </div>
    </form>
  );
}

function changedFields(run: RunStore, draft: GivenConfig): ReadonlySet<string> {
  const paths = Object.keys(configChanges(run.recipe.config, draft));
  return new Set(paths.map((path) => path.split('.')[0]));
}
