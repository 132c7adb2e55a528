/** One cell that ran: in which session (0: this one), its count, its source and the text of its result. */
export interface HistoryEntry {
  readonly session: number;
  readonly line: number;
  readonly source: string;
  readonly output: string | null;
}

/** What ran in this kernel, for the protocol's `history_request`. */
export class History {
  private readonly entries: { line: number; source: string; output: string | null }[] = [];

  add(line: number, source: string): void {
    this.entries.push({ line, source, output: null });
  }

  setOutput(line: number, output: string): void {
    const entry = this.entries.findLast((each) => each.line === line);
    if (entry) entry.output = output;
  }

  tail(n: number): HistoryEntry[] {
    return n > 0 ? this.entries.slice(-n).map(entryOf) : [];
  }

  /** Lines from `start` up to, not including, `stop`; of this session, which is all there is. */
  range(session: number, start: number, stop: number | null): HistoryEntry[] {
    if (session !== 0) return [];
    return this.entries.filter(({ line }) => line >= start && (stop === null || line < stop)).map(entryOf);
  }

  /** The last `n` that match a pattern of the shell's kind: `*` any text, `?` any letter. */
  search(pattern: string, n: number | null, unique: boolean): HistoryEntry[] {
    let found = this.entries.filter(({ source }) => fits(source, pattern));
    if (unique)
      found = found.filter((entry, i) => found.findLastIndex((e) => e.source === entry.source) === i);
    return (n === null ? found : found.slice(-n)).map(entryOf);
  }
}

/** In steps of at most their lengths' product, where a regular expression might take years. */
function fits(text: string, pattern: string): boolean {
  let at = 0;
  let p = 0;
  let star = -1;
  let mark = 0;
  while (at < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = at;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[at])) {
      p++;
      at++;
    } else if (star >= 0) {
      p = star + 1;
      at = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

function entryOf({ line, source, output }: Omit<HistoryEntry, 'session'>): HistoryEntry {
  return { session: 0, line, source, output };
}
