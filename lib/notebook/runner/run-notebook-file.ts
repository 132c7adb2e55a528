import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FaultlineError } from '../../core/faultline-error.ts';
import { checkWritable, writeWhole } from '../../node/whole-file.ts';
import { findKernel, OUR_KERNEL } from './find-kernel.ts';
import type { Notebook } from './notebook.ts';
import { readNotebook, writeNotebook } from './notebook-file.ts';
import { notebookPage } from './notebook-page.ts';
import { type NotebookRun, type RunNotebookOptions, runNotebook } from './run-notebook.ts';

export interface RunNotebookFileOptions extends Omit<RunNotebookOptions, 'kernel' | 'cwd'> {
  /** Where the notebook with its outputs goes. Left out: the file itself. */
  readonly out?: string;
  /** Where its page goes. Left out: no page. */
  readonly html?: string;
  /** The name of a kernel. Left out: ours. */
  readonly kernel?: string;
}

/** A notebook file that was run, and where the results are. */
export interface NotebookFileRun extends NotebookRun {
  readonly out: string;
  readonly html?: string;
}

/**
 * Runs a notebook file in the folder that it is in, and writes it, and its page, with the new outputs: also
 * when a cell failed, so that one can look at what came before. When anything else fails, and after an abort,
 * nothing is written.
 *
 * @throws FaultlineError for bad input, before anything is run; NotebookFailure for a cell that takes too
 * long and a kernel that ends; the signal's reason.
 */
export async function runNotebookFile(
  path: string,
  options: RunNotebookFileOptions = {},
): Promise<NotebookFileRun> {
  const { out = path, html, kernel: name, signal, ...rest } = options;
  const notebook = readNotebook(path);
  const asRead = readFileSync(path);
  if (name === undefined) checkLanguage(notebook, path);
  const folder = dirname(resolve(path));
  const kernel = findKernel(name ?? OUR_KERNEL, '--kernel', folder);
  checkWritable(out, options.out === undefined ? 'notebook' : '--out');
  if (html !== undefined) checkWritable(html, '--html');
  const given = { ...rest, kernel, cwd: folder, ...(signal && { signal }) };
  const run = await runNotebook(notebook, given);
  const never = new AbortController().signal;
  if (resolve(out) === resolve(path)) checkUnchanged(path, asRead);
  if (html !== undefined) {
    const page = notebookPage(run.notebook, { name: path, folder });
    await writeWhole(html, '--html', [page], signal ?? never);
  }
  // A page is not left without its notebook.
  await writeNotebook(out, '--out', run.notebook, html === undefined && signal ? signal : never);
  return { ...run, out, ...(html !== undefined && { html }) };
}

/** What somebody saved while the notebook ran is not to be overwritten. */
function checkUnchanged(path: string, asRead: Buffer): void {
  if (existsSync(path) && readFileSync(path).equals(asRead)) return;
  const advice = 'nothing was written: run it again, or into another file with --out';
  throw new FaultlineError('notebook', path, `the file as it was when the run began; ${advice}`);
}

/** Our kernel would run a notebook in another language, and fail cell by cell. */
function checkLanguage({ metadata }: Notebook, path: string): void {
  const spec = metadata.kernelspec as { language?: unknown; name?: unknown } | undefined;
  const info = metadata.language_info as { name?: unknown } | undefined;
  const language = info?.name ?? spec?.language;
  if (typeof language !== 'string') {
    checkKernelName(spec?.name, path);
    return;
  }
  if (/^(?:type|java)script$/i.test(language)) return;
  const kernel = typeof spec?.name === 'string' ? `; name its kernel: --kernel ${spec.name}` : '';
  throw new FaultlineError(`${path}, language`, language, `typescript is needed${kernel}`);
}

/** Without a language its kernel's name is all that a notebook says of itself. */
function checkKernelName(name: unknown, path: string): void {
  if (name === undefined || name === OUR_KERNEL || name === 'tslab') return;
  const advice = `${OUR_KERNEL}, or say which to use: --kernel ${OUR_KERNEL}`;
  throw new FaultlineError(`${path}, kernelspec`, name, advice);
}
