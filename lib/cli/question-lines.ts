import { type Explained, questions } from '../node/why.ts';
import type { Output } from './terminal.ts';
import { wrap } from './wrap.ts';

/** Questions worth asking, with the options that ask them. */
export function questionLines(explained: Explained, isJson: boolean, { colors }: Output): string {
  const asked = questions(explained);
  if (isJson) return `${JSON.stringify({ questions: asked }, null, 2)}\n`;
  if (asked.length === 0) return 'Nothing in this run is out of the ordinary.\n';
  const lines = asked.flatMap(({ text, target }) => [
    wrap(text, { first: '- ', indent: '  ' }),
    `  ${colors.dim(optionsOf(target))}`,
  ]);
  return `${[colors.bold('Worth asking'), ...lines].join('\n')}\n`;
}

function optionsOf(target: object): string {
  return Object.entries(target)
    .map(([option, value]) => `--${option} ${value}`)
    .join(' ');
}
