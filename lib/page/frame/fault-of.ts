import { FaultlineError } from '../../core/faultline-error.ts';

/** What is wrong with what was filled in, and at which field of the form. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/**
 * An error as a fault of a form.
 *
 * @param root what errors call the whole, such as `config`.
 * @param isField whether the form has a field at a path: a fault within a list is one of the list.
 */
export function faultOf(error: unknown, root: string, isField: (path: string) => boolean): Fault {
  if (!(error instanceof FaultlineError)) {
    return { path: '', message: error instanceof Error ? error.message : String(error) };
  }
  const steps = error.where.startsWith(`${root}.`) ? error.where.slice(root.length + 1).split(/[.[\]]+/) : [];
  for (let length = steps.length; length > 0; length--) {
    const path = steps.slice(0, length).join('.');
    if (isField(path)) return { path, message: error.message };
  }
  return { path: '', message: error.message };
}
