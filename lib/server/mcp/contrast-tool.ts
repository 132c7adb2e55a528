import { z } from 'zod';
import { contrast } from '../../node/why.ts';
import type { WhyTarget } from '../../why/answer.ts';
import { runField, targetField } from './fields.ts';
import { plainLine, valueLine } from './plain-line.ts';
import { tool } from './tool.ts';

/** `contrast`: why here and not there. */
export const contrastTool = tool({
  name: 'contrast',
  title: 'Here but not there',
  description:
    'Why something came in one run and not, or otherwise, in another of the same model: the smallest ' +
    'sets of what differs between their recipes (config, seed, commands) that, as there, take it away ' +
    'here.',
  input: z.strictObject({
    here: runField.describe('The run in which it came'),
    there: runField.describe('The run in which it did not, or otherwise'),
    target: targetField,
  }),
  output: z.looseObject({
    here: z.number().nullable(),
    there: z.number().nullable(),
    differences: z.array(z.looseObject({ kind: z.string(), what: z.string(), verdict: z.string() })),
    sets: z.array(z.array(z.int())),
    text: z.string(),
    reruns: z.int(),
  }),
  call({ here, there, target }, { runs }, { within }) {
    const answer = within(() =>
      contrast(runs.getRun(here).explained, runs.getRun(there).explained, target as WhyTarget),
    );
    const lines = [
      ...answer.text.split('\n').map(plainLine),
      ...answer.differences.map(
        ({ kind, what, verdict }, i) => `- ${i} ${kind} ${plainLine(what)}: ${verdict}`,
      ),
      `minimal sets ${valueLine(answer.sets)}, ${answer.reruns} runs made for this answer`,
    ];
    return { text: lines.join('\n'), data: answer };
  },
});
