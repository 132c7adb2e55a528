import { z } from 'zod';

/** Fields that several tools have. */

export const runField = z.string().describe('The id of a run of this session, as run gave it, such as r1');

export const targetField = z
  .looseObject({
    event: z.int().min(0).optional().describe('The id of an event; of a fate, the fate'),
    type: z.string().optional().describe('A type of events, with fields beside it: the first such event'),
    metric: z.string().optional().describe('A metric, whose change between from and to is meant'),
    from: z.number().optional(),
    to: z.number().optional(),
  })
  .describe(
    'One of {"event": 812}, {"type": "default", "bank": 7}, {"metric": "hitRatio", "from": 30, "to": 40}; ' +
      'targets of questions can be given as they are',
  );

export const metricsField = z.record(z.string(), z.number());
