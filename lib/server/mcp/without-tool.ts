import { z } from 'zod';
import { leaveOut } from '../../node/why.ts';
import { runField } from './fields.ts';
import { madeRun } from './made-run.ts';
import { factsOf, factsText, runFacts } from './run-facts.ts';
import { tool } from './tool.ts';

const change = z.object({ real: z.number(), without: z.number(), difference: z.number() });

/** `without`: the run that would have been. */
export const withoutTool = tool({
  name: 'without',
  title: 'The run without some causes',
  description:
    'Runs again on the same noise without some commands, shocks, decisions or arrivals, named by ' +
    'their event ids (root causes of why). Gives the metrics beside the real ones, and the id of the ' +
    'run that was made.',
  input: z.strictObject({
    run: runField,
    events: z.array(z.int().min(0)).min(1).max(100).describe('Ids of events with which something begins'),
  }),
  output: runFacts.extend({ changes: z.record(z.string(), change).describe('By metric') }),
  async call({ run: id, events }, lab, call) {
    const real = lab.runs.getRun(id);
    const recipe = call.within(() => leaveOut(real.explained, events));
    const run = await madeRun(real.model, recipe, lab, call);
    const { kept, forgotten } = lab.runs.add(real.model, run);
    const facts = call.within(() => factsOf(kept, forgotten));
    const before = real.explained.metrics as Readonly<Record<string, number>>;
    const changes: Record<string, z.output<typeof change>> = {};
    for (const [name, value] of Object.entries(run.metrics as Record<string, number>)) {
      changes[name] = { real: before[name], without: value, difference: value - before[name] };
    }
    const lines = Object.entries(changes).map(([name, { real: was, without }]) => {
      return was === without ? `- ${name}: ${was}, the same` : `- ${name}: ${was}, without ${without}`;
    });
    const left = events.map((event) => `#${event}`).join(', ');
    const text = [`${id} without ${left}:`, ...lines, factsText(facts)].join('\n');
    return { text, data: { ...facts, changes } };
  },
});
