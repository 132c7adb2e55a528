import type { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';

type Reader = (text: string) => unknown;

/**
 * Reads the texts of a query as what a schema has by their names: numbers, true and false (1 and 0 too),
 * lists by their commas or by many of the same name. What is none of that stays a text, for the schema to
 * refuse.
 */
export function queryReader(schema: z.ZodType): (query: object) => Record<string, unknown> {
  const readers = new Map<string, Reader>();
  for (const [name, of] of Object.entries(jsonSchemaOf(schema).properties ?? {})) {
    readers.set(name, readerOf(of));
  }
  return (query) => {
    const values: Record<string, unknown> = {};
    for (const [name, given] of Object.entries(query)) {
      const read = readers.get(name) ?? ((text: string) => text);
      values[name] = typeof given === 'string' ? read(given) : listOf(given as readonly string[], read);
    }
    return values;
  };
}

/** Of a name that comes more than once. */
function listOf(given: readonly string[], read: Reader): unknown {
  const values = given.map(read);
  return values.every(Array.isArray) ? values.flat() : values;
}

function readerOf(schema: JsonSchema): Reader {
  const types = [schema, ...(schema.anyOf ?? [])].map(({ type }) => type);
  if (types.includes('array')) return (text) => (text === '' ? [] : text.split(','));
  if (types.includes('number') || types.includes('integer')) return numberOf;
  if (types.includes('boolean')) return flagOf;
  return (text) => text;
}

function numberOf(text: string): unknown {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(value) ? text : value;
}

function flagOf(text: string): unknown {
  if (text === 'true' || text === '1' || text === '') return true;
  return text === 'false' || text === '0' ? false : text;
}
