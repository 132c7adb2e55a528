import MagicString from 'magic-string';
import { parser } from '../code/parse-cell.ts';

/**
 * A cell for tslab, which does not find a variable of an earlier cell behind `{ name }`: those are written
 * out as `{ name: name }`. A cell that does not parse stays as it is.
 */
export function tslabSource(source: string): string {
  const { Visitor, parseSync } = parser();
  const { program, errors } = parseSync('cell.ts', source, { lang: 'ts', sourceType: 'module' });
  if (errors.length > 0) return source;
  const text = new MagicString(source);
  const visitor = new Visitor({
    ObjectExpression({ properties }) {
      for (const each of properties) {
        if (each.type === 'Property' && each.shorthand)
          text.appendLeft(each.start, `${source.slice(each.start, each.end)}: `);
      }
    },
  });
  visitor.visit(program);
  return text.toString();
}
