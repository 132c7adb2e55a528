/** Why a position was closed, beside what ExitNodes say: in this order at the head of a graph's reasons. */
export const OWN_REASONS = [
  'exit_condition_met',
  'stop',
  'target',
  'square_off',
  'end_of_data',
  'command',
] as const;

export const EXIT_CONDITION_MET = 0;
export const STOPPED = 1;
export const ON_TARGET = 2;
export const SQUARED_OFF = 3;
export const AT_END = 4;
export const COMMANDED = 5;
