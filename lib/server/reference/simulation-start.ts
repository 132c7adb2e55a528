import { z } from 'zod';
import { newSessionSchema, type ParsedNewSession } from '../session/new-session.ts';

/** By this name the sessions begun here are found again. */
export const SIMULATION = 'simulation';

/** Units of its time, milliseconds unless told, in a second: who watches sees it happen. */
const PACE = { time: 1000 };

const { commands, config, decisions, pace, seed, until } = newSessionSchema.shape;

export const simulationStartSchema = z.strictObject({ config, seed, pace, commands, until, decisions });

/** The session that a start asks for. @param start false: it waits until somebody is there. */
export function simulationStart(
  given: z.output<typeof simulationStartSchema>,
  start: boolean,
): ParsedNewSession {
  return { pace: PACE, ...given, model: 'cache', name: SIMULATION, start };
}
