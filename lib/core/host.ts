import { FaultlineError } from './faultline-error.ts';

/** What the outside lends to a run, synchronously: the text of a file, the exports of a module. */
export interface Host {
  readonly readText: (path: string, where: string) => string;
  readonly loadModule: (path: string, where: string) => unknown;
}

/** A host that lends nothing, such as a browser's worker. */
export const noHost: Host = {
  readText: (path, where) => {
    throw new FaultlineError(where, path, 'files cannot be read here: give their content');
  },
  loadModule: (path, where) => {
    throw new FaultlineError(where, path, 'modules cannot be loaded here: give a built-in name');
  },
};
