import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { plainLine } from './plain-line.ts';

/** Adds what a person may choose from a menu: to have a failure explained. */
export function addPrompts(mcp: McpServer): void {
  mcp.registerPrompt(
    'explain_failure',
    {
      title: 'Explain a failure',
      description: 'Runs a model and explains the most surprising thing that went wrong.',
      argsSchema: {
        model: z.string().optional().describe('banks, cache or trading'),
        seed: z.string().optional().describe('The seed of the run'),
      },
    },
    ({ model = 'banks', seed = '9' }) => ({
      messages: [
        {
          role: 'user',
          content: {
            type: 'text',
            text:
              `Run the model ${plainLine(model)} with seed ${plainLine(seed)}. Take the first of its ` +
              'questions and ask why. Then tell in plain words: what happened, the chain that led to it, ' +
              'which causes are necessary, sufficient or contributing, and what would have prevented it. ' +
              'Check the prevention by running again with its commands. Cite the ids of events for every ' +
              'statement, and say nothing that the tools did not say.',
          },
        },
      ],
    }),
  );
}
