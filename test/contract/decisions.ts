import { serialize } from 'node:v8';
import type fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnyModel } from '../../lib/core/model.ts';
import { LiveRun } from '../../lib/live/live-run.ts';
import { finished, forTrials, make, openLive, simulate, type Trial } from './trial.ts';

/** Turns between two looks, where moves say nothing. */
const STRIDE = 3;

/** Choices that are carried out; they are rare in some models. */
const ENOUGH = 2;

/** What a model owes to the person whom it asks to decide. */
export function decisionTests(model: AnyModel, trials: fc.Arbitrary<Trial>): void {
  if (model.decide === undefined) {
    test('it asks nobody', () => console.log(`passed over: ${model.name} leaves no decision to a person`));
    return;
  }

  test('asking changes nothing, not a byte and nothing later, and gives the same again', () => {
    forTrials(trials, 8, (recipe) => {
      const asked = simulate(model, recipe);
      while (asked.nextTurn() !== null) {
        const before = serialize(asked.state);
        const events = asked.eventCount;
        const decisions = asked.decisions();
        expect(asked.decisions()).toEqual(decisions);
        expect(before.equals(serialize(asked.state))).toBe(true);
        expect(asked.eventCount).toBe(events);
        asked.advance(5);
      }
      expect(asked.events.digest()).toBe(finished(model, recipe).events.digest());
    });
  });

  test('nothing to ask costs no list', () => {
    forTrials(trials, 5, (recipe) => {
      const simulation = simulate(model, recipe, false);
      const none = simulation.decisions();
      if (none.length === 0) expect(simulation.decisions()).toBe(none);
      simulation.finish();
      expect(simulation.decisions()).toEqual([]);
    });
  });

  test('a decision says what it is about, and has a key of its own', () => {
    let count = 0;
    forTrials(trials, 200, (recipe, moves) => {
      if (count > 5 * ENOUGH) return;
      const kinds = Object.keys(model.entities(model.prepare(recipe.config, new Map())));
      eachQuestion(model, recipe, moves, ({ decisions }) => {
        count++;
        expect(new Set(decisions.map(({ key }) => key)).size).toBe(decisions.length);
        for (const { choices, description, entity, key, title } of decisions) {
          for (const text of [key, title, description, ...choices.map(({ sentence }) => sentence)]) {
            expect(text).toMatch(/\w/);
            expect(text).not.toMatch(/undefined|NaN|\[object/);
          }
          expect(kinds).toContain(entity.split(':')[0]);
          expect(entity).toMatch(/^\w+:./);
        }
      });
    });
    expect(count).toBeGreaterThan(0);
  });

  test('what is chosen lands, `check` holds, and the run replays; asked again there, it is the same', () => {
    let chosen = 0;
    forTrials(trials, 200, (recipe, moves) => {
      if (chosen > ENOUGH) return;
      eachQuestion(model, recipe, moves, (live) => {
        if (chosen > ENOUGH) return;
        expect(LiveRun.restore(model, live.snapshot()).decisions).toEqual(live.decisions);
        for (const { command } of live.decisions.flatMap(({ choices }) => choices)) {
          if (command === null) continue;
          const fork = live.fork();
          expect(fork.command(command)).toEqual({ ...command, at: live.nextTurn });
          fork.check();
          fork.finish().check();
          expect(finished(model, fork.recipe).events.digest()).toBe(fork.digest);
          chosen++;
        }
      });
    });
    expect(chosen).toBeGreaterThan(0);
  });
}

/** Looks at a run, now and then, when something is asked that has not been asked before. */
function eachQuestion(
  model: AnyModel,
  recipe: Trial['recipe'],
  moves: Trial['moves'],
  look: (live: LiveRun) => void,
): void {
  const live = openLive(model, recipe);
  const seen = new Set<string>();
  const lookNow = (): void => {
    const isNew = live.decisions.map(({ key }) => !seen.has(key) && seen.add(key)).some(Boolean);
    if (isNew && !live.done) look(live);
  };
  for (const move of moves) {
    make([move], live);
    lookNow();
  }
  while (live.advance(STRIDE) === STRIDE) lookNow();
}
