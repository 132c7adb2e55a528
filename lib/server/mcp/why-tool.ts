import { z } from 'zod';
import { why } from '../../node/why.ts';
import type { Why, WhyTarget } from '../../why/answer.ts';
import { runField, targetField } from './fields.ts';
import { plainLine, valueLine } from './plain-line.ts';
import { tool } from './tool.ts';

const STEPS = 200;

/** `why`: the causes of an event, a fate or a change, and what would have prevented it. */
export const whyTool = tool({
  name: 'why',
  title: 'Why it happened',
  description:
    'Why something happened in a run: the chain of events that led to it, the root causes with ' +
    'verdicts by running again without each on the same noise, the minimal sets of causes, and the ' +
    'smallest intervention that prevents it, as commands for run. Exact: take verdicts from here. Of ' +
    'what did not happen: why_not.',
  input: z.strictObject({
    run: runField,
    target: targetField,
    steps: z
      .int()
      .min(1)
      .max(10_000)
      .default(STEPS)
      .describe('Steps of the chain, and irrelevant candidates, that are told at most'),
  }),
  output: z.looseObject({
    target: z.looseObject({}),
    chain: z.array(z.looseObject({ id: z.int(), sentence: z.string() })),
    rootCauses: z.array(z.looseObject({ id: z.int(), kind: z.string(), verdict: z.string() })),
    sets: z.array(z.array(z.int())),
    prevention: z.looseObject({}).nullable(),
    text: z.string(),
    limits: z.array(z.string()),
    reruns: z.int(),
    left_out: z.object({ chain: z.int(), root_causes: z.int() }).optional(),
  }),
  call({ run, target, steps }, { runs }, { within }) {
    const answer = within(() => why(runs.get(run).explained, target as WhyTarget));
    const data = cut(answer, steps);
    return { text: textOf(data), data };
  },
});

type Told = Why & { readonly left_out?: { readonly chain: number; readonly root_causes: number } };

/** The answer as it is, or without the middle of a long chain and the last of many irrelevant candidates. */
function cut(answer: Why, steps: number): Told {
  const { chain, rootCauses } = answer;
  const head = Math.floor(steps / 2);
  const kept = chain.length <= steps ? chain : [...chain.slice(0, head), ...chain.slice(head - steps)];
  let idle = 0;
  const told = rootCauses.filter(({ verdict }) => verdict !== 'irrelevant' || ++idle <= steps);
  if (kept.length === chain.length && told.length === rootCauses.length) return answer;
  return {
    ...answer,
    chain: kept,
    rootCauses: told,
    left_out: { chain: chain.length - kept.length, root_causes: rootCauses.length - told.length },
  };
}

function textOf({ text, chain, rootCauses, sets, prevention, limits, left_out, reruns }: Told): string {
  const lines = text.split('\n').map(plainLine);
  lines.push('chain:');
  for (const { id, t, causes, sentence } of chain) {
    lines.push(
      `#${id} t=${t} ${plainLine(sentence)}${causes.length > 0 ? ` causes=${valueLine(causes)}` : ''}`,
    );
  }
  lines.push('candidates:');
  for (const { id, t, kind, verdict, command, sentence, ...rest } of rootCauses) {
    const which = command === undefined ? kind : `command ${command}`;
    const others = Object.entries(rest).map(([name, value]) => ` ${name}=${valueLine(value)}`);
    lines.push(`#${id} t=${t} ${which} ${verdict}${others.join('')}: ${plainLine(sentence)}`);
  }
  if (rootCauses.length === 0) lines.push('none');
  lines.push(`minimal sets ${valueLine(sets)}`);
  lines.push(
    prevention === null
      ? 'prevention: none found'
      : `prevention: ${plainLine(prevention.sentence)}; commands for run: ${valueLine(prevention.commands)}`,
  );
  if (left_out !== undefined) {
    lines.push(
      `left out: ${left_out.chain} steps of the chain, ${left_out.root_causes} irrelevant candidates`,
    );
  }
  lines.push(...limits.map(plainLine), `${reruns} runs made for this answer`);
  return lines.join('\n');
}
