/**
 * Where a text stops being JSON, as an offset; null when it is JSON. Engines name the place only in
 * some of their messages.
 */
export function jsonFault(text: string): number | null {
  const reader = new Reader(text);
  const isWhole = reader.value() && reader.end();
  return isWhole ? null : reader.at;
}

const SPACE = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none in its texts
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Reads as far as the text is JSON. Each method is false at the first fault, `at` its place. */
class Reader {
  at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  value(): boolean {
    this.take(SPACE);
    if (this.skip('{')) return this.list('}', () => this.member());
    if (this.skip('[')) return this.list(']', () => this.value());
    return this.take(STRING) || this.take(SCALAR);
  }

  end(): boolean {
    this.take(SPACE);
    return this.at === this.text.length;
  }

  private member(): boolean {
    this.take(SPACE);
    if (!this.take(STRING)) return false;
    this.take(SPACE);
    return this.skip(':') && this.value();
  }

  private list(close: string, item: () => boolean): boolean {
    this.take(SPACE);
    if (this.skip(close)) return true;
    for (;;) {
      if (!item()) return false;
      this.take(SPACE);
      if (this.skip(close)) return true;
      if (!this.skip(',')) return false;
    }
  }

  private skip(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return false;
    this.at = pattern.lastIndex;
    return true;
  }
}
