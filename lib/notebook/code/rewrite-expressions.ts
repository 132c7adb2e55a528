import { cellHostName } from './cell-host.ts';
import type { CellText } from './cell-text.ts';
import type { FoundInCell } from './find-in-cell.ts';

/** Sends what a cell awaits and imports through its host; leaves out what only abstract classes have. */
export function rewriteExpressions(text: CellText, found: FoundInCell): void {
  for (const { start } of found.imports) {
    text.text.update(start, start + 'import'.length, `${cellHostName}.import`);
  }
  for (const { start, end } of found.metas) text.replace(start, end, `${cellHostName}.meta`);
  // A node comes after those around it, and is revised before them.
  for (const { start, end } of found.awaits.toReversed()) {
    // Right behind the keyword, since the compiler takes `await` at the end of a line for a name.
    text.before(start + 'await'.length, ` ${cellHostName}.await(`);
    text.after(end, ')');
  }
  for (const { right } of found.awaitingLoops.toReversed()) {
    text.before(right.start, `${cellHostName}.each(`);
    text.after(right.end, ')');
  }
  for (const { start, end } of found.abstractMembers) text.replace(start, end, ';');
}
