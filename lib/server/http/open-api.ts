import { readFileSync } from 'node:fs';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { errorSchema } from './documentation.ts';
import type { JsonSchema } from './json-schema.ts';

const TAGS: Readonly<Record<string, string>> = {
  sessions: 'Runs that go by themselves.',
  control: 'What steers a session.',
  data: 'What a session holds.',
  questions: 'Why something happened.',
  streams: 'What a session tells, as it comes.',
  models: 'What can be run.',
  service: 'The server itself.',
};

interface Operation {
  readonly requestBody?: { required: boolean; readonly content: Record<string, { schema?: JsonSchema }> };
}

/** Gathers the description of all routes that are added after it. */
export async function addDescription(app: FastifyInstance): Promise<void> {
  const packageFile = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(packageFile) as { readonly version: string };
  app.addSchema(errorSchema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Faultline',
        version,
        description: 'Live runs of systems that fail in cascades: watched, steered, asked why.',
      },
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'Where the server has a secret; `faultline token` makes one.',
          },
          accessToken: {
            type: 'apiKey',
            in: 'query',
            name: 'access_token',
            description: 'The same on streams, where a browser sends no header.',
          },
        },
      },
    },
    convertConstToEnum: false,
    refResolver: { buildLocalReference: (json, _uri, _fragment, i) => String(json.$id ?? `schema-${i}`) },
    transformObject(made) {
      if (!('openapiObject' in made)) return made.swaggerObject;
      for (const path of Object.values(made.openapiObject.paths ?? {})) {
        for (const operation of Object.values(path as Record<string, Operation>)) markBody(operation);
      }
      return made.openapiObject;
    },
  });
}

/** A body of which no field is needed need not be there. */
function markBody({ requestBody }: Operation): void {
  if (requestBody === undefined) return;
  const { schema } = Object.values(requestBody.content)[0] ?? {};
  requestBody.required = !Array.isArray(schema) && (schema?.required as string[] | undefined) !== undefined;
}
