import { expect, test } from 'vitest';
import { openedApp } from './opened-server.ts';

// biome-ignore lint/suspicious/noExplicitAny: a description is plain data
type Json = any;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The faults of a description by the structure of OpenAPI 3.1 (its sections 4.8.1 to 4.8.24). */
function faultsOf(api: Json): string[] {
  const faults: string[] = [];
  const need = (isRight: boolean, where: string): void => {
    if (!isRight) faults.push(where);
  };
  need(/^3\.1\.\d+$/.test(api.openapi), 'openapi');
  need(typeof api.info.title === 'string' && typeof api.info.version === 'string', 'info');
  const ids: string[] = [];
  const tags = new Set(api.tags.map(({ name }: Json) => name));
  for (const [path, item] of Object.entries<Json>(api.paths)) {
    need(path.startsWith('/') && !path.includes(':'), path);
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const [method, operation] of Object.entries<Json>(item)) {
      const where = `${method} ${path}`;
      need(METHODS.includes(method), where);
      need(typeof operation.summary === 'string' && operation.summary !== '', `${where}: summary`);
      need(operation.tags?.length === 1, `${where}: tags`);
      need(tags.has(operation.tags?.[0]) || /^reference/.test(operation.tags?.[0]), `${where}: tag`);
      ids.push(operation.operationId);
      const parameters: Json[] = operation.parameters ?? [];
      const inPath = parameters.filter((each) => each.in === 'path');
      need(
        JSON.stringify(inPath.map(({ name }) => name).sort()) === JSON.stringify([...names].sort()),
        `${where}: path`,
      );
      need(
        inPath.every(({ required }) => required === true),
        `${where}: required`,
      );
      for (const { in: place, name, schema } of parameters) {
        need(
          ['path', 'query', 'header', 'cookie'].includes(place) && typeof name === 'string',
          `${where}: ${name}`,
        );
        need(typeof schema === 'object', `${where}: ${name}: schema`);
      }
      if (operation.requestBody)
        need(Object.keys(operation.requestBody.content).length > 0, `${where}: body`);
      const statuses = Object.entries<Json>(operation.responses);
      need(statuses.length > 1, `${where}: responses`);
      for (const [status, response] of statuses) {
        need(/^[1-5]\d\d$/.test(status), `${where}: ${status}`);
        need(typeof response.description === 'string', `${where}: ${status}: description`);
      }
      need(Array.isArray(operation.security), `${where}: security`);
      for (const each of operation.security) {
        for (const scheme of Object.keys(each))
          need(scheme in api.components.securitySchemes, `${where}: ${scheme}`);
      }
    }
  }
  need(new Set(ids).size === ids.length && ids.every((id) => typeof id === 'string'), 'operationId');
  for (const [, ref] of JSON.stringify(api).matchAll(/"\$ref":"([^"]*)"/g)) {
    const found = ref
      .split('/')
      .slice(1)
      .reduce((here: Json, step: string) => here?.[step], api);
    need(ref.startsWith('#/') && found !== undefined, ref);
  }
  need(!JSON.stringify(api).includes('"$schema"'), '$schema');
  return faults;
}

test('the description is OpenAPI 3.1, and has every route', async () => {
  const routes: string[] = [];
  const app = await openedApp();
  const api = (await app.inject('/openapi.json')).json();
  expect(faultsOf(api)).toEqual([]);
  for (const [, line] of app
    .printRoutes({ commonPrefix: false, includeHooks: false })
    .matchAll(/(\/\S*.*)$/gm)) {
    routes.push(line);
  }
  const described = Object.entries<Json>(api.paths).flatMap(([path, item]) => {
    return Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`);
  });
  for (const each of described) {
    const [method, path] = each.split(' ');
    const url = path.replace(/\{(\w+)\}/g, ':$1');
    expect([each, app.hasRoute({ method: method as 'GET', url })]).toEqual([each, true]);
  }
  const text = app.printRoutes({ commonPrefix: false });
  const count = [...text.matchAll(/\(([A-Z, ]+)\)/g)].flatMap(([, methods]) =>
    methods.split(', ').filter((method) => method !== 'HEAD'),
  ).length;
  expect(routes.length).toBeGreaterThan(0);
  expect(described).toHaveLength(count);
  expect(described).toEqual(
    expect.arrayContaining([
      'POST /api/v1/sessions',
      'GET /api/v1/sessions/{id}/ws',
      'POST /api/interactive/start',
    ]),
  );
});

test('a stream takes its token in the query, and lists are of commas', async () => {
  const app = await openedApp();
  const { paths } = (await app.inject('/openapi.json')).json();
  const stream = paths['/api/v1/sessions/{id}/stream'].get;
  expect(stream.security).toEqual([{ bearer: [] }, { accessToken: [] }]);
  expect(Object.keys(stream.responses['200'].content)).toEqual(['text/event-stream']);
  const kinds = stream.parameters.find(({ name }: Json) => name === 'kinds');
  expect(kinds).toMatchObject({ in: 'query', explode: false, schema: { type: 'array' } });
  expect(kinds.description).toBe('kinds of events, such as default');
  expect(
    paths['/api/v1/sessions'].post.requestBody.content['application/json'].schema.properties.seed,
  ).toBeDefined();
  expect(paths['/healthz'].get.security).toEqual([]);
});
