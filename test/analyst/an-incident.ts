import { z } from 'zod';
import type { FactEvent, Facts } from '../../lib/analyst/facts.ts';
import type { Why } from '../../lib/why/answer.ts';

const event = (
  id: number,
  t: number,
  type: string,
  causes: number[],
  sentence: string,
  fields: Record<string, unknown>,
): FactEvent => ({ id, t, type, causes, sentence, fields });

/** A made-up incident: a shock on bank 3 (#3) brings down bank 3 (#10), then bank 7 (#12). */
export const EVENTS: readonly FactEvent[] = [
  event(0, 0, 'init', [], 'The world starts with 9 banks.', { banks: 9 }),
  event(3, 2, 'shock_applied', [], 'A shock took 41.25 from bank 3.', { bank: 3, amount: 41.25 }),
  event(4, 5, 'shock_applied', [], 'A shock took 80 from bank 5.', { bank: 5, amount: 80 }),
  event(8, 5, 'transaction', [], 'Bank 7 lent 20.5 to bank 3.', { lender: 7, borrower: 3, loan: 20.5 }),
  event(10, 5, 'default', [3], 'Bank 3 failed with equity −3.046.', { bank: 3, equity: -3.046 }),
  event(11, 5, 'loss', [10, 8], 'Bank 7 lost 12.5 on bank 3.', { creditor: 7, debtor: 3, amount: 12.5 }),
  event(12, 6, 'default', [11], 'Bank 7 failed with equity −1.75.', { bank: 7, equity: -1.75 }),
  event(13, 8, 'default', [], 'Bank 5 failed with equity −9.', { bank: 5, equity: -9 }),
];

const found = (id: number) => EVENTS.find((each) => each.id === id)!;
const root = (
  id: number,
  rest: Pick<Why['rootCauses'][number], 'kind' | 'verdict' | 'effect' | 'targetAt'>,
) => ({
  id,
  t: found(id).t,
  sentence: found(id).sentence,
  ...rest,
});

/** What the explainer found: the shock #3 is necessary, lending (#8) contributes, the shock #4 is a decoy. */
export const WHY: Why = {
  target: {
    kind: 'fate',
    id: 12,
    t: 6,
    type: 'default',
    fields: { bank: 7 },
    sentence: 'Bank 7 failed with equity −1.75.',
  },
  chain: [3, 8, 10, 11, 12].map((id) => ({ ...found(id) })),
  rootCauses: [
    root(3, { kind: 'shock', verdict: 'necessary', effect: 'avoided', targetAt: null }),
    root(8, { kind: 'decision', verdict: 'contributing', effect: 'delayed', targetAt: 9 }),
    root(4, { kind: 'shock', verdict: 'irrelevant', effect: 'unchanged', targetAt: 6 }),
  ],
  sets: [[3], [8]],
  prevention: null,
  text: 'Bank 7 failed at step 6 because of shock #3.',
  limits: [],
  reruns: 4,
};

/** Facts of that incident; `more` replaces parts of them. */
export function anIncident(more: Partial<Facts> = {}): Facts {
  return {
    summary: 'Model banks, 9 banks, until step 10.',
    why: WHY,
    text: WHY.text,
    event: (id) => EVENTS.find((each) => each.id === id) ?? null,
    figures: { loss: 133.75, change: -0.4217, share: 0.7142, equity: 12.3456 },
    tools: [
      {
        name: 'slice',
        description: 'The backward slice of an event.',
        schema: z.object({ id: z.int() }),
        call: ({ id }: { id: number }) => `slice of #${id}: #3, #10, #11`,
      },
    ],
    ...more,
  };
}

/** The same facts with another text in an event’s fields and sentence. */
export function incidentSaying(text: string): Facts {
  const told = { ...found(10), sentence: `Bank 3 (${text}) failed.`, fields: { bank: 3, name: text } };
  return anIncident({
    event: (id) => (id === 10 ? told : (EVENTS.find((each) => each.id === id) ?? null)),
    why: { ...WHY, chain: WHY.chain.map((step) => (step.id === 10 ? { ...step, ...told } : step)) },
  });
}
