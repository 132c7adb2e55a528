import {
  GREATEST_LOWER_BOUND,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  TraceMap,
} from '@jridgewell/trace-mapping';
import type { CellText } from './cell-text.ts';
import type { Position } from './position.ts';
import type { Stripped } from './strip-types.ts';

/** Leads from places in a cell's code back to places in the cell. The map is made at the first call. */
export class CellMap {
  private readonly text: CellText;
  private readonly stripped: Stripped;
  private revision: TraceMap | undefined;

  constructor(text: CellText, stripped: Stripped) {
    this.text = text;
    this.stripped = stripped;
  }

  /** The place in the cell that a place in the code came from; for what was added, the place beside it. */
  position({ line, column }: Position): Position {
    const { map } = this.stripped;
    return this.revised(map ? lookUp(map, { line, column }) : { line, column });
  }

  /** As `position`, from a place in the cell's revised TypeScript. */
  revised(place: Position): Position {
    this.revision ??= new TraceMap({
      ...this.text.text.generateDecodedMap({ hires: true, source: 'cell.ts' }),
      version: 3,
    });
    return lookUp(this.revision, place);
  }
}

function lookUp(map: TraceMap, { line, column }: Position): Position {
  for (const bias of [GREATEST_LOWER_BOUND, LEAST_UPPER_BOUND] as const) {
    const found = originalPositionFor(map, { line, column: column - 1, bias });
    if (found.line !== null) return { line: found.line, column: found.column + 1 };
  }
  // A line of nothing but what was added.
  return line > 1 ? lookUp(map, { line: line - 1, column: Number.MAX_SAFE_INTEGER }) : { line: 1, column: 1 };
}
