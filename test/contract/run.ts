import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import type fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindsOf } from '../../lib/core/command.ts';
import type { Columns, LoggedEvent } from '../../lib/core/event-kind.ts';
import type { AnyModel } from '../../lib/core/model.ts';
import { parseRecipe, type Recipe } from '../../lib/core/recipe.ts';
import { Simulation } from '../../lib/core/simulation.ts';
import { compareTurns, type TurnKey } from '../../lib/core/turn.ts';
import { plain } from '../support/plain.ts';
import { finished, forTrials, simulate, type Trial } from './trial.ts';

/** What holds for every run of a model. */
export function runTests(model: AnyModel, trials: fc.Arbitrary<Trial>, noisy: Recipe): void {
  test('the same recipe gives the same log, also from JSON', () => {
    forTrials(trials, 40, (recipe) => {
      const [, again] = parseRecipe(JSON.parse(JSON.stringify(recipe)), [model]);
      expect(finished(model, again).events.digest()).toBe(finished(model, recipe).events.digest());
    });
  });

  test('another seed gives another log', () => {
    const seeds = [-1, 0, 1, 2, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1, '', '1', 'one'];
    const digests = seeds.map((seed) => finished(model, { ...noisy, seed }).events.digest());
    expect(new Set(digests).size).toBe(seeds.length);
  });

  test('ids count up, time never goes back, causes come earlier', () => {
    forTrials(trials, 60, (recipe) => {
      const events = finished(model, recipe).events.toArray();
      events.forEach((event, id) => {
        const before = events[id - 1]?.t ?? 0;
        if (event.id !== id) expect.fail(`event ${id} has the id ${event.id}`);
        if (!(event.t >= before)) expect.fail(`event ${id} at ${event.t}, after one at ${before}`);
        for (const cause of event.causes) {
          const isEarlier = Number.isInteger(cause) && cause >= 0 && cause < id;
          if (!isEarlier) expect.fail(`cause ${cause} of ${id}`);
        }
        if (new Set(event.causes).size !== event.causes.length) expect.fail(`causes of ${id} twice`);
      });
    });
  });

  test('turns come in the order of their keys, and `check` holds after every one', () => {
    forTrials(trials, 40, (recipe) => {
      const simulation = simulate(model, recipe);
      let last: TurnKey | null = null;
      for (let key = simulation.nextTurn(); key !== null; key = simulation.nextTurn()) {
        if (last !== null && !(compareTurns(last, key) < 0)) expect.fail(JSON.stringify([last, key]));
        if (!isDeepStrictEqual(simulation.nextTurn(), key))
          expect.fail(`asked again: not ${JSON.stringify(key)}`);
        last = key;
        if (simulation.advance(1) !== 1) expect.fail(`no turn, or many, at ${JSON.stringify(key)}`);
        simulation.check();
      }
      expect(simulation.advance()).toBe(0);
    });
  });

  test('a field of an event is null only where its type says so', () => {
    const nullable = new Set<string>();
    for (const [type, { columns, tables = {}, computed = {} }] of Object.entries(kindsOf(model))) {
      for (const [field, made] of Object.entries(computed)) {
        if (made.type === 'textOrNull') nullable.add(`${type}.${field}`);
      }
      for (const [path, own] of [[type, columns] as const, ...tablesOf(type, tables)]) {
        for (const [field, column] of Object.entries(own)) {
          if ('orNull' in column) nullable.add(`${path}.${field}`);
        }
      }
    }
    forTrials(trials, 100, (recipe) => {
      for (const event of finished(model, recipe).events) {
        for (const [field, value] of Object.entries(event)) {
          const rows = Array.isArray(value) && field !== 'entries' && field !== 'causes' ? value : [];
          for (const [column, cell] of rows.flatMap((row) => Object.entries(row))) {
            if (cell === null) expect(nullable).toContain(`${event.type}.${field}.${column}`);
          }
          if (value === null) expect(nullable).toContain(`${event.type}.${field}`);
        }
      }
    });
  });

  test('the attribution adds up to its metric', () => {
    const { attribution } = model;
    if (attribution === undefined) return console.log(`passed over: ${model.name} attributes nothing`);
    forTrials(trials, 60, (recipe) => {
      const simulation = finished(model, recipe, false);
      const entities = simulation.entitiesOf(attribution.entity).names.length;
      const parts = new Float64Array(entities * attribution.channels.length).fill(Number.NaN);
      simulation.attribute(parts);
      const sum = parts.reduce((total, part) => total + part, 0);
      const scale = parts.reduce((total, part) => total + Math.abs(part), 0);
      const whole = simulation.metrics()[attribution.metric]!;
      expect(Math.abs(sum - whole)).toBeLessThanOrEqual(1e-9 * (1 + scale));
    });
  });

  test('metrics are finite and as declared', () => {
    forTrials(trials, 60, (recipe) => {
      const metrics = finished(model, recipe, false).metrics();
      expect(Object.keys(metrics)).toEqual(Object.keys(model.metrics));
      for (const [name, value] of Object.entries(metrics)) expect(value, name).toSatisfy(Number.isFinite);
    });
  });

  test('view, log and recipe are plain JSON at any point', () => {
    forTrials(trials, 40, (recipe, moves) => {
      const simulation = simulate(model, recipe);
      plain(simulation.recipe, 'recipe');
      for (const move of moves) {
        if ('turns' in move) simulation.advance(move.turns);
        plain(simulation.view(), 'view');
      }
      const { events } = finished(model, recipe);
      for (const event of events) {
        plain(event, `${event.type} ${event.id}`);
        expect(events.sentence(event)).not.toMatch(/\{|undefined|NaN|\[object/);
      }
    });
  });

  test('the log off or on, turn by turn or at once, in a used state or a new one: nothing changes', () => {
    forTrials(trials, 40, (recipe) => {
      const { metrics, digest } = resultOf(finished(model, recipe));
      const stepped = simulate(model, recipe);
      while (stepped.advance(1) > 0);
      expect(resultOf(stepped)).toEqual({ metrics, digest });
      for (const log of [false, true]) {
        const used = simulate(model, { ...recipe, seed: 'another' }, log);
        used.advance(137);
        used.restart(recipe.seed);
        used.finish();
        expect(used.metrics()).toEqual(metrics);
        if (log) expect(used.events.digest()).toBe(digest);
      }
    });
  });

  test('an extra draw from a new stream changes nothing', () => {
    const drawing: AnyModel = {
      ...model,
      streams: ['extra', ...model.streams],
      advance: (state, context, turnsMax, before) => {
        context.chance.streams.extra!.normal(1, state.time, 0);
        return model.advance(state, context, turnsMax, before);
      },
    };
    forTrials(trials, 20, (recipe) => {
      const other = simulate(drawing, recipe);
      while (other.advance(5) > 0);
      expect(resultOf(other)).toEqual(resultOf(finished(model, recipe)));
    });
  });

  test('a snapshot restored anywhere goes on to the same end', () => {
    const copies = [<Value>(value: Value): Value => deserialize(serialize(value)), structuredClone];
    forTrials(trials, 40, (recipe, moves) => {
      const simulation = simulate(model, recipe, false);
      const { metrics } = resultOf(finished(model, recipe));
      const turns = moves.reduce((sum, move) => sum + ('turns' in move ? move.turns : 0), 0);
      simulation.advance(turns);
      for (const copy of copies) {
        const restored = Simulation.restore(simulation, recipe, copy(simulation.snapshot()), null);
        restored.check();
        expect(restored.view()).toEqual(simulation.view());
        restored.finish();
        expect(restored.metrics()).toEqual(metrics);
      }
      simulation.finish();
      expect(simulation.metrics()).toEqual(metrics);
    });
  });

  test('a run that ends at a time is the beginning of the whole run', () => {
    forTrials(trials, 20, (recipe) => {
      const whole = finished(model, recipe).events.toArray();
      const until = (whole.at(-1) as LoggedEvent).t / 2;
      // A command between two times lands only where a turn follows.
      const commands = recipe.commands.filter(({ at }) => Number.isInteger(at) && Number(at) <= until);
      const all = finished(model, { ...recipe, commands }).events;
      const part = simulate(model, { ...recipe, commands, until });
      part.advance();
      expect(part.nextTurn()).toBe(null);
      expect(part.events.toArray()).toEqual([...all.range(0, part.eventCount)]);
      expect(all.count === part.eventCount || all.get(part.eventCount).t > until).toBe(true);
    });
  });
}

/** The columns of a kind's tables, by path. */
function tablesOf(type: string, tables: Readonly<Record<string, Columns>>): (readonly [string, Columns])[] {
  return Object.entries(tables).map(([table, columns]) => [`${type}.${table}`, columns]);
}

function resultOf(simulation: Simulation): { metrics: Record<string, number>; digest: string } {
  return { metrics: simulation.metrics(), digest: simulation.events.digest() };
}
