import { expect, test } from 'vitest';
import { kindsOf } from '../../lib/core/command.ts';
import { noHost } from '../../lib/core/host.ts';
import type { AnyModel } from '../../lib/core/model.ts';
import type { Recipe } from '../../lib/core/recipe.ts';
import { Simulation } from '../../lib/core/simulation.ts';
import { atOf } from '../../lib/core/turn.ts';
import type { FoundTarget } from '../../lib/why/answer.ts';
import type { Candidate } from '../../lib/why/candidate.ts';
import { Reruns } from '../../lib/why/reruns.ts';
import { rootsOf } from '../../lib/why/roots.ts';
import { sameEvent } from '../../lib/why/same-event.ts';
import { slice } from '../../lib/why/slice.ts';
import type { Source } from '../../lib/why/source.ts';
import { finished, forTrials, simulate, type someTrial } from './trial.ts';

type Trials = ReturnType<typeof someTrial>;

/** What a model owes to those who ask why. */
export function reasonsTests(model: AnyModel, trials: Trials): void {
  const { reasons } = model;

  test('reasons: all that is named is there', () => {
    expect(model.omit).toBeDefined();
    for (const type of Object.keys(reasons?.roots ?? {})) expect(model.events, type).toHaveProperty(type);
    for (const [type, fields] of Object.entries(reasons?.fates ?? {})) {
      for (const field of fields) expect(model.events[type]?.columns, type).toHaveProperty(field);
    }
    for (const [metric, kinds] of Object.entries(reasons?.carriers ?? {})) {
      expect(model.metrics).toHaveProperty(metric);
      for (const kind of kinds) expect(kindsOf(model), metric).toHaveProperty(kind);
    }
    for (const type of Object.keys(reasons?.weigh ?? {})) expect(model.events, type).toHaveProperty(type);
  });

  test('an occasion left out: nothing before it changes, `check` holds, and the run replays', () => {
    forTrials(trials, 5, (recipe, moves) => {
      const whole = finished(model, recipe).events;
      const source = sourceOf(model, recipe, whole);
      const everything = new Set(Array.from({ length: whole.count }, (_, id) => id));
      const { roots } = rootsOf(source, everything, 0, whole.count);
      const target = anyTarget(source, whole.count - 1);
      const all = new Reruns('why', source, target, []).locate(
        roots.filter(({ kind }) => kind !== 'command'),
      );
      const candidate = all[moves.length % Math.max(1, all.length)];
      if (candidate === undefined) return;
      const without = { ...recipe, without: [occasionOf(model, candidate)] };
      const simulation = simulate(model, without);
      while (simulation.advance(1) > 0) simulation.check();
      const { events } = simulation;
      const before = turnStart(whole, candidate);
      expect([...events.range(0, before)]).toEqual([...whole.range(0, before)]);
      expect(finished(model, JSON.parse(JSON.stringify(without)) as Recipe).events.digest()).toBe(
        events.digest(),
      );
      expect(finished(model, without, false).metrics()).toEqual(simulation.metrics());
      const middle = simulate(model, without, false);
      middle.advance(moves.length * 7);
      const restored = Simulation.restore(middle, without, middle.snapshot(), null);
      restored.finish();
      expect(restored.metrics()).toEqual(simulation.metrics());
    });
  });

  test('an occasion that never comes: nothing changes', () => {
    forTrials(trials, 10, (recipe) => {
      const never = [{ at: { time: 1e9, phase: model.phases[0] } }, { at: 0.123456789, part: 3 }];
      const events = finished(model, { ...recipe, without: never }).events;
      expect(events.digest()).toBe(finished(model, recipe).events.digest());
    });
  });

  test('a run from a snapshot without some causes has the outcome of a whole run without them', () => {
    forTrials(trials, 8, (recipe, moves) => {
      const whole = finished(model, recipe).events;
      const source = sourceOf(model, recipe, whole);
      const fates = [...whole.where({ type: Object.keys(reasons?.fates ?? {}) })];
      const event = fates[moves.length % Math.max(1, fates.length)];
      if (event === undefined) return;
      const reruns = new Reruns('why', source, anyTarget(source, event.id), []);
      const { roots } = rootsOf(source, new Set(slice(whole.log, [event.id])), 0, whole.count);
      const candidates = reruns.locate(roots.slice(-12));
      for (const out of subsets(candidates, moves.length)) {
        const commands = recipe.commands.filter((_, i) => !out.some(({ command }) => command === i));
        const without = out
          .filter(({ omission }) => omission !== null)
          .map((each) => occasionOf(model, each));
        const fresh = simulate(model, { ...recipe, commands, without });
        fresh.advance();
        const same = sameEvent(model, whole.log, event.id);
        expect(reruns.without(out).t).toBe(same.timeIn(fresh.events.log));
      }
    });
  });
}

function sourceOf(
  model: AnyModel,
  recipe: Recipe,
  events: Source['events'],
): Source & { readonly recipe: Recipe } {
  return { model, events, recipe, host: noHost };
}

function anyTarget({ events, model }: Source, id: number): FoundTarget {
  const { t, type } = events.get(id);
  const kind = sameEvent(model, events.log, id).isFate ? 'fate' : 'event';
  return { kind, id, t, type, fields: {}, sentence: '' };
}

function occasionOf(model: AnyModel, { omission }: Candidate): { at: ReturnType<typeof atOf>; part: number } {
  if (omission === null) throw new Error('a command');
  return { at: atOf(omission.turn, model.phases), part: omission.parts[0] as number };
}

/** The first event of the time of a candidate’s turn. */
function turnStart({ log }: Source['events'], { t, omission }: Candidate): number {
  const time = omission?.turn.time ?? t;
  for (let segment = 0; segment < log.segmentCount; segment++) {
    if ((log.segmentTime[segment] as number) >= time) return log.segmentEvent[segment] as number;
  }
  return log.count;
}

/** Each alone, all but each, all, and some. */
function subsets<Item>(list: readonly Item[], salt: number): Item[][] {
  if (list.length === 0) return [];
  const some = list.filter((_, i) => ((i * 7 + salt) & 2) === 0);
  return [
    ...list.map((each) => [each]),
    ...list.map((each) => list.filter((other) => other !== each)),
    [...list],
    some,
  ].filter((subset) => subset.length > 0);
}
