import { basename, extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { FaultlineError } from '../core/faultline-error.ts';
import { counted } from '../figures/quantity.ts';
import type { CellStart } from '../notebook/runner/run-notebook.ts';
import type { NotebookFileRun } from '../notebook/runner/run-notebook-file.ts';
import { CellProgress } from './cell-progress.ts';
import { withInterrupt } from './interrupt.ts';
import { sizeOption } from './number-option.ts';
import { ReportedFailure } from './reported-failure.ts';
import { stderr, stdout } from './terminal.ts';

interface Flags {
  readonly out?: string;
  readonly html?: string | true;
  readonly kernel?: string;
  readonly set?: readonly string[];
  readonly timeout?: number;
}

/** Adds `faultline notebook run`. */
export function addNotebook(program: Command): void {
  const command = program
    .command('notebook')
    .summary('run a notebook without Jupyter')
    .description('Runs notebooks and makes pages of them, without Jupyter and Python.');
  command
    .command('run')
    .summary('run all cells; write the results, and a page')
    .description('Runs all cells of a notebook and writes it with their outputs.')
    .argument('<file.ipynb>', 'the notebook')
    .option('--out <file.ipynb>', 'write it there (default: into the notebook itself)')
    .option('--html [file.html]', 'write a page that opens offline, too (default: the same name, .html)')
    .option('--kernel <name>', 'run it with another kernel, such as tslab (default: faultline)')
    .option('--set <name=value>', 'replace a value of the cell tagged parameters; repeatable', together)
    .option('--timeout <seconds>', 'what each cell may take (default: any time)', sizeOption('--timeout'))
    .addHelpText(
      'after',
      `
Examples:
  faultline notebook run analysis.ipynb --html
  faultline notebook run analysis.ipynb --set runs=20000 --out large.ipynb
  faultline notebook run analysis.ipynb --kernel tslab --timeout 60`,
    )
    .action((file: string, flags: Flags) => withInterrupt((signal) => act(file, flags, signal)));
}

async function act(file: string, flags: Flags, signal: AbortSignal): Promise<void> {
  // Loaded here: other commands need neither sockets nor what makes a page.
  const { runNotebookFile } = await import('../notebook/runner/run-notebook-file.ts');
  const { parseParameter } = await import('../notebook/runner/parameters.ts');
  const { NotebookFailure } = await import('../notebook/runner/notebook-failure.ts');
  const { KernelGone } = await import('../notebook/runner/kernel-process.ts');
  const { out, kernel, timeout, set = [] } = flags;
  const html = pageOf(file, flags);
  checkNames(file, out, html);
  const progress = new CellProgress();
  try {
    const run = await runNotebookFile(file, {
      ...(out !== undefined && { out }),
      ...(html !== undefined && { html }),
      ...(kernel !== undefined && { kernel }),
      ...(timeout !== undefined && { timeout }),
      parameters: set.map((text) => parseParameter(text, '--set')),
      signal,
      onCell: (cell: CellStart) => progress.show(cell),
    });
    progress.clear();
    await report(file, run);
  } catch (error) {
    progress.clear();
    if (signal.aborted) {
      await stderr.write(`faultline: ${file}: interrupted; nothing was written\n`);
      throw error;
    }
    if (!(error instanceof NotebookFailure || error instanceof KernelGone)) throw error;
    await stderr.write(`faultline: ${file}: ${error.message}\n`);
    throw new ReportedFailure();
  }
}

async function report(file: string, { failure, cells, seconds, out, html }: NotebookFileRun): Promise<void> {
  const { dim, red } = stderr.colors;
  if (failure !== null) {
    const details = failure.details.replace(/^/gm, '  ');
    await stderr.write(`${red(`faultline: ${file}: ${failure.message}`)}\n\n${details}\n\n`);
  }
  const time = `${counted(cells, 'cell')} in ${seconds.toFixed(1)} s`;
  await stderr.write(`${dim(failure === null ? time : `${time}, the rest was not run`)}\n`);
  await stdout.write(`${out}\n${html === undefined ? '' : `${html}\n`}`);
  if (failure !== null) throw new ReportedFailure();
}

function pageOf(file: string, { out = file, html }: Flags): string | undefined {
  if (html !== true) return html;
  const name = basename(out, extname(out));
  return `${out.slice(0, out.length - basename(out).length)}${name}.html`;
}

/** `--html` takes the word after it: `--html analysis.ipynb` would write a page over a notebook. */
function checkNames(file: string, out: string | undefined, html: string | undefined): void {
  if (html !== undefined && extname(html) === '.ipynb') {
    throw new FaultlineError('--html', html, 'the path of a page, such as analysis.html');
  }
  if (
    html !== undefined &&
    [file, out].some((path) => path !== undefined && resolve(path) === resolve(html))
  ) {
    throw new FaultlineError('--html', html, 'another path than that of the notebook');
  }
}

function together(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
