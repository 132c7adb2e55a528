import { z } from 'zod';
import { modelOf } from '../../cli/run-options.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import { loadEvents } from '../../node/load-events.ts';
import { factsOf, factsText, runFacts } from './run-facts.ts';
import { tool } from './tool.ts';

/** `load_log`: the log of a run, or of a real system, from a file. Only with `--allow-files`. */
export const loadLogTool = tool({
  name: 'load_log',
  title: 'Load a log',
  description:
    'Reads a log, a line of JSON for each event, from a file on the machine of the server. why, ' +
    'questions and events take its id; nothing of it can be run again.',
  input: z.strictObject({
    model: z.string().describe('The model that the log is of'),
    path: z.string().describe('The file'),
    config: z.record(z.string(), z.unknown()).optional().describe('Fields of the config, where known'),
  }),
  output: runFacts,
  call({ model: name, path, config }, lab, { within }) {
    const model = modelOf(name);
    const events = within(() => loadEvents(model, path, { config }));
    if (events.count > lab.limits.events) {
      throw new FaultlineError('load_log', `${events.count} events`, `at most ${lab.limits.events} events`);
    }
    const { kept, forgotten } = lab.runs.add(model, { model, events });
    const data = within(() => factsOf(kept, forgotten));
    return { text: factsText(data), data };
  },
});
