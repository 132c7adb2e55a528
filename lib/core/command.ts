import { z } from 'zod';
import { type GivenConfig, livePaths, parseConfig, withPath } from './config.ts';
import type { EventKinds } from './event-kind.ts';
import { FaultlineError } from './faultline-error.ts';
import type { AnyModel, Modules } from './model.ts';
import type { GivenCommand } from './recipe.ts';
import { parseWith } from './schema-error.ts';
import { type At, atSchema, compareTurns, type TurnKey, turnOf } from './turn.ts';

/** A command ready to land. */
export interface Command {
  readonly name: string;
  /** Its own fields, checked. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly turn: TurnKey;
  /** Its position in the recipe. */
  readonly index: number;
}

/** The command that every model has. */
export const SET = 'set';

const setFields = z.strictObject({ path: z.string(), value: z.unknown() });

/**
 * Checks a command against its model.
 *
 * @throws FaultlineError for an unknown name, a wrong field, a field of the config that is not live.
 */
export function parseCommand(
  model: AnyModel,
  config: unknown,
  prepared: unknown,
  modules: Modules,
  given: GivenCommand,
  index: number,
): Command {
  const where = `commands[${index}]`;
  if (typeof given !== 'object' || given === null) {
    throw new FaultlineError(where, given, 'an object with name, at and the fields of the command');
  }
  const { name, at, ...rest } = given;
  const turn = turnOf(parseWith(atSchema, at, `${where}.at`) as At, model.phases, `${where}.at`);
  if (name === SET) {
    const fields = parseWith(setFields, rest, where);
    const live = livePaths(model);
    if (!live.includes(fields.path.split('.')[0])) {
      throw new FaultlineError(`${where}.path`, fields.path, `a live field: ${live.join(', ')}`);
    }
    if (!('value' in rest)) throw new FaultlineError(`${where}.value`, undefined, 'the value to set');
    const changed = parseConfig(
      model,
      withPath(config as GivenConfig, fields.path, fields.value, `${where}.path`),
      where,
    );
    model.checkChange?.(config, changed, where);
    model.prepare(changed, modules);
    return { name, fields, turn, index };
  }
  const kind = Object.hasOwn(model.commands, name) ? model.commands[name] : undefined;
  if (kind === undefined) {
    throw new FaultlineError(`${where}.name`, name, `one of ${commandNames(model).join(', ')}`);
  }
  const fields = parseWith(kind.fields, rest, where);
  kind.check?.(fields as never, prepared, where);
  return { name, fields, turn, index };
}

/** Every command of a model, as the log numbers them. */
export function commandNames(model: AnyModel): string[] {
  return [...Object.keys(model.commands), SET];
}

/** The order in which commands land: by turn, those for one turn as they stand in the recipe. */
export function inOrder(commands: readonly Command[]): Command[] {
  return [...commands].sort((a, b) => compareTurns(a.turn, b.turn) || a.index - b.index);
}

/** The event kinds of a model with those that every model has, which come last. */
export function kindsOf(model: AnyModel): EventKinds {
  return {
    ...model.events,
    command: {
      help: 'A command of the recipe lands. It has no causes: a person gave it.',
      columns: {
        name: { type: 'label', labels: commandNames(model) },
        command: { type: 'integer' },
      },
      sentence: 'Command {command}: {name}.',
    },
    config_set: {
      help: 'A live field of the config was changed by `set`; value is null where it is not a number.',
      columns: { path: { type: 'label', labels: livePaths(model) }, value: { type: 'number', orNull: true } },
      sentence: '{path} was set to {value}.',
    },
  };
}
