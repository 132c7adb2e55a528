import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addAsk } from './ask-command.ts';
import { addClear } from './clear-command.ts';
import { addCompare } from './compare-command.ts';
import { addDecompose } from './decompose-command.ts';
import { addExperiment } from './experiment-command.ts';
import { addKernel } from './kernel-command.ts';
import { addKnee } from './knee-command.ts';
import { addMcp } from './mcp-command.ts';
import { addModels } from './models-command.ts';
import { addNotebook } from './notebook-command.ts';
import { addRun } from './run-command.ts';
import { addServe } from './serve-command.ts';
import { addSweep } from './sweep-command.ts';
import { addToken } from './token-command.ts';
import { addTour } from './tour-command.ts';
import { addTrace } from './trace-command.ts';
import { addWhy } from './why-command.ts';
import { PAGE_WIDTH } from './wrap.ts';

/** The command line as commander knows it. It throws instead of leaving, and prints help only. */
export function programOf(): Command {
  const program = new Command('faultline')
    .description('A lab for systems that fail in cascades.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .configureOutput({ writeErr: () => {}, getOutHelpWidth: () => PAGE_WIDTH })
    .configureHelp({ showGlobalOptions: false })
    .addHelpText(
      'after',
      `
Examples:
  faultline tour                            a Monte Carlo, a story, a report
  faultline run banks --seed 7              one run
  faultline why banks --seed 7              why it happened
  faultline sweep banks --runs 2000         VaR and CVaR
  faultline decompose banks --runs 2000     a loss, split by channel and bank
  faultline clear network.json              what indebted banks can pay
  faultline trace keys.txt --size 1000      misses of eviction policies
  faultline models banks                    what can be set
  faultline notebook run analysis.ipynb     a notebook, without Jupyter

Exit codes: 0 done, 1 a run failed, 2 bad input, 130 interrupted.`,
    );
  const run = [
    addRun,
    addWhy,
    addAsk,
    addSweep,
    addCompare,
    addDecompose,
    addKnee,
    addExperiment,
    addClear,
    addTrace,
  ];
  for (const add of [...run, addModels, addTour, addNotebook, addKernel, addMcp, addServe, addToken])
    add(program);
  return program;
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
