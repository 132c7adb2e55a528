import { z } from 'zod';
import { paceSchema } from '../../live/pace.ts';

/** What a person gives to begin a session: a recipe, or a model and what is to differ from its defaults. */
export const newSessionSchema = z.strictObject({
  model: z.string().optional().meta({ help: 'the name of a model; a recipe names its own' }),
  recipe: z.looseObject({}).optional().meta({ help: 'a whole recipe, instead of the other fields' }),
  config: z.looseObject({}).optional().meta({ help: 'any fields of the model’s config' }),
  seed: z.union([z.number(), z.string()]).optional(),
  commands: z.array(z.looseObject({ name: z.string() })).optional(),
  until: z.number().min(0).nullable().optional().meta({ help: 'the last time that is simulated' }),
  name: z.string().min(1).max(100).optional().meta({ help: 'for people' }),
  pace: paceSchema.optional().meta({ help: 'as fast as it can when left out' }),
  idle: z
    .number()
    .min(1)
    .max(1e9)
    .optional()
    .meta({ help: 'seconds without a viewer after which it is deleted; left out: it is kept' }),
  start: z.boolean().default(true).meta({ help: 'false: it stays paused at its start' }),
  decisions: z
    .strictObject({
      wait: z
        .number()
        .min(0)
        .max(86_400)
        .nullable()
        .default(null)
        .meta({ help: 'seconds until the recommended one is taken; null: it waits' }),
    })
    .optional()
    .meta({ help: 'ask a person for decisions; left out: nobody is asked' }),
});

export type NewSession = z.input<typeof newSessionSchema>;
export type ParsedNewSession = z.output<typeof newSessionSchema>;
