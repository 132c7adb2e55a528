import { expect, test } from 'vitest';
import type { LoggedEvent } from '../../../lib/index.ts';
import { chainSteps } from '../../../lib/page/scenes/chain-steps.ts';

const event = (id: number, at: readonly string[], causes: readonly number[] = []): LoggedEvent => ({
  id,
  t: 0,
  type: 'x',
  causes,
  at,
});
const at = (each: LoggedEvent): readonly string[] => each.at as string[];

test('a default, its loss and the default that follows are one way', () => {
  const chain = [
    event(9, ['bank:2'], [8]),
    event(5, ['bank:1'], [3]),
    event(8, ['bank:1', 'bank:2'], [5]),
    event(3, []),
  ];
  expect(chainSteps(chain, at)).toEqual({
    entities: ['bank:1', 'bank:2'],
    links: [{ from: 'bank:1', to: 'bank:2' }],
  });
});

test('an event without a place passes on where its causes are', () => {
  const chain = [event(1, ['market:A']), event(2, [], [1]), event(4, ['bank:7'], [2])];
  expect(chainSteps(chain, at).links).toEqual([{ from: 'market:A', to: 'bank:7' }]);
});

test('causes that are not in the chain are left out, and nothing points at itself', () => {
  expect(chainSteps([event(4, ['bank:7'], [1]), event(5, ['bank:7'], [4])], at)).toEqual({
    entities: ['bank:7'],
    links: [],
  });
});
