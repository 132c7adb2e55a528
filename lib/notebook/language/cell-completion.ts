import { isDocumentName } from './cell-project.ts';
import { offsetAt, type Position } from './text-position.ts';

/** What can stand at a place of a cell. Offsets are in UTF-16 units. */
export interface CellCompletion {
  /** Texts that replace `start` to `end`, best first; each begins with what is typed there, in any case. */
  readonly matches: readonly string[];
  readonly start: number;
  readonly end: number;
  /** One for each match. `type` is a word such as 'function'; `help` is filled for the first ones only. */
  readonly details: readonly CompletionDetail[];
}

export interface CompletionDetail {
  readonly text: string;
  readonly type: string;
  readonly help: string;
}

/** An item as the server gives it; what it holds besides is sent back when help is asked for. */
export interface ServerItem {
  readonly label: string;
  readonly kind?: number;
  readonly sortText?: string;
  readonly insertText?: string;
  readonly detail?: string;
  readonly documentation?: string | { readonly value: string };
  readonly textEdit?: { readonly newText: string; readonly range?: Range; readonly insert?: Range };
  readonly additionalTextEdits?: readonly unknown[];
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A server's items that fit what is typed, in its order, with the text that each puts in. */
export interface FittingItems {
  readonly start: number;
  readonly items: readonly { readonly text: string; readonly item: ServerItem }[];
}

/** Words for the kinds of the protocol, from 1. */
const kinds = [
  'text method function constructor field variable class interface module property unit value enum keyword',
  'snippet color file reference folder enum-member constant struct event operator type-parameter',
].flatMap((line) => line.split(' '));

/** Identifiers, private names, and decorators' names. */
const typedName = /#?[\p{ID_Continue}$\u200c\u200d]*$/u;

/** Keeps what fits the text before `offset`. `text` and the items' ranges are those of the document. */
export function fitting(text: string, offset: number, items: readonly ServerItem[]): FittingItems {
  const nameStart = offset - (typedName.exec(text.slice(0, offset))?.[0].length ?? 0);
  const all = items
    .filter(({ label, additionalTextEdits }) => additionalTextEdits === undefined && isWanted(label))
    .map((item) => placed(text, nameStart, item))
    .filter((each) => each !== undefined);
  // One range for all: that of the first item, such as a literal's or an import path's.
  const start = all[0]?.start ?? nameStart;
  const typed = text.slice(start, offset).toLowerCase();
  const seen = new Set<string>();
  const fit = all.filter((each) => {
    const fits = each.start === start && each.text.toLowerCase().startsWith(typed) && !seen.has(each.text);
    seen.add(each.text);
    return fits;
  });
  return { start, items: fit.sort(byServerOrder) };
}

/** Files of declarations alone, such as those behind `node:fs/`, cannot be imported by name. */
function isWanted(label: string): boolean {
  return !isDocumentName(label) && !label.endsWith('.d.ts');
}

/** The text that an item puts in, and where; undefined where it would change what is before. */
function placed(text: string, nameStart: number, item: ServerItem) {
  const name = item.label.replace(/\?$/, '');
  const range = item.textEdit?.range ?? item.textEdit?.insert;
  if (item.textEdit === undefined || range === undefined) {
    const inserted = item.insertText ?? name;
    return { item, text: inserted, start: nameStart };
  }
  const start = offsetAt(text, range.start);
  // After a value that may be undefined the server offers `?.name` in place of the dot; the name is looked
  // for.
  const isOptional = start < nameStart && item.textEdit.newText.startsWith('?.');
  const inserted = isOptional ? item.textEdit.newText.slice(2) : item.textEdit.newText;
  // A property that is no identifier would take the dot's place.
  if (inserted.startsWith('[')) return undefined;
  return { item, text: inserted, start: isOptional ? nameStart : start };
}

type Placed = { readonly text: string; readonly item: ServerItem };

function byServerOrder(a: Placed, b: Placed): number {
  const [left, right] = [a.item.sortText ?? a.text, b.item.sortText ?? b.text];
  if (left !== right) return left < right ? -1 : 1;
  return a.text === b.text ? 0 : a.text < b.text ? -1 : 1;
}

export function completionDetail(text: string, item: ServerItem): CompletionDetail {
  const { documentation } = item;
  const words = typeof documentation === 'string' ? documentation : (documentation?.value ?? '');
  const help = [item.detail ?? '', words].filter(Boolean).join('\n\n');
  return { text, type: kinds[(item.kind ?? 1) - 1] ?? 'text', help };
}
