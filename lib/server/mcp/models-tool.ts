import pc from 'picocolors';
import { z } from 'zod';
import { type ModelFacts, modelFacts } from '../../cli/model-facts.ts';
import { modelOutline } from '../../cli/model-outline.ts';
import { modelPage } from '../../cli/model-page.ts';
import { modelOf } from '../../cli/run-options.ts';
import { models } from '../../models/models.ts';
import { tool } from './tool.ts';

const PLAIN = { colors: pc.createColors(false), isTerminal: false, write: async () => {} };

/** `models`: what can be run, and what can be set. */
export const modelsTool = tool({
  name: 'models',
  title: 'Models',
  description:
    'Which models there are, with the fields of their config, presets, events, commands and metrics ' +
    'by name; of one model, everything, each with its help, range and default.',
  input: z.strictObject({
    model: z.string().optional().describe('One model in full; left out: all in short'),
  }),
  output: z.object({
    models: z.array(z.looseObject({ name: z.string(), version: z.int(), help: z.string() })),
  }),
  call({ model }) {
    if (model !== undefined) {
      const facts = modelFacts(modelOf(model));
      return { text: modelPage(facts, PLAIN), data: { models: [facts] } };
    }
    const all = models.map((each) => modelFacts(each));
    return {
      text: all.map((facts) => modelOutline(facts, PLAIN)).join('\n'),
      data: { models: all.map(inShort) },
    };
  },
});

function inShort({
  name,
  version,
  help,
  config,
  presets,
  events,
  commands,
  metrics,
  loss,
}: ModelFacts): object {
  return {
    name,
    version,
    help,
    config: Object.keys(config.properties ?? {}),
    presets: Object.keys(presets),
    events: Object.keys(events),
    commands: Object.keys(commands),
    metrics: Object.keys(metrics),
    loss,
  };
}
