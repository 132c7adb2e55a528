import { FaultlineError } from '../core/faultline-error.ts';
import { nodeHost } from '../node/node-host.ts';
import { jsonFault } from './json-fault.ts';

/**
 * The content of a JSON file.
 *
 * @param option the option that named it, such as `--config`.
 * @throws FaultlineError that names the file and, where it is not JSON, line and column.
 */
export function readJson(path: string, option: string): unknown {
  const text = nodeHost.readText(path, option).replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch {
    const at = faultOf(text);
    const before = text.slice(0, at).split('\n');
    const place = `${path}:${before.length}:${before[before.length - 1].length + 1}`;
    const rest = text.slice(at, at + 20).split('\n')[0];
    throw new FaultlineError(place, at < text.length ? rest || '\n' : undefined, 'JSON is needed');
  }
}

/** The same, for an object of fields. */
export function readJsonObject(path: string, option: string): Record<string, unknown> {
  const json = readJson(path, option);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new FaultlineError(path, json, 'an object of fields is needed');
  }
  return json as Record<string, unknown>;
}

/** Where a text stops being JSON; its beginning, where it is nested too deeply to tell. */
function faultOf(text: string): number {
  try {
    return jsonFault(text) ?? text.length;
  } catch {
    return 0;
  }
}
