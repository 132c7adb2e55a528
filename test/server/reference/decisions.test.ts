import { expect, test } from 'vitest';
import { banks } from '../../../lib/models/banks/banks.ts';
import { interactiveDialect } from '../../../lib/server/reference/interactive-dialect.ts';
import { simulationDialect } from '../../../lib/server/reference/simulation-dialect.ts';
import { ToldBy } from './told-by.ts';

/** Bank 1 lent bank 0 most of what it owns, and bank 0 fails. */
const config = {
  preset: 'reference',
  banks: [5, 10, 50].map((capital) => ({ capital, targetLeverage: 3 })),
  matrix: [
    [0, 0, 0],
    [8, 0, 0],
    [0, 0, 0],
  ],
  shocks: [{ kind: 'bank_failure', at: 2, bank: 0 }],
  steps: 6,
};

test('a decision has the fields of the document; taken, it is told again, and its command acts', () => {
  const run = new ToldBy(banks, { config, isAsking: true }, (facts) =>
    simulationDialect('banks', facts),
  ).run();
  const [{ data, timestamp }] = run.of('pending_decision');
  expect(timestamp).toMatch(/Z$/);
  expect(data).toMatchObject({
    decision_id: expect.any(String),
    title: expect.any(String),
    description: expect.any(String),
    recommended_action: { action: expect.any(String), description: expect.any(String) },
    alternative_action: { projected: { metrics: { loss: expect.any(Number) } } },
    entity_id: 'bank:1',
  });
  const losses = [data.recommended_action, data.alternative_action].map(
    ({ projected }) => projected.metrics.loss,
  );
  expect(losses[0]).toBeLessThanOrEqual(losses[1]);
  run.run({ do: 'answer', decision: data.decision_id, choice: 'alternative' });
  expect(run.of('decision_settled')[0].data).toMatchObject({
    decision_id: data.decision_id,
    taken: 'alternative',
    by: 'person',
  });
  expect(run.of('simulation_step').at(-1)?.data.timestep).toBe(6);
});

test('the interactive stream has it, too, and goes on when it is taken', () => {
  const run = new ToldBy(banks, { config, isAsking: true }, () => interactiveDialect('s')).run();
  const [{ decision_id }] = run.of('pending_decision');
  expect(run.of('complete')).toEqual([]);
  run.run({ do: 'answer', decision: decision_id, choice: 'recommended' });
  expect(run.of('decision_settled')).toMatchObject([{ decision_id, taken: 'recommended', by: 'person' }]);
  expect(run.of('complete').length).toBe(1);
});
