/** The parts of a JSON schema that words are made of. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly help?: string;
  readonly unit?: string;
  readonly live?: boolean;
}

const TYPE_WORDS: Readonly<Record<string, string>> = { string: 'text', boolean: 'true or false' };

/** What values a schema allows, in words: `integer 1 to 100000`, `number above 0`, `none or random`. */
export function schemaWords(schema: JsonSchema): string {
  const { oneOf, anyOf = oneOf, type, items, prefixItems, properties } = schema;
  if (anyOf !== undefined) return anyOf.map(schemaWords).join(' or ');
  if (schema.enum !== undefined) return schema.enum.map(String).join(' or ');
  if (schema.const !== undefined) return String(schema.const);
  if (Array.isArray(type))
    return type.map((each: string) => schemaWords({ ...schema, type: each })).join(' or ');
  if (prefixItems !== undefined) return `[${prefixItems.map(schemaWords).join(', ')}]`;
  if (type === 'array') return items === undefined ? 'list' : `list of ${schemaWords(items)}`;
  if (properties !== undefined) return fieldsWords(schema);
  if (type === 'integer' || type === 'number') return `${type}${rangeWords(schema)}`;
  return TYPE_WORDS[String(type)] ?? String(type ?? 'anything');
}

/** The fields of an object; those that may be left out have a question mark, fixed ones their word. */
export function fieldsWords({ properties = {}, required = [] }: JsonSchema): string {
  const names = Object.entries(properties).map(([name, { const: word }]) => {
    if (word !== undefined) return `${name}: ${word}`;
    return required.includes(name) ? name : `${name}?`;
  });
  return names.length === 0 ? '{}' : `{ ${names.join(', ')} }`;
}

function rangeWords({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const top = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const bottom = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  if (bottom !== undefined && top !== undefined) return ` ${short(bottom)} to ${short(top)}`;
  if (exclusiveMinimum !== undefined && top !== undefined)
    return ` above ${short(exclusiveMinimum)} to ${short(top)}`;
  const bounds = [
    exclusiveMinimum === undefined ? '' : `above ${short(exclusiveMinimum)}`,
    bottom === undefined ? '' : `at least ${short(bottom)}`,
    exclusiveMaximum === undefined ? '' : `below ${short(exclusiveMaximum)}`,
    top === undefined ? '' : `at most ${short(top)}`,
  ].filter((bound) => bound !== '');
  return bounds.length === 0 ? '' : ` ${bounds.join(', ')}`;
}

function short(bound: number): string {
  return Math.abs(bound) >= 1e6 ? bound.toExponential().replace('e+', 'e') : String(bound);
}

/** A value as it would be typed, with spaces: `{ name: A, price: 100 }`. */
export function valueWords(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueWords).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const { nodes, edges, parameters = {} } = value as Readonly<Record<string, unknown>>;
  // Whole, a graph fills pages.
  if (Array.isArray(nodes) && Array.isArray(edges)) {
    return `a graph of ${nodes.length} nodes, parameters ${valueWords(parameters)}`;
  }
  if (Object.keys(value).length === 0) return '{}';
  const fields = Object.entries(value).map(([name, each]) => `${name}: ${valueWords(each)}`);
  return `{ ${fields.join(', ')} }`;
}
