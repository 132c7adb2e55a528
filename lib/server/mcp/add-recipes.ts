import type { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { KeptRun, KeptRuns } from './kept-runs.ts';

const MIME = 'application/json';

/** Adds the recipe of each run as a resource: with it, `faultline run --recipe` makes the same run. */
export function addRecipes(mcp: McpServer, Template: typeof ResourceTemplate, runs: KeptRuns): void {
  const withRecipe = (): readonly KeptRun[] => runs.all.filter(({ explained }) => 'recipe' in explained);
  const template = new Template('faultline://runs/{run}/recipe', {
    list: () => ({
      resources: withRecipe().map(({ id, model }) => ({
        uri: `faultline://runs/${id}/recipe`,
        name: `Recipe of ${id}`,
        description: `All that fixes this run of ${model.name}, as JSON`,
        mimeType: MIME,
      })),
    }),
    complete: {
      run: (start) =>
        withRecipe()
          .map(({ id }) => id)
          .filter((id) => id.startsWith(start)),
    },
  });
  mcp.registerResource(
    'recipe',
    template,
    { title: 'Recipe of a run', description: 'All that fixes a run, as JSON', mimeType: MIME },
    (uri, { run }) => {
      const { recipe } = runs.getRun(String(run)).explained;
      return { contents: [{ uri: uri.href, mimeType: MIME, text: JSON.stringify(recipe) }] };
    },
  );
}
