import { z } from 'zod';
import { modelOf } from '../../cli/run-options.ts';
import { type GivenCommand, makeRecipe } from '../../core/recipe.ts';
import { madeRun } from './made-run.ts';
import { factsOf, factsText, runFacts } from './run-facts.ts';
import { tool } from './tool.ts';

/** `run`: one run, kept under an id that the other tools take. */
export const runTool = tool({
  name: 'run',
  title: 'Run a model',
  description:
    'Runs a model once. Gives the id of the run, for the other tools, its metrics, how many events of each ' +
    'type it has, and questions worth asking. Equal arguments give the same run to the last bit. To try an ' +
    'intervention, run the same config and seed with commands.',
  input: z.strictObject({
    model: z.string().describe('banks, cache or trading; models says what each can be given'),
    config: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Fields of the config, over the defaults; {"preset": name} for a preset'),
    seed: z.union([z.number(), z.string()]).optional().describe('An integer, or a text; 1 when left out'),
    commands: z
      .array(z.looseObject({ name: z.string(), at: z.unknown() }))
      .optional()
      .describe('What is done to the world: [{"name": …, "at": time, fields of the command}]'),
    until: z.number().min(0).nullable().optional().describe('The last time that is simulated'),
  }),
  output: runFacts,
  async call({ model: name, config, seed, commands, until }, lab, call) {
    const model = modelOf(name);
    const given = commands as GivenCommand[] | undefined;
    const recipe = call.within(() => makeRecipe(model, { config, seed, commands: given, until }, lab.host));
    const run = await madeRun(model, recipe, lab, call);
    const { kept, forgotten } = lab.runs.add(model, run);
    const data = call.within(() => factsOf(kept, forgotten));
    return { text: factsText(data), data };
  },
});
