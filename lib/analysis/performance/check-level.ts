import { FaultlineError } from '../../core/faultline-error.ts';

/** A level of confidence. @throws FaultlineError unless it is between 0 and 1, both excluded. */
export function checkLevel(where: string, level: unknown): number {
  if (typeof level === 'number' && level > 0 && level < 1) return level;
  throw new FaultlineError(where, level, 'a number between 0 and 1, both excluded, such as 0.99');
}
