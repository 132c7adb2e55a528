import type { Program } from 'oxc-parser';
import type { CellNames } from './cell-names.ts';
import type { CellText } from './cell-text.ts';
import { topLevelUses } from './top-level-uses.ts';

/** An identifier as written, where `\u0061` may stand for a letter. */
const IDENTIFIER = /(?:[\p{ID_Continue}$\u200c\u200d]|\\u(?:[\da-fA-F]{4}|\{[\da-fA-F]+\}))+/uy;

/** Gives the renamed names of the top level their other names wherever the cell uses them. */
export function rewriteNames(text: CellText, program: Program, names: CellNames): void {
  const mentioned = names.mentionedIn(text.source);
  if (mentioned.size === 0) return;
  const { uses, named } = topLevelUses(program, mentioned);
  for (const { name, start, isShorthand } of uses) {
    IDENTIFIER.lastIndex = start;
    const written = IDENTIFIER.exec(text.source)?.[0] ?? name;
    const content = isShorthand ? `${name}: ${names.of(name)}` : names.of(name);
    text.text.update(start, start + written.length, content);
  }
  for (const { name, node } of named.toReversed()) {
    text.before(node.start, `{ ${name}: `);
    text.after(node.end, ` }.${name}`);
  }
}
