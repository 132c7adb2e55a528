/**
 * Bad input, said in one line: where it is, what was given, what is allowed.
 * The command line prints `message` and exits with code 2.
 */
export class FaultlineError extends Error {
  readonly where: string;
  readonly given: unknown;
  readonly allowed: string;

  constructor(where: string, given: unknown, allowed: string) {
    super(`${where}: given ${describeGiven(given)}; ${allowed}`);
    this.name = 'FaultlineError';
    this.where = where;
    this.given = given;
    this.allowed = allowed;
  }
}

const GIVEN_LENGTH_MAX = 80;

/** Renders any value on one line of at most 80 characters. */
export function describeGiven(given: unknown): string {
  if (given === undefined) return 'nothing';
  if (typeof given === 'number' || typeof given === 'bigint') return String(given);
  if (typeof given === 'function') return 'a function';
  if (given instanceof Error) return given.message.split('\n')[0];
  let text: string;
  try {
    text = JSON.stringify(given) ?? String(given);
  } catch {
    text = Object.prototype.toString.call(given);
  }
  return text.length > GIVEN_LENGTH_MAX ? `${text.slice(0, GIVEN_LENGTH_MAX - 1)}…` : text;
}
