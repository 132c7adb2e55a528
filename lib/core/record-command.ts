import { type Command, commandNames } from './command.ts';
import { livePaths } from './config.ts';
import type { EventLog } from './event-log.ts';
import type { AnyModel } from './model.ts';

/** Records that a command has landed. Returns the id of the event, the cause of what it brings about. */
export function recordCommand(log: EventLog, model: AnyModel, command: Command): number {
  const kind = log.kindNamed('command');
  const id = log.count;
  const row = log.append(kind, command.turn.time, -1);
  const { integers } = log.rowsOf(kind);
  integers[0][row] = commandNames(model).indexOf(command.name);
  integers[1][row] = command.index;
  return id;
}

/** Records which field of the config a `set` has changed, and to what if it is a number. */
export function recordSet(log: EventLog, model: AnyModel, command: Command, cause: number): void {
  const { path, value } = command.fields as { readonly path: string; readonly value: unknown };
  const kind = log.kindNamed('config_set');
  const row = log.append(kind, command.turn.time, cause);
  const rows = log.rowsOf(kind);
  rows.integers[0][row] = livePaths(model).indexOf(path.split('.')[0]);
  rows.numbers[0][row] = typeof value === 'number' ? value : Number.NaN;
}
