import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel } from '../core/model.ts';
import { nodeHost } from './node-host.ts';

/**
 * Reads a CSV file as the value of a model's config field, such as `loadTable(banks, 'banks', path)`.
 *
 * @throws FaultlineError for a field that takes no file, or a file that is not what the field needs.
 */
export function loadTable(model: AnyModel, field: string, path: string): unknown {
  const parse = model.files?.[field];
  if (parse === undefined) {
    const fields = Object.keys(model.files ?? {});
    throw new FaultlineError('loadTable', field, `a field that takes a file: ${fields.join(', ') || 'none'}`);
  }
  return parse(nodeHost.readText(path, 'loadTable'), path);
}
