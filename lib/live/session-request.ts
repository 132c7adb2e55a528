import { z } from 'zod';
import { paceSchema } from './pace.ts';

const count = z.int().min(0);

/** What can be asked of a session. Each is answered by a plain object or an error. */
export const sessionRequestSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('pause') }),
  z.strictObject({ do: z.literal('resume') }),
  z.strictObject({ do: z.literal('stop') }),
  z.strictObject({
    do: z.literal('step'),
    turns: z.int().min(1).max(1e9).optional().meta({ help: 'so many turns; 1 when left out' }),
    to: z.number().min(0).optional().meta({ help: 'to before the first turn of this time' }),
  }),
  z.strictObject({ do: z.literal('pace'), pace: paceSchema }),
  z.strictObject({
    do: z.literal('command'),
    command: z.looseObject({ name: z.string() }).meta({ help: 'the command: name and its fields' }),
  }),
  z.strictObject({
    do: z.literal('rewind'),
    to: z.number().min(0).meta({ help: 'to before the first turn of this time' }),
  }),
  z.strictObject({
    do: z.literal('answer'),
    decision: z.string(),
    choice: z.enum(['recommended', 'alternative']),
  }),
  z.strictObject({ do: z.literal('status') }),
  z.strictObject({ do: z.literal('state') }),
  z.strictObject({ do: z.literal('decision') }),
  z.strictObject({ do: z.literal('recipe') }),
  z.strictObject({ do: z.literal('snapshot') }),
  z.strictObject({ do: z.literal('kept') }),
  z.strictObject({
    do: z.literal('events'),
    query: z
      .looseObject({
        type: z.union([z.string(), z.array(z.string())]).optional(),
        from: z.number().optional(),
        to: z.number().optional(),
      })
      .default({})
      .meta({ help: 'a type, times from and to (both included), values of fields' }),
    after: z.int().min(-1).default(-1).meta({ help: 'only events with a larger id' }),
    limit: z.int().min(1).max(10_000).default(100),
    last: z.boolean().default(false).meta({ help: 'the last of them, not the first' }),
  }),
  z.strictObject({
    do: z.literal('log'),
    from: count.default(0).meta({ help: 'the first id' }),
    count: z.int().min(1).max(10_000).default(1_000),
  }),
]);

export type SessionRequest = z.input<typeof sessionRequestSchema>;
export type ParsedRequest = z.output<typeof sessionRequestSchema>;
