import { FaultlineError } from '../core/faultline-error.ts';

/** `missing`: there is no such thing. `limit`: too many or too much. `storage`: it could not be kept. */
export type RefusalCode = 'missing' | 'limit' | 'storage';

/** Something that a server does not do, though what was asked for is well-formed. */
export class Refusal extends FaultlineError {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, where: string, given: unknown, allowed: string) {
    super(where, given, allowed);
    this.code = code;
  }
}

/** Of something that was not kept: what the file system said, and what to do. */
export function unkept(where: string, given: unknown, error: unknown): Refusal {
  const { code, message } = error as NodeJS.ErrnoException;
  const allowed = `a disk that takes it (${code ?? message}): nothing was changed; make room and try again`;
  return new Refusal('storage', where, given, allowed);
}
