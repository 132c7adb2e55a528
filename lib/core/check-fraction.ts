import { FaultlineError } from './faultline-error.ts';

/** Throws unless the value is between 0 and 1, both excluded; `where` opens the message. */
export function checkFraction(where: string, value: number): void {
  if (!(typeof value === 'number' && value > 0 && value < 1)) {
    throw new FaultlineError(where, value, 'a number between 0 and 1, both excluded, such as 0.99');
  }
}
