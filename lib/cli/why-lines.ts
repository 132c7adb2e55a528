import type { RootCause, Why } from '../why/answer.ts';
import { numberText } from '../why/number-text.ts';
import { consequenceText } from '../why/words.ts';
import { type Align, table } from './table.ts';
import type { Output } from './terminal.ts';
import { wrap } from './wrap.ts';

const STEPS_SHOWN = 12;
const CAUSES_SHOWN = 12;

/** An answer as people read it in a terminal. */
export function whyLines(answer: Why, { colors }: Output): string {
  const lines: string[] = [];
  for (const line of answer.text.split('\n')) lines.push(wrap(line));
  lines.push('', colors.bold('What led to it'));
  lines.push(...chainLines(answer));
  const telling = answer.rootCauses.filter(({ verdict }) => verdict !== 'irrelevant');
  const shown = answer.rootCauses.slice(0, Math.max(CAUSES_SHOWN, telling.length));
  if (shown.length > 0) {
    lines.push('', colors.bold('Candidates'));
    lines.push(causeTable(shown, answer, colors.dim));
    const left = answer.rootCauses.length - shown.length;
    if (left > 0) lines.push(`  and ${left} more, all irrelevant`);
  }
  if (answer.limits.length > 0) lines.push('', ...answer.limits.map((limit) => wrap(limit)));
  lines.push('', `${answer.reruns} runs made for this answer.`);
  return `${lines.join('\n')}\n`;
}

function chainLines({ chain }: Why): string[] {
  const half = STEPS_SHOWN / 2;
  const isLong = chain.length > STEPS_SHOWN;
  const steps = isLong ? [...chain.slice(0, half), ...chain.slice(-half)] : chain;
  return steps.flatMap(({ id, t, sentence }, i) => {
    const cut = isLong && i === half ? [`  … ${chain.length - STEPS_SHOWN} steps between`] : [];
    const first = `  #${id}  t = ${numberText(t)}  `;
    return [...cut, wrap(sentence, { first: `${first.trimEnd()} `, indent: '      ' })];
  });
}

function causeTable(causes: readonly RootCause[], { target }: Why, style: (text: string) => string): string {
  const isMetric = target.kind === 'metric';
  const consequence = (each: RootCause): string =>
    isMetric ? numberText(each.targetChange ?? 0) : consequenceText(each, target);
  const hasShares = causes.some(({ share }) => share !== undefined);
  const header = [
    'event',
    'what',
    'verdict',
    isMetric ? 'change without it' : 'without it',
    ...(hasShares ? ['share'] : []),
  ];
  const rows = causes.map((cause) => [
    `#${cause.id}`,
    cause.command === undefined ? cause.kind : `command ${cause.command}`,
    cause.verdict,
    consequence(cause),
    ...(hasShares ? [cause.share === undefined ? '' : numberText(cause.share)] : []),
  ]);
  return table(
    [header, ...rows],
    ['right', 'left', 'left', isMetric ? 'right' : 'left', 'right'].slice(0, header.length) as Align[],
    style,
  );
}
