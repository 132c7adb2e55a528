/** A part of a line that fits a page. */
export interface CutLine {
  /** `…` stands where something was left out. */
  readonly text: string;
  /** Where in it the place is that was meant, from 0, in characters as a terminal counts them. */
  readonly at: number;
}

/**
 * The part of a line around a place, at most `width` characters; the line itself where that fits.
 *
 * @param offset the place, in UTF-16 units from 0
 */
export function cutLine(line: string, offset: number, width: number): CutLine {
  const characters = [...line];
  const place = [...line.slice(0, offset)].length;
  const last = Math.max(0, characters.length - width);
  const from = Math.min(Math.max(0, place - Math.floor(width / 2)), last);
  const shown = characters.slice(from, from + width);
  if (from > 0) shown[0] = '…';
  if (from < last) shown[shown.length - 1] = '…';
  return { text: shown.join(''), at: place - from };
}
