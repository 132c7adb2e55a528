/** A path with names in it, such as `/api/v1/sessions/:id`. */
export class PathPattern {
  private readonly names: readonly string[];
  private readonly pattern: RegExp;

  constructor(path: string) {
    this.names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    const escaped = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    this.pattern = new RegExp(`^${escaped.replace(/:\w+/g, '([^/]+)').replace('*', '.*')}$`);
  }

  /** The values of the names, decoded; null for another path, and for one that is not well-formed. */
  match(path: string): Readonly<Record<string, string>> | null {
    const found = this.pattern.exec(path);
    if (found === null) return null;
    try {
      return Object.fromEntries(this.names.map((name, i) => [name, decodeURIComponent(found[i + 1])]));
    } catch {
      return null;
    }
  }
}
