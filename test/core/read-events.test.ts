import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../lib/core/event-kind.ts';
import type { AnyModel } from '../../lib/core/model.ts';
import { readEvents } from '../../lib/core/read-events.ts';
import { type Run, run } from '../../lib/core/run.ts';
import { banks } from '../../lib/models/banks/banks.ts';
import { cache } from '../../lib/models/cache/cache.ts';

const lines = ({ events }: Run): string[] => [...events].map((event) => JSON.stringify(event));

const upset = {
  requests: 600,
  keys: 200,
  nodes: 3,
  capacity: 20,
  window: 20,
  timeout: 5,
  writeFraction: 0.1,
  breaker: {},
  chaos: [
    { kind: 'kill', node: 1, at: 10, for: 20 },
    { kind: 'partition', nodes: [0, 2], at: 20, for: 5 },
    { kind: 'drop', loss: 0.5, at: 25, for: 10 },
    { kind: 'flush', at: 40 },
  ],
};
const cases: readonly (readonly [string, AnyModel, Readonly<Record<string, unknown>>])[] = [
  ['banks', banks, { banks: 8, steps: 12 }],
  ['banks that are cleared', banks, { banks: 12, steps: 8, directLosses: 'clearing', density: 0.5 }],
  ['cache', cache, { requests: 500, keys: 200, capacity: 20 }],
  ['an upset cache', cache, upset],
];

describe('the log of a run, printed and read', () => {
  test.each(cases)('%s: has its events and its digest', (_, model, config) => {
    const commands = model === banks ? [{ name: 'set', path: 'recovery', value: 0.5, at: 3 }] : [];
    const given = run(model, { seed: 3, config: config as never, commands });
    const read = readEvents(model, lines(given), 'log', { config: given.recipe.config });
    expect(read.count).toBe(given.events.count);
    expect(read.toArray()).toEqual(given.events.toArray());
    expect(read.digest()).toBe(given.digest);
    const [first] = read.ofType('init');
    expect(read.sentence(first)).toBe(given.events.sentence(first));
  });

  test.each(cases)('%s: without its config, has its events', (_, model, config) => {
    const given = run(model, { seed: 3, config: config as never });
    const read = readEvents(model, lines(given));
    expect(JSON.stringify(read)).toBe(JSON.stringify(given.events));
  });
});

/** What a system might write that knows little of itself. */
const killed = { t: 5, type: 'node_killed', node: 2, held: 10, lost: 1 };

test('ids may be left out, causes too where there are none, and what may be null', () => {
  const read = readEvents(cache, [
    JSON.stringify(killed),
    '',
    '{"t":6,"type":"node_lost","causes":[0],"node":2,"after":1}',
    { t: 6, type: 'flush', forgotten: 3 },
  ]);
  expect(read.toArray()).toEqual([
    { id: 0, causes: [], ...killed },
    { id: 1, t: 6, type: 'node_lost', causes: [0], node: 2, after: 1 },
    { id: 2, t: 6, type: 'flush', causes: [], node: null, forgotten: 3 },
  ]);
  expect([...read.where({ type: 'node_lost', node: 2 })].map(({ id }) => id)).toEqual([1]);
  expect(read.sentence(read.get(0) as LoggedEvent)).toBe('node 2 is killed with 10 entries and 1 attempts.');
});

test('entities may be given by name', () => {
  const named = { ...killed, node: 'node 1' };
  expect(readEvents(cache, [named], 'log', { config: { nodes: 2 } }).get(0).node).toBe(1);
  expect(
    readEvents(cache, [{ ...killed, node: 'eu-west' }]).sentence(
      readEvents(cache, [{ ...killed, node: 'eu-west' }]).get(0) as LoggedEvent,
    ),
  ).toContain('eu-west is killed');
});

test('a payment whose repayment is missing is an event of its own', () => {
  const paid = { type: 'interest_payment', lender: 0, borrower: 1, amount: 2 };
  const repaid = { ...paid, type: 'loan_repayment' };
  const given = [
    { ...paid, t: 1 },
    { ...repaid, t: 1 },
    { ...paid, t: 1 },
    { ...paid, t: 2 },
    { ...repaid, t: 3 },
  ];
  const read = readEvents(banks, given);
  expect([...read].map(({ type, t }) => [type, t])).toEqual(given.map(({ type, t }) => [type, t]));
});

describe('a bad line is named', () => {
  const good = JSON.stringify({ id: 0, ...killed });
  test.each([
    ['{"t": 5', 'log: line 2: given "{\\"t\\": 5"; an event as JSON'],
    ['[1]', 'log: line 2: given [1]; an event'],
    ['{"t":5,"type":"nothing"}', 'log: line 2: type: given "nothing"; one of init, request'],
    ['{"t":4,"type":"relief"}', 'log: line 2: t: given 4; a time of at least 5'],
    ['{"type":"relief"}', 'log: line 2: t: given nothing; a time'],
    ['{"id":2,"t":5,"type":"relief"}', 'log: line 2: id: given 2; 1, its place'],
    ['{"t":5,"type":"relief","causes":[1]}', 'log: line 2: causes[0]: given 1; the id of an earlier event'],
    ['{"t":5,"type":"relief","causes":[0,0]}', 'log: line 2: causes[1]: given 0'],
    ['{"t":5,"type":"relief","causes":0}', 'log: line 2: causes: given 0; a list'],
    [
      '{"t":5,"type":"node_slowed","node":0}',
      'log: line 2: node_slowed.factor: given nothing; a finite number',
    ],
    ['{"t":5,"type":"node_slowed","node":0,"factor":"2"}', 'factor: given "2"; a finite number'],
    [
      '{"t":5,"type":"node_restarted","node":null}',
      'log: line 2: node_restarted.node: given null; a node: 0 to 3',
    ],
    ['{"t":5,"type":"node_restarted","node":4}', 'node_restarted.node: given 4; a node: 0 to 3'],
    ['{"t":5,"type":"node_restarted","node":1,"why":0}', 'node_restarted.why: given 0; no such field: id, t'],
    ['{"t":5,"type":"partition","from":"us","nodes":[]}', 'partition.from: given "us"; one of all'],
    ['{"t":5,"type":"partition","from":"all"}', 'partition.nodes: given nothing; a list of rows'],
    ['{"t":5,"type":"partition","from":"all","nodes":[{"node":9}]}', 'partition.nodes[0].node: given 9'],
    [
      '{"t":5,"type":"partition","from":"all","nodes":[3]}',
      'partition.nodes[0]: given 3; an object of fields',
    ],
    [
      '{"t":5,"type":"complete","answered":1.5,"failed":0,"unanswered":0,"unreached":0}',
      'given 1.5; an integer',
    ],
  ])('%s', (line, message) => {
    const config = { nodes: 4, spareNodes: 0 };
    expect(() => readEvents(cache, [good, line], 'log', { config })).toThrow(message);
  });

  test('flags and numbers by name', () => {
    const request = run(cache, { config: { requests: 1 } }).events.ofType('request')[0];
    expect(() => readEvents(cache, [{ ...request, id: 0, stale: 1 }])).toThrow(
      'stale: given 1; true or false',
    );
    const given = run(banks, { config: { banks: 4, steps: 2 } });
    const events = [...given.events].map((event) => JSON.parse(JSON.stringify(event)));
    const [market] = Object.keys(events[0].banks[0].units);
    events[0].banks[0].units[market] = 'many';
    expect(() => readEvents(banks, events)).toThrow(`units.${market}: given "many"; a finite number`);
  });
});
