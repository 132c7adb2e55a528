import { FaultlineError } from '../core/faultline-error.ts';
import type { Host } from '../core/host.ts';
import { nodeHost } from '../node/node-host.ts';

const SHIPPED = 'sp500';
const NEEDED = 'start the server with --allow-files for files of this machine';

/**
 * A host for runs that others ask for: what comes with Faultline, and no file or module of the
 * machine. A module would run with all rights of the user, and a file may hold anything.
 */
export const safeHost: Host = {
  readText(path, where) {
    if (path === SHIPPED) return nodeHost.readText(path, where);
    throw new FaultlineError(where, path, `the content itself, or a built-in name; ${NEEDED}`);
  },
  loadModule(path, where) {
    throw new FaultlineError(where, path, `a built-in name; ${NEEDED}`);
  },
};
