import { z } from 'zod';
import { modelFacts } from '../../cli/model-facts.ts';
import { models } from '../../models/models.ts';
import { Refusal } from '../refusal.ts';
import type { AppContext } from './app-context.ts';

const modelSchema = z.looseObject({ name: z.string(), version: z.int(), help: z.string() });

/** What can be run. */
export function addModelRoutes(context: AppContext): void {
  const facts = models.map((model) => modelFacts(model));
  context.route({
    method: 'GET',
    path: '/api/v1/models',
    tag: 'models',
    summary: 'The models: config as a JSON schema, presets, events, commands, metrics',
    right: 'look',
    answers: { 200: { description: 'The models.', schema: z.array(modelSchema) } },
    handle: () => facts,
  });
  context.route({
    method: 'GET',
    path: '/api/v1/models/:name',
    tag: 'models',
    summary: 'One of the models',
    right: 'look',
    answers: { 200: { description: 'The model.', schema: modelSchema } },
    handle({ params }) {
      const found = facts.find(({ name }) => name === params.name);
      if (found !== undefined) return found;
      throw new Refusal(
        'missing',
        'model',
        params.name,
        `one of ${facts.map(({ name }) => name).join(', ')}`,
      );
    },
  });
}
