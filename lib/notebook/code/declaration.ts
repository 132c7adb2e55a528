/** A name that a cell brings in at its top level. */
export interface Declaration {
  readonly name: string;
  /**
   * `variable` can be assigned by later cells (`let`, `var`), `constant` cannot (`const`, functions, classes,
   * enums, namespaces and imports), `type` exists for the checker alone (`type`, `interface`, `import type`,
   * `declare`).
   */
  readonly kind: 'variable' | 'constant' | 'type';
}
