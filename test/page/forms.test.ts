import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../lib/core/config.ts';
import { FaultlineError } from '../../lib/core/faultline-error.ts';
import { banks } from '../../lib/models/banks/banks.ts';
import { cache } from '../../lib/models/cache/cache.ts';
import { models } from '../../lib/models/models.ts';
import { configChanges, withChanges } from '../../lib/page/config-changes.ts';
import { faultOf } from '../../lib/page/frame/fault-of.ts';
import {
  type Field,
  type Form,
  fieldsOf,
  formIndexOf,
  formName,
  rangeWords,
  startOf,
} from '../../lib/page/frame/field.ts';
import { prefilled } from '../../lib/page/frame/prefilled.ts';
import { sliderRange } from '../../lib/page/frame/slider-range.ts';
import { valueAt } from '../../lib/page/frame/value-at.ts';

const fieldOf = (fields: readonly Field[], name: string): Field =>
  fields.find((field) => field.name === name) as Field;

const inCache = fieldsOf(cache.config);
const inBanks = fieldsOf(banks.config);

describe('the fields of a config', () => {
  test('know help, unit, range, and whether they are live', () => {
    const timeout = fieldOf(inCache, 'timeout');
    expect(timeout).toMatchObject({ unit: 'time', isLive: true, start: 100 });
    expect(timeout.help).toMatch(/how long a client waits/);
    expect(timeout.forms.map(formName)).toEqual(['a number', 'none']);
    expect(timeout.forms.map(rangeWords)).toEqual(['above 0 to 1e12', '']);
    expect(rangeWords(fieldOf(inBanks, 'recovery').forms[0])).toBe('0 to 1');
    expect(rangeWords(fieldOf(inBanks, 'banks').forms[0])).toBe('whole, 2 to 20000');
    expect(fieldOf(inBanks, 'banks').isLive).toBe(false);
  });

  test('have the forms of a union, told apart by kind', () => {
    const { forms } = fieldOf(inCache, 'arrivals');
    expect(forms.map(formName)).toEqual(['poisson', 'closed']);
    expect(formIndexOf(forms, { kind: 'closed', clients: 3 })).toBe(1);
    expect(fieldOf(inCache, 'ttl').forms.map(formName)).toEqual(['a number', 'in detail', 'none']);
    expect(fieldOf(inBanks, 'shocks').forms.map(formName)).toEqual(['by name', 'a list']);
    expect(formIndexOf(fieldOf(inBanks, 'shocks').forms, [{ kind: 'rate_rise', at: 2 }])).toBe(1);
    const service = fieldOf(inCache, 'service').forms;
    expect(service.map(formName)).toEqual([
      ...['a number', 'constant', 'exponential', 'uniform', 'lognormal', 'pareto', 'percentiles'],
    ]);
  });

  test.each(models.map((model) => [model.name, model] as const))(
    'of %s hold its whole default config, and whatever form is chosen is allowed',
    (_, model) => {
      const whole = parseConfig(model, {});
      for (const { forms, name } of fieldsOf(model.config)) {
        expect([name, formIndexOf(forms, whole[name])]).not.toEqual([name, -1]);
        for (const form of forms) {
          const value = startOf(form);
          // Some lists and texts may not be empty: then the form says so.
          if (form.kind === 'json' || form.kind === 'text') continue;
          expect(() => parseConfig(model, { ...whole, [name]: value })).not.toThrow();
        }
      }
    },
  );
});

describe('a command is filled in for what is selected', () => {
  const fieldsFor = (name: keyof typeof cache.commands) => fieldsOf(cache.commands[name].fields);

  test('one of its kind, and one in a list', () => {
    expect(prefilled(fieldsFor('kill_node'), 'node:3')).toEqual({ node: 3 });
    expect(prefilled(fieldsFor('partition'), 'node:3')).toEqual({ nodes: [3] });
    expect(prefilled(fieldsFor('surge'), 'node:3')).toEqual({});
    expect(prefilled(fieldsFor('kill_node'), null)).toEqual({});
    const shock = fieldsOf(banks.commands.apply_shock.fields);
    expect(prefilled(shock, 'bank:7')).toEqual({ bank: 7 });
    expect(prefilled(shock, 'market:BANK_INDEX')).toEqual({ market: 'BANK_INDEX' });
  });
});

describe('a fault stands at its field', () => {
  const whole = parseConfig(cache, {});
  const faultIn = (change: object) => {
    const config = { ...whole, ...change };
    try {
      parseConfig(cache, config);
    } catch (error) {
      return faultOf(error, 'config', (path) => valueAt(config, path) !== undefined);
    }
    throw new Error('no fault');
  };

  test('within a field, within a list, and of none', () => {
    expect(faultIn({ arrivals: { kind: 'poisson', rate: -1 } })).toEqual({
      path: 'arrivals.rate',
      message: 'config.arrivals.rate: given -1; a number above 0 is needed',
    });
    expect(faultIn({ nodes: 0 }).path).toBe('nodes');
    expect(faultIn({ chaos: [{ kind: 'kill', at: 1, node: -4 }] }).path).toMatch(/^chaos/);
    expect(faultOf(new FaultlineError('seed', 1.5, 'an integer'), 'config', () => true).path).toBe('');
    expect(faultOf(new Error('lost'), 'config', () => true)).toEqual({ path: '', message: 'lost' });
  });
});

describe('a slider', () => {
  const number = (more: object): Extract<Form, { kind: 'number' }> => ({
    kind: 'number',
    isInteger: false,
    min: 0,
    max: Number.POSITIVE_INFINITY,
    isMinExcluded: false,
    isMaxExcluded: false,
    ...more,
  });

  test('goes over a narrow range whole, and else to four times where it stood', () => {
    expect(sliderRange(number({ max: 1 }), 0.3)).toEqual({ from: 0, to: 1, step: 0.005 });
    expect(sliderRange(number({ max: 1e12 }), 50)).toEqual({ from: 0, to: 200, step: 1 });
    expect(sliderRange(number({ max: 10_000, min: 1, isInteger: true }), 3)).toEqual({
      from: 1,
      to: 12,
      step: 1,
    });
    expect(sliderRange(number({ max: 100 }), 90)).toMatchObject({ from: 0, to: 100 });
  });

  test('never stands on a bound that is excluded', () => {
    const { from, step, to } = sliderRange(number({ max: 1, isMinExcluded: true, isMaxExcluded: true }), 0.5);
    expect([from, to]).toEqual([step, 1 - step]);
  });

  test('has some room where it stood at 0', () => {
    expect(sliderRange(number({ max: 1e12 }), 0)).toMatchObject({ from: 0, to: 1 });
    expect(sliderRange(number({ min: Number.NEGATIVE_INFINITY }), -2)).toMatchObject({ from: -8, to: 8 });
  });
});

test('changes of a config are few, and give it back', () => {
  const base = { a: 1, b: { c: 1, d: [1, 2] }, e: { kind: 'x', f: 1 }, g: {} };
  const config = { a: 1, b: { c: 2, d: [1, 2] }, e: { kind: 'y', h: 1 }, g: { 'a.b': 1 } };
  const changes = configChanges(base, config);
  expect(changes).toEqual({ 'b.c': 2, e: { kind: 'y', h: 1 }, g: { 'a.b': 1 } });
  expect(withChanges(base, changes)).toEqual(config);
  expect(configChanges(base, structuredClone(base))).toEqual({});
});
