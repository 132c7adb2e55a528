import { z } from 'zod';
import { whyNot } from '../../node/why-not.ts';
import { runField } from './fields.ts';
import { plainLine } from './plain-line.ts';
import { tool } from './tool.ts';

const LIMIT = 50;

/** `why_not`: what held back something that did not happen. */
export const whyNotTool = tool({
  name: 'why_not',
  title: 'Why it did not happen',
  description:
    'What held back something that did not happen: the guard, its value and its threshold, the ' +
    'closest to giving way first. acted is not empty where it did happen.',
  input: z.strictObject({
    run: runField,
    target: z
      .looseObject({ type: z.string().optional(), node: z.string().optional() })
      .describe(
        '{"type": "default", "bank": 7}; in a strategy {"node": a node, "at": tick or time, "to": …}',
      ),
  }),
  output: z.looseObject({
    guards: z.array(z.looseObject({ guard: z.string(), sentence: z.string() })),
    acted: z.array(z.looseObject({})),
    text: z.string(),
    left_out: z.object({ guards: z.int(), acted: z.int() }).optional(),
  }),
  call({ run, target }, { runs }, { within }) {
    return within(() => {
      const answer = whyNot(runs.get(run).explained as never, target as never);
      const guards = answer.guards.slice(0, LIMIT);
      const acted = answer.acted.slice(0, LIMIT);
      const left = {
        guards: answer.guards.length - guards.length,
        acted: answer.acted.length - acted.length,
      };
      const isCut = left.guards > 0 || left.acted > 0;
      const data = isCut ? { guards, acted, text: answer.text, left_out: left } : { ...answer };
      const lines = [
        ...answer.text.split('\n').map(plainLine),
        ...guards.map(({ t, guard, value, threshold, sentence }) => {
          return `- t=${t} ${plainLine(guard)} value=${value} threshold=${threshold}: ${plainLine(sentence)}`;
        }),
        ...(acted.length > 0 ? [`it did happen: events ${acted.map(({ id }) => `#${id}`).join(', ')}`] : []),
        ...(isCut ? [`left out: ${left.guards} guards, ${left.acted} events`] : []),
      ];
      return { text: lines.join('\n'), data };
    });
  },
});
