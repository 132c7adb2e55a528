import { z } from 'zod';

/** As much of a JSON schema as is looked at here. */
export interface JsonSchema {
  type?: string;
  description?: string;
  help?: unknown;
  properties?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  [keyword: string]: unknown;
}

/** What a schema takes, as a JSON schema (2020-12), with its help as descriptions. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      const described = jsonSchema as JsonSchema;
      if (typeof described.help === 'string') described.description ??= described.help;
      delete described.help;
    },
  }) as JsonSchema;
  delete made.$schema;
  return made;
}
