/** A module that cannot be loaded, with the code that Node gives to errors of its kind. */
export class ModuleError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
