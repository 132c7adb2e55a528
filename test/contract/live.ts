import type fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnyModel } from '../../lib/core/model.ts';
import type { Recipe } from '../../lib/core/recipe.ts';
import { LiveRun, type LiveSnapshot } from '../../lib/live/live-run.ts';
import { finished, forTrials, make, openLive, simulate, type Trial } from './trial.ts';

/** What holds for every live run of a model. */
export function liveTests(model: AnyModel, trials: fc.Arbitrary<Trial>): void {
  const digestOf = (recipe: Recipe): string => finished(model, recipe).events.digest();
  const copyOf = (snapshot: LiveSnapshot): LiveSnapshot => JSON.parse(JSON.stringify(snapshot));

  test('a session at any pace, with commands, replays from its recipe', () => {
    forTrials(trials, 80, (recipe, moves) => {
      const live = openLive(model, recipe);
      make(moves, live);
      live.finish();
      expect(digestOf(JSON.parse(JSON.stringify(live.recipe)))).toBe(live.digest);
    });
  });

  test('a command lands at a turn of every phase, and the run replays', () => {
    forTrials(trials, 10, (recipe, moves) => {
      const deed = moves.flatMap((move) => ('deed' in move ? [move.deed] : []))[0];
      if (deed === undefined) return;
      const first = new Map<number, number>();
      const scout = simulate(model, recipe, false);
      for (let key = scout.nextTurn(); key !== null; key = scout.nextTurn()) {
        if (!first.has(key.phase)) first.set(key.phase, scout.turnCount);
        scout.advance(1);
      }
      for (const turns of first.values()) {
        const live = openLive(model, recipe);
        live.step(turns);
        const next = live.nextTurn;
        expect(live.command(deed).at).toEqual(next);
        live.check();
        live.finish();
        live.check();
        expect(digestOf(live.recipe), `after ${turns} turns`).toBe(live.digest);
      }
    });
  });

  test('commands at one turn land in the order in which they were given', () => {
    forTrials(trials, 20, (recipe, moves) => {
      const deeds = moves.flatMap((move) => ('deed' in move ? [move.deed] : []));
      const live = openLive(model, recipe);
      live.step(10);
      let count = 0;
      for (const deed of deeds) {
        if (live.done) break;
        live.command(deed);
        count++;
      }
      const given = live.events.ofType('command').map(({ command }) => command as number);
      const own = given.filter((index) => index >= recipe.commands.length);
      expect(own).toEqual(Array.from({ length: count }, (_, i) => recipe.commands.length + i));
    });
  });

  test('a snapshot comes back as it was, and goes on to the same end', () => {
    forTrials(trials, 60, (recipe, moves) => {
      const live = openLive(model, recipe);
      make(moves, live);
      const restored = LiveRun.restore(model, copyOf(live.snapshot()));
      expect(restored.digest).toBe(live.digest);
      expect(restored.view()).toEqual(live.view());
      expect(restored.nextTurn).toEqual(live.nextTurn);
      expect(restored.finish().digest).toBe(live.finish().digest);
      expect(restored.recipe).toEqual(live.recipe);
    });
  });

  test('both branches of a fork go on by themselves', () => {
    forTrials(trials, 40, (recipe, moves) => {
      const middle = moves.length >> 1;
      const live = openLive(model, recipe);
      make(moves.slice(0, middle), live);
      const before = live.digest;
      const fork = live.fork();
      make(moves.slice(middle), fork);
      expect(live.digest).toBe(before);
      const early = fork.digest;
      const [end, view] = [live.finish().digest, live.view()];
      expect(fork.digest).toBe(early);
      fork.finish().check();
      expect(live.digest).toBe(end);
      expect(live.view()).toEqual(view);
      expect(digestOf(live.recipe)).toBe(live.digest);
      expect(digestOf(fork.recipe)).toBe(fork.digest);
    });
  });

  test('rewound to a time, a run is one that has just come there', () => {
    forTrials(trials, 40, (recipe, moves) => {
      const live = openLive(model, recipe);
      make(moves, live);
      const { commands } = live.recipe;
      const to = Math.floor(live.time / 2);
      live.rewind(to);
      const kept = commands.filter(
        ({ at }, i) => i < recipe.commands.length || (typeof at === 'number' ? at : at.time) < to,
      );
      expect(live.recipe.commands).toEqual(kept);
      expect(live.time).toBeLessThanOrEqual(to);
      const fresh = openLive(model, { ...recipe, commands: kept });
      fresh.runUntil(to);
      expect(live.digest).toBe(fresh.digest);
      expect(live.finish().digest).toBe(digestOf({ ...recipe, commands: kept }));
    });
  });

  test('rewound to a snapshot, a run is as it was then', () => {
    forTrials(trials, 40, (recipe, moves) => {
      const middle = moves.length >> 1;
      const live = openLive(model, recipe);
      make(moves.slice(0, middle), live);
      const [snapshot, digest, view] = [copyOf(live.snapshot()), live.digest, live.view()];
      make(moves.slice(middle), live);
      live.rewind(snapshot);
      expect(live.digest).toBe(digest);
      expect(live.view()).toEqual(view);
      make(moves.slice(middle), live);
      expect(live.finish().digest).toBe(digestOf(live.recipe));
    });
  });
}
