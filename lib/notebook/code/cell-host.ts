/** The global variable by which the code of a cell reaches its host. Cells may not declare it. */
export const cellHostName = '__cell';

/** What `import` of a cell asks for. */
export interface CellImportOptions {
  /**
   * The names that an `import` statement takes (`default` too); absent for `import * as`, for imports without
   * names, and for `import(…)`. A name that the module has not may be a type imported without `type`, so
   * that a host that knows no types must let it pass: the cell then binds undefined.
   */
  readonly names?: readonly string[];
  /** Import attributes, such as `{ type: 'json' }`. */
  readonly with?: Readonly<Record<string, string>>;
}

/** What the code made by `readCell` calls; the host puts it into the global variable `cellHostName`. */
export interface CellHost {
  /**
   * Stands for `import` statements and for `import(…)`, which V8 cannot do in code from the inspector.
   *
   * @returns the module's namespace
   * @throws what the module throws, and Node's errors for modules that are not there
   */
  import(specifier: unknown, options?: CellImportOptions): Promise<Readonly<Record<string, unknown>>>;
  /**
   * Gets the operand of each `await` outside of functions, and its result is awaited in its place: the value
   * itself, or a promise that also rejects when the cell is interrupted.
   */
  await(value: unknown): unknown;
  /** As `await`, for the iterable of `for await`; see `eachAwaited`. */
  each(iterable: unknown): unknown;
  /** Gets the value of the cell's last statement, when that is an expression. Returns nothing. */
  result(value: unknown): void;
  /** `import.meta` of the cells. */
  readonly meta: object;
}
