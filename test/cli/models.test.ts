import { expect, test } from 'vitest';
import { models } from '../../lib/models/models.ts';
import { faultline, inOneProcess, json } from './faultline.ts';

test('every page fits 80 columns, without colours, and leaves stderr alone', () => {
  const commands = ['run', 'sweep', 'compare', 'models', 'tour'];
  const pages = [
    ['models'],
    ['models', 'banks'],
    ['--help'],
    ...commands.map((command) => [command, '--help']),
  ];
  for (const [i, { code, stdout, stderr }] of inOneProcess(pages).entries()) {
    expect({ page: pages[i], code, stderr }).toEqual({ page: pages[i], code: 0, stderr: '' });
    expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
    expect(stdout).not.toContain('\u001b');
    if (pages[i].includes('--help')) expect(stdout).toMatch(/\nExamples:\n {2}faultline /);
  }
});

test('models names every field, event, command and metric', () => {
  for (const { stdout } of inOneProcess([['models'], ['models', 'banks']])) {
    const [banks] = models;
    const { shape } = banks.config;
    for (const names of [shape, banks.events, banks.commands, banks.metrics, banks.presets ?? {}]) {
      for (const name of Object.keys(names)) expect(stdout).toContain(name);
    }
  }
});

test('models --json holds the config as a JSON schema with help, units and what is live', async () => {
  const [all, banks] = await Promise.all([json(['models', '--json']), json(['models', 'banks', '--json'])]);
  expect(all.map(({ name }: { name: string }) => name)).toEqual(['banks', 'trading', 'cache']);
  expect(all[0]).toEqual(banks);
  expect(banks.config.properties.steps).toMatchObject({ type: 'integer', minimum: 1, unit: 'steps' });
  expect(banks.config.properties.noise.live).toBe(true);
  expect(banks.defaults.banks).toBe(48);
  expect(banks.events.default).toMatchObject({ columns: { equity: { type: 'number' } }, entries: false });
  expect(banks.commands.add_capital.fields.required).toEqual(['bank', 'amount']);
  expect(banks.commands.set.fields.required).toContain('path');
  expect(banks.metrics.loss.unit).toBe('currency');
});

test('--version and bare faultline', async () => {
  expect((await faultline(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const bare = await faultline([]);
  expect(bare).toMatchObject({ code: 0, stderr: '' });
  expect(bare.stdout).toContain('Usage: faultline');
});
