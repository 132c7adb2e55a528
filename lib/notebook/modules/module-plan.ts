/** How one version of a local module loads. Plain data, since on Node 20 it goes to another thread. */
export interface PlannedModule {
  readonly url: string;
  readonly format: 'module' | 'commonjs' | 'json';
  /** Absent when Node reads the file itself. */
  readonly source?: string;
  /** The URLs of the local modules that it imports, by specifier. */
  readonly edges: Readonly<Record<string, string>>;
}

/** What the hooks of Node's loader know of local modules. */
export class ModulePlan {
  private readonly modules = new Map<string, PlannedModule>();

  add(modules: readonly PlannedModule[]): void {
    for (const each of modules) this.modules.set(each.url, each);
  }

  /** A planned module, by its URL or as what another planned module imports. */
  find(specifier: string, parent?: string): PlannedModule | undefined {
    const edges = parent === undefined ? undefined : this.modules.get(parent)?.edges;
    const url = edges && Object.hasOwn(edges, specifier) ? edges[specifier]! : specifier;
    return this.modules.get(url);
  }
}
