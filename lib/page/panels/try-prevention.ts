import { justAfter } from '../../core/just-after.ts';
import type { GivenCommand, Recipe } from '../../core/recipe.ts';
import { type At, compareTurns, turnOf } from '../../core/turn.ts';
import type { SessionStatus } from '../../live/session-message.ts';
import type { Ask } from './ask.ts';
import { runTo } from './run-to.ts';

/** A turn that is not found within so many is not there. */
const TURNS_MAX = 100_000;

/**
 * Makes a run again with commands besides those that it had: it goes back to where the first of them lands,
 * gives each in its turn, gives the later ones of before again, and stands at the end where it stood.
 *
 * @returns the status at the end.
 * @throws Error where the run cannot go back, or a command is refused.
 */
export async function tryPrevention(
  ask: Ask,
  phases: readonly string[],
  commands: readonly GivenCommand[],
): Promise<SessionStatus> {
  const { time } = (await ask({ do: 'status' })) as SessionStatus;
  const before = ((await ask({ do: 'recipe' })) as Recipe).commands as readonly GivenCommand[];
  const first = [...commands].sort((a, b) => order(a.at, b.at, phases))[0];
  if (first === undefined) return (await ask({ do: 'status' })) as SessionStatus;
  await ask({ do: 'rewind', to: timeOf(first.at) });
  const left = await commandsLeft(ask, before);
  for (const command of inTurn([...left, ...commands], phases)) {
    const { at, ...given } = command;
    await stepTo(ask, at, phases);
    await ask({ do: 'command', command: given as { readonly name: string } });
  }
  return goOn(ask, time);
}

/** Commands that the rewind has dropped. */
async function commandsLeft(ask: Ask, before: readonly GivenCommand[]): Promise<readonly GivenCommand[]> {
  const { commands } = (await ask({ do: 'recipe' })) as Recipe;
  const kept = commands.map((command) => JSON.stringify(command));
  return before.filter((command) => {
    const place = kept.indexOf(JSON.stringify(command));
    if (place < 0) return true;
    kept.splice(place, 1);
    return false;
  });
}

/** In the order in which they land; those of one turn as they are given. */
function inTurn(commands: readonly GivenCommand[], phases: readonly string[]): GivenCommand[] {
  return [...commands].sort((a, b) => order(a.at, b.at, phases));
}

/** Brings the session to before the first turn that is not less than `at`. */
async function stepTo(ask: Ask, at: At, phases: readonly string[]): Promise<void> {
  let { status } = await runTo(ask, timeOf(at));
  for (let turns = 0; turns < TURNS_MAX; turns++) {
    if (status.next === null || order(status.next, at, phases) >= 0) return;
    status = (await ask({ do: 'step' })) as SessionStatus;
    if (status.status !== 'paused') return;
  }
}

/** Through the turns of the time at which the run stood. */
async function goOn(ask: Ask, time: number): Promise<SessionStatus> {
  const { status } = await runTo(ask, time);
  if (status.next === null || timeOf(status.next) > time) return status;
  return (await ask({ do: 'step', to: justAfter(time) })) as SessionStatus;
}

function order(a: At, b: At, phases: readonly string[]): number {
  return compareTurns(turnOf(a, phases, 'at'), turnOf(b, phases, 'at'));
}

function timeOf(at: At): number {
  return typeof at === 'number' ? at : at.time;
}
