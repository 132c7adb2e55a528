import { z } from 'zod';
import { questions } from '../../node/why.ts';
import { runField } from './fields.ts';
import { questionLines, runFacts } from './run-facts.ts';
import { tool } from './tool.ts';

/** `questions`: what is worth asking about a run. */
export const questionsTool = tool({
  name: 'questions',
  title: 'Questions worth asking',
  description: 'What is worth asking about a run, most surprising first, each with its target for why.',
  input: z.strictObject({ run: runField }),
  output: runFacts.pick({ questions: true }),
  call({ run }, { runs }, { within }) {
    const asked = within(() => questions(runs.get(run).explained)) as never;
    return { text: questionLines(asked).join('\n'), data: { questions: asked } };
  },
});
