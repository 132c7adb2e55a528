import { useSignal } from '@preact/signals';
import { type Field, type Form, formIndexOf, formName, rangeWords, startOf } from './field.ts';
import { sliderRange } from './slider-range.ts';

interface Props {
  readonly field: Field;
  /** Dotted, from the root of what is filled in. */
  readonly path: string;
  readonly value: unknown;
  /** The value as it was at first: sliders are made for it. Undefined: there are no sliders. */
  readonly reference?: unknown;
  readonly unitOf: (unit: string) => string;
  /** What is wrong, by path. */
  readonly fault?: { readonly path: string; readonly message: string } | null;
  readonly onChange: (path: string, value: unknown) => void;
}

/** A field to be filled in: a choice among its forms where there are several, and the one that is chosen. */
export function FieldInput(props: Props) {
  const { fault, field, onChange, path, reference, unitOf, value } = props;
  const { forms, help, isOptional, name, unit } = field;
  const found = formIndexOf(forms, value);
  const isLeftOut = value === undefined && isOptional;
  const form = forms[Math.max(0, found)];
  const id = `field-${path}`;
  const isWrong = fault?.path === path;
  const hasChoice = forms.length > 1 || (isOptional && field.start === undefined);
  const words = [help, unitOf(unit), isLeftOut ? '' : rangeWords(form)].filter((each) => each !== '');
  return (
    <div class="field" data-wrong={isWrong}>
      <div class="field-head">
        <label class="field-name" for={id}>
          {name}
        </label>
        {hasChoice && (
          <select
            class="field-form"
            aria-label={`${name}: in which form`}
            value={isLeftOut ? 'out' : String(Math.max(0, found))}
            onChange={({ currentTarget }) => {
              const { value: chosen } = currentTarget;
              onChange(path, chosen === 'out' ? undefined : startOf(forms[Number(chosen)]));
            }}
          >
            {isOptional && field.start === undefined && <option value="out">left out</option>}
            {forms.map((each, i) => (
              <option key={formName(each)} value={String(i)}>
                {formName(each)}
              </option>
            ))}
          </select>
        )}
        {!isLeftOut && form.kind !== 'fields' && (
          <FormInput
            form={form}
            id={id}
            value={value}
            reference={reference}
            onChange={(next) => onChange(path, next)}
          />
        )}
      </div>
      {words.length > 0 && <p class="field-help">{words.join(' · ')}</p>}
      {isWrong && (
        <p class="field-fault" role="alert">
          {fault?.message}
        </p>
      )}
      {!isLeftOut && form.kind === 'fields' && (
        <div class="field-parts">
          {form.fields.map((part) => (
            <FieldInput
              key={part.name}
              field={part}
              path={`${path}.${part.name}`}
              value={partOf(value, part.name)}
              {...(reference !== undefined && { reference: partOf(reference, part.name) ?? null })}
              unitOf={unitOf}
              {...(fault !== undefined && { fault })}
              onChange={onChange}
            />
          ))}
        </div>
      )}
    </div>
  );
}

interface FormProps {
  readonly form: Form;
  readonly id: string;
  readonly value: unknown;
  readonly reference: unknown;
  readonly onChange: (value: unknown) => void;
}

function FormInput({ form, id, onChange, reference, value }: FormProps) {
  switch (form.kind) {
    case 'boolean':
      return (
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case 'word':
      return (
        <select id={id} value={String(value)} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          {form.words.map((word) => (
            <option key={word} value={word}>
              {word}
            </option>
          ))}
        </select>
      );
    case 'text':
      return (
        <input
          id={id}
          type="text"
          value={value === undefined || value === null ? '' : String(value)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'number':
      return <NumberInput form={form} id={id} value={value} reference={reference} onChange={onChange} />;
    case 'json':
      return <JsonInput id={id} value={value} onChange={onChange} />;
    default:
      return null;
  }
}

interface NumberProps extends Omit<FormProps, 'form'> {
  readonly form: Extract<Form, { kind: 'number' }>;
}

/** A number, and where it acts at once a slider to move it by. */
function NumberInput({ form, id, onChange, reference, value }: NumberProps) {
  const range = typeof reference === 'number' ? sliderRange(form, reference) : null;
  const isNumber = typeof value === 'number';
  return (
    <span class="number-input">
      {range && (
        <input
          type="range"
          min={range.from}
          max={range.to}
          step={range.step}
          value={isNumber ? value : range.from}
          aria-hidden="true"
          tabIndex={-1}
          onInput={({ currentTarget }) => onChange(Number(currentTarget.value))}
        />
      )}
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={Number.isFinite(form.min) ? form.min : undefined}
        max={Number.isFinite(form.max) ? form.max : undefined}
        step={form.isInteger ? 1 : (range?.step ?? 'any')}
        value={isNumber ? Number(value.toPrecision(12)) : ''}
        onChange={({ currentTarget }) => {
          const { value: text, valueAsNumber } = currentTarget;
          if (text !== '') onChange(valueAsNumber);
        }}
      />
    </span>
  );
}

interface JsonProps {
  readonly id: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** Lists and the like, as JSON; what does not read as JSON is taken as text, which the schema may refuse. */
function JsonInput({ id, onChange, value }: JsonProps) {
  const held = useSignal<string | null>(null);
  const text = held.value ?? (typeof value === 'string' ? value : JSON.stringify(value ?? null));
  return (
    <textarea
      id={id}
      rows={Math.min(6, 1 + Math.floor(text.length / 40))}
      spellcheck={false}
      value={text}
      onInput={({ currentTarget }) => {
        held.value = currentTarget.value;
      }}
      onChange={({ currentTarget }) => {
        held.value = null;
        onChange(jsonOrText(currentTarget.value));
      }}
    />
  );
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
