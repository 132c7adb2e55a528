/** A command that failed and has already said why: it ends with exit code 1 and no further line. */
export class ReportedFailure extends Error {
  constructor() {
    super('failed');
    this.name = 'ReportedFailure';
  }
}
