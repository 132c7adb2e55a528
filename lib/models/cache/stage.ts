import { AT_CLIENT, AT_DATABASE, AT_NODE, COMMITTED, FILLED, SERVED } from './agenda.ts';

/** Where an attempt can be when its client leaves. */
export const STAGES = [
  ...['on the way', 'in the line of the node', 'at the node', 'behind the fetch of another'],
  ...['on the way to the database', 'in the line of the database', 'at the database', 'on the way back'],
  'lost',
] as const;

const LOST = STAGES.length - 1;
/** Where an attempt waits, of which nothing is to come by itself. */
export const IN_LINE = -1;
export const IN_DATABASE_LINE = -2;
export const BEHIND_FETCH = -3;

const INDEXES = new Map([
  ...([
    [AT_NODE, 0],
    [IN_LINE, 1],
    [SERVED, 2],
    [BEHIND_FETCH, 3],
    [AT_DATABASE, 4],
    [IN_DATABASE_LINE, 5],
    [COMMITTED, 6],
    [FILLED, 7],
    [AT_CLIENT, 7],
  ] as const),
]);

/** A call's stage as an index into STAGES. */
export function stageIndex(stage: number, isLost: boolean): number {
  return isLost ? LOST : (INDEXES.get(stage) ?? LOST);
}
