import { z } from 'zod';
import { paceSchema } from '../../live/pace.ts';

const at = z.union([z.number(), z.looseObject({ time: z.number() })]);

/** SessionStatus, for the description. */
export const statusSchema = z.looseObject({
  status: z.enum(['running', 'paused', 'waiting', 'finished', 'stopped', 'failed']),
  reason: z.string().optional().meta({ help: 'why it is not running, where that is not plain' }),
  pace: paceSchema,
  time: z.number().meta({ help: 'of the latest turn' }),
  turn: z.int().meta({ help: 'turns so far' }),
  events: z.int().meta({ help: 'events so far' }),
  next: at.nullable().meta({ help: 'when the next turn comes, as the at of a command; null: it is over' }),
  commands: z.int().meta({ help: 'commands in the recipe' }),
  digest: z.string().optional().meta({ help: 'SHA-256 of the log, once the run is over' }),
});

/** SessionInfo, for the description. */
export const infoSchema = statusSchema.extend({
  id: z.string(),
  name: z.string(),
  model: z.string(),
  owner: z.string(),
  created: z.string().meta({ help: 'ISO time' }),
  recovered: z.string().nullable().meta({ help: 'what was lost when the server last ended, in words' }),
  unkept: z.string().nullable().meta({ help: 'why it is not kept on disk at the moment' }),
  viewers: z.int(),
});

/** SessionState, for the description. */
export const stateSchema = z.looseObject({
  time: z.number(),
  turn: z.int(),
  events: z.int(),
  done: z.boolean(),
  metrics: z.record(z.string(), z.number().nullable()),
  view: z.unknown().meta({ help: 'as the model has it' }),
});
