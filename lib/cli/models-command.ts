import type { Command } from 'commander';
import { models } from '../models/models.ts';
import { modelFacts } from './model-facts.ts';
import { modelOutline } from './model-outline.ts';
import { modelPage } from './model-page.ts';
import { modelOf } from './run-options.ts';
import { stdout } from './terminal.ts';

/** Adds `faultline models`: what there is, and what can be set. */
export function addModels(program: Command): void {
  program
    .command('models')
    .summary('what can be run, and what can be set')
    .description('Lists the models with their config, events and commands; of one of them, everything.')
    .argument('[name]', 'a model')
    .option('--json', 'print it as JSON, the config as a JSON schema')
    .addHelpText(
      'after',
      `
Examples:
  faultline models
  faultline models banks | less
  faultline models banks --json`,
    )
    .action(async (name: string | undefined, { json }: { json?: true }) => {
      const facts = name === undefined ? models.map(modelFacts) : modelFacts(modelOf(name));
      if (json) await stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
      else if (Array.isArray(facts))
        await stdout.write(facts.map((each) => modelOutline(each, stdout)).join('\n'));
      else await stdout.write(modelPage(facts, stdout));
    });
}
