import MagicString from 'magic-string';
import { countMentions } from './count-mentions.ts';

/**
 * A cell's text under revision. Revise what is inside of a node before what is around it: what is put before
 * and after a node then nests, and goes with the node when that moves.
 */
export class CellText {
  readonly source: string;
  readonly text: MagicString;

  constructor(source: string) {
    this.source = source;
    this.text = new MagicString(source);
  }

  /** Puts text in front of what starts at an offset. */
  before(offset: number, content: string): void {
    this.text.prependRight(offset, content);
  }

  /** Puts text after what ends at an offset. */
  after(offset: number, content: string): void {
    this.text.appendLeft(offset, content);
  }

  /** Puts something in place of a range, and keeps the lines after it where they are. */
  replace(start: number, end: number, content: string): void {
    const whole = content + this.lineBreaks(start, end);
    if (start === end) this.after(end, whole);
    else if (whole === '') this.text.remove(start, end);
    else this.text.update(start, end, whole);
  }

  /** Takes a range to the top, below what was taken there before; a `;` stays to part its neighbours. */
  hoist(start: number, end: number): void {
    // The end of what stands before it stays there.
    this.text.appendLeft(start, ';');
    this.text.move(start, end, 0);
  }

  /** How often a name stands in a range, also in texts and comments. */
  mentions(name: string, start: number, end: number): number {
    return countMentions(this.source.slice(start, end), name);
  }

  lineBreaks(start: number, end: number): string {
    return this.source.slice(start, end).replace(/[^\n]+/g, '');
  }
}
