import { z } from 'zod';

/** One of the forms in which a field's value may be given. */
export type Form =
  | {
      readonly kind: 'number';
      readonly isInteger: boolean;
      /** The bounds, infinite where there is none; excluded ones are not allowed themselves. */
      readonly min: number;
      readonly max: number;
      readonly isMinExcluded: boolean;
      readonly isMaxExcluded: boolean;
    }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  /** No value. */
  | { readonly kind: 'null' }
  /** An object; `tag` is the word of its own field `kind`, where that tells it from others. */
  | { readonly kind: 'fields'; readonly tag: string | null; readonly fields: readonly Field[] }
  /** Anything else, such as a list: written as JSON. */
  | { readonly kind: 'json'; readonly like: string };

/** A field of a config or a command, as a person fills it in. */
export interface Field {
  readonly name: string;
  readonly help: string;
  readonly unit: string;
  /** May be set while a run goes on. */
  readonly isLive: boolean;
  /** May be left out. */
  readonly isOptional: boolean;
  /** Undefined where there is none. */
  readonly start: unknown;
  readonly forms: readonly Form[];
}

/** The parts of a JSON schema that are read here. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly default?: unknown;
  readonly help?: string;
  readonly unit?: string;
  readonly live?: boolean;
}

/** The fields of an object's schema, in its order. */
export function fieldsOf(schema: z.ZodObject): readonly Field[] {
  return fieldsIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema);
}

/** Which of a field's forms a value is in; -1: none. */
export function formIndexOf(forms: readonly Form[], value: unknown): number {
  return forms.findIndex((form) => isIn(form, value));
}

/** A value to begin with when a form is chosen: the least that the form allows. */
export function startOf(form: Form): unknown {
  switch (form.kind) {
    case 'number':
      return leastOf(form);
    case 'boolean':
      return false;
    case 'text':
      return '';
    case 'word':
      return form.words[0];
    case 'null':
      return null;
    case 'json':
      return [];
    case 'fields': {
      const given = form.fields.flatMap(({ forms, isOptional, name, start }) => {
        if (start !== undefined) return [[name, start]];
        return isOptional ? [] : [[name, startOf(forms[0])]];
      });
      return { ...(form.tag !== null && { kind: form.tag }), ...Object.fromEntries(given) };
    }
  }
}

/** A form in a word, for a choice among several. */
export function formName(form: Form): string {
  if (form.kind === 'fields') return form.tag ?? 'in detail';
  if (form.kind === 'word') return 'by name';
  return { null: 'none', json: 'a list', number: 'a number', boolean: 'yes or no', text: 'a text' }[
    form.kind
  ];
}

/** What a number may be, in words: `0 to 1`, `above 0`. */
export function rangeWords(form: Form): string {
  if (form.kind !== 'number') return form.kind === 'json' ? `JSON: ${form.like}` : '';
  const { isInteger, isMaxExcluded, isMinExcluded, max, min } = form;
  const low = Number.isFinite(min) ? `${isMinExcluded ? 'above ' : ''}${short(min)}` : '';
  const high = Number.isFinite(max) ? `${isMaxExcluded ? 'below ' : ''}${short(max)}` : '';
  const bounds = low && high ? `${low} to ${high}` : low || high;
  const words = low && !high && !isMinExcluded ? `at least ${low}` : bounds;
  return isInteger ? `whole, ${words}`.replace(/, $/, '') : words;
}

function fieldsIn({ properties = {}, required = [] }: Schema): Field[] {
  return Object.entries(properties)
    .filter(([, schema]) => schema.const === undefined)
    .map(([name, schema]) => ({
      name,
      help: schema.help ?? '',
      unit: schema.unit ?? '',
      isLive: schema.live === true,
      isOptional: !required.includes(name),
      start: schema.default,
      forms: formsOf(schema),
    }));
}

function formsOf(schema: Schema): Form[] {
  const { type } = schema;
  if (Array.isArray(type)) return type.map((each: string) => formOf({ ...schema, type: each }));
  const several = schema.anyOf ?? schema.oneOf;
  return several === undefined ? [formOf(schema)] : several.flatMap(formsOf);
}

function formOf(schema: Schema): Form {
  if (schema.enum !== undefined) return { kind: 'word', words: schema.enum.map(String) };
  if (schema.const !== undefined) return { kind: 'word', words: [String(schema.const)] };
  switch (schema.type) {
    case 'null':
      return { kind: 'null' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'string':
      return { kind: 'text' };
    case 'number':
    case 'integer':
      return numberForm(schema);
  }
  const { properties } = schema;
  if (properties === undefined || isOpen(properties)) return { kind: 'json', like: likeOf(schema) };
  const tag = properties.kind?.const;
  return { kind: 'fields', tag: tag === undefined ? null : String(tag), fields: fieldsIn(schema) };
}

/** Objects that hold lists of others, such as graphs, are no forms to fill in. */
function isOpen(properties: Readonly<Record<string, Schema>>): boolean {
  return Object.values(properties).some(({ items, type }) => type === 'array' && items !== false);
}

function numberForm(schema: Schema): Form {
  const { exclusiveMaximum, exclusiveMinimum, type } = schema;
  const isInteger = type === 'integer';
  const bound = (value: number | undefined, none: number): number =>
    value === undefined || Math.abs(value) === Number.MAX_SAFE_INTEGER ? none : value;
  return {
    kind: 'number',
    isInteger,
    min: bound(exclusiveMinimum ?? schema.minimum, Number.NEGATIVE_INFINITY),
    max: bound(exclusiveMaximum ?? schema.maximum, Number.POSITIVE_INFINITY),
    isMinExcluded: exclusiveMinimum !== undefined,
    isMaxExcluded: exclusiveMaximum !== undefined,
  };
}

function likeOf({ items, prefixItems, properties, type }: Schema): string {
  if (prefixItems !== undefined) return `[${prefixItems.map(likeOf).join(', ')}]`;
  if (type === 'array') return items ? `[${likeOf(items)}, …]` : '[…]';
  if (properties !== undefined) return `{ ${Object.keys(properties).join(', ')} }`;
  return type === undefined || type === 'object' ? '{ … }' : String(type);
}

function isIn(form: Form, value: unknown): boolean {
  switch (form.kind) {
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'text':
      return typeof value === 'string';
    case 'word':
      return form.words.includes(value as string);
    case 'json':
      return typeof value === 'object' && value !== null;
    case 'fields':
      return (
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        (form.tag === null || (value as { kind?: unknown }).kind === form.tag)
      );
  }
}

function leastOf({ isInteger, isMinExcluded, max, min }: Extract<Form, { kind: 'number' }>): number {
  if (!Number.isFinite(min)) return 0;
  if (!isMinExcluded) return min;
  return isInteger || max > min + 1 ? min + 1 : (min + Math.min(max, min + 1)) / 2;
}

function short(bound: number): string {
  return Math.abs(bound) >= 1e6 ? bound.toExponential().replace('e+', 'e') : String(bound);
}
