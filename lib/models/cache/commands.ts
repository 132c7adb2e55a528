import { z } from 'zod';
import type { CommandKind } from '../../core/model.ts';
import { FIRST_COMMANDED } from './chaos.ts';
import type { CacheConfig } from './config.ts';
import { COMMANDED, deedKey, wordOf } from './deed-key.ts';
import { disturb } from './disturb.ts';
import {
  checkDisturbance,
  DISTURBANCE_FIELDS,
  type Disturbance,
  type DisturbanceKind,
} from './disturbance.ts';
import type { Prepared } from './prepared.ts';
import type { CacheState } from './state.ts';
import { settleDue } from './turns.ts';

type CacheCommand = CommandKind<CacheConfig, Prepared, CacheState>;

/** The command that does what a row of chaos does. */
function commandOf(kind: DisturbanceKind, help: string): CacheCommand {
  const given = (fields: object): Disturbance => ({ ...fields, kind }) as Disturbance;
  return {
    help,
    fields: z.strictObject(DISTURBANCE_FIELDS[kind]),
    check: (fields: object, { nodesMax, keys }, where) =>
      checkDisturbance(given(fields), nodesMax, keys, where),
    apply: (fields: object, state, context, cause) => {
      const deed = given(fields);
      const key = keyOf(state, deed);
      disturb(state, context, deed, { cause, number: FIRST_COMMANDED + key, key });
      settleDue(state, context);
    },
  };
}

/** The key of what a command does now: of those that do the very same at a time, each has its own. */
function keyOf(state: CacheState, deed: Disturbance): number {
  const { deeds, time } = state;
  if (state.deedsTime !== time) deeds.length = 0;
  state.deedsTime = time;
  const word = wordOf(deed);
  const ordinal = deeds.filter((other) => other === word).length;
  deeds.push(word);
  return deedKey(COMMANDED, time, word, ordinal);
}

/** What a person may do to a running cluster. */
export const commands: Readonly<Record<string, CacheCommand>> = {
  kill_node: commandOf('kill', 'A node is gone with all it held; with `for` it comes back, empty.'),
  restart_node: commandOf('restart', 'A node that is down comes back, empty.'),
  slow_node: commandOf('slow', 'Service at a node takes longer by a factor.'),
  add_node: commandOf('add', 'A new node joins, if one is spare.'),
  remove_node: commandOf('remove', 'A node is taken out for good.'),
  flush: commandOf('flush', 'A node, or every one, forgets everything.'),
  partition: commandOf('partition', 'Nodes are cut off from the clients, the database, or both.'),
  drop: commandOf('drop', 'Messages to and from a node, or all, get lost.'),
  invalidate: commandOf('invalidate', 'All nodes forget a share of the keys.'),
  surge: commandOf('surge', 'Requests come more often by a factor.'),
  hot_key: commandOf('hot_key', 'A share of the requests asks for one key.'),
  shift: commandOf('shift', 'The popular keys are others from now on.'),
};
