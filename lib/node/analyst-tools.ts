import type { StructuredToolInterface } from '@langchain/core/tools';
import { toolText } from '../analyst/prompt.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { analystFacts } from './analyst-facts.ts';
import type { Explained } from './why.ts';

/**
 * The tools of the analyst as tools of LangChain, for agents of your own: `slice`, `events`, `why_not` and,
 * of a run that can be made again, `metric` and `without`. What they give is data between `<data>` and
 * `</data>`. What such an agent says is not checked; `ask` checks.
 *
 * @throws FaultlineError for what is no run, and when `@langchain/core` is not installed.
 */
export async function analystTools(run: Explained): Promise<StructuredToolInterface[]> {
  const { facts } = analystFacts(run, '');
  const { tool } = await load();
  return facts.tools.map(({ name, description, schema, call }) =>
    tool(
      async (args: unknown, config?: { readonly signal?: AbortSignal }) => {
        const signal = config?.signal ?? new AbortController().signal;
        try {
          return toolText(await call(args as never, signal));
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof FaultlineError)) throw error;
          return toolText(error.message);
        }
      },
      { name, description, schema: schema as never },
    ),
  ) as unknown as StructuredToolInterface[];
}

async function load(): Promise<typeof import('@langchain/core/tools')> {
  try {
    return await import('@langchain/core/tools');
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new FaultlineError('analystTools', why, 'install what it needs: npm install @langchain/core');
  }
}
