/** One output in several forms, by mime type; a front end shows the richest that it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** What a kernel gives to the code of its cells. */
export interface NotebookHost {
  /** Shows a bundle under the running cell. With an id it can be replaced later; `update` replaces. */
  display(bundle: MimeBundle, options?: { readonly id?: string; readonly update?: boolean }): void;
  /** Clears the outputs of the running cell; with `wait`, when the next one arrives. */
  clearOutput(wait?: boolean): void;
  /** Asks the person at the front end for a line. @throws Error when the front end takes no input */
  input(prompt?: string, options?: { readonly password?: boolean }): Promise<string>;
  /** Shows text beside the notebook, in the front end's pager. */
  page(bundle: MimeBundle): void;
  /** Aborted when the running cell is interrupted. */
  readonly signal: AbortSignal;
}

const key = Symbol.for('faultline.notebook');

/** The kernel that runs this code; undefined outside of one. */
export function notebookHost(): NotebookHost | undefined {
  return (globalThis as { [key]?: NotebookHost })[key];
}

/** Makes a host known to the code of this process. */
export function setNotebookHost(host: NotebookHost): void {
  (globalThis as { [key]?: NotebookHost })[key] = host;
}
