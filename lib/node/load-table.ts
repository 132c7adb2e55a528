import { FaultlineError } from '../core/faultline-error.ts';
import type { ModelOf } from '../core/model.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { nodeHost } from './node-host.ts';

/** What a field of the config holds once its file is read. */
type TableOf<Words extends Vocabulary, Field extends string> = Field extends keyof Words['given']
  ? Exclude<Words['given'][Field], string | undefined>
  : unknown;

/**
 * Reads a CSV file as the value of a model's config field, such as `loadTable(banks, 'banks', path)`.
 *
 * @throws FaultlineError for a field that takes no file, or a file that is not what the field needs.
 */
export function loadTable<Words extends Vocabulary, Field extends Words['file']>(
  model: ModelOf<Words>,
  field: Field,
  path: string,
): TableOf<Words, Field> {
  const parse = model.files?.[field];
  if (parse === undefined) {
    const fields = Object.keys(model.files ?? {});
    throw new FaultlineError('loadTable', field, `a field that takes a file: ${fields.join(', ') || 'none'}`);
  }
  return parse(nodeHost.readText(path, 'loadTable'), path) as TableOf<Words, Field>;
}
