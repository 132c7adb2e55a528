import { FaultlineError } from '../core/faultline-error.ts';

/** What was asked for is right in itself, and cannot be done now: the run is over, a decision is pending. */
export class StateError extends FaultlineError {
  readonly code = 'conflict';
}
