import { describe, expect, test } from 'vitest';
import { faultline, folderOf } from './faultline.ts';

/** Bank 0 has lent more than it has to each of 1 and 2; 3 is a decoy. */
const files = {
  'config.json': {
    banks: [10, 20, 20, 20].map((capital) => ({ capital, targetLeverage: 100 / capital })),
    matrix: [
      [0, 12, 12, 2],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
    ...{ steps: 6, stepsPerYear: 1, noise: 0, shocks: 'none', recovery: 0, density: 0, actionShare: 0.01 },
    ...{ externalRate: 0, depositRate: 0, interbankRate: 0, repaymentRate: 0, investmentShare: 0 },
    ...{ fireSales: false, funding: false, markets: [{ name: 'M', price: 100 }] },
  },
  'commands.json': [
    { name: 'apply_shock', kind: 'bank_failure', bank: 3, at: 2 },
    { name: 'apply_shock', kind: 'bank_failure', bank: 1, at: 3 },
    { name: 'apply_shock', kind: 'bank_failure', bank: 2, at: 3 },
  ],
};
const args = ['banks', '--config', 'config.json', '--commands', 'commands.json', '--seed', '7'];

describe('bad input is one line', () => {
  test.each([
    [
      'an event that is not there',
      ['--event', '99999'],
      /^faultline: why: event: given 99999; an id from 0 to \d+\n$/,
    ],
    ['a fraction', ['--event', '1.5'], /an id from 0 to/],
    ['a fate that never came', ['--target', 'default:bank=9'], /there is none; whyNot/],
    ['an unknown type', ['--target', 'explosion'], /events: type: given "explosion"/],
    [
      'a target without a value',
      ['--target', 'default:bank'],
      /--target: given "default:bank"; a type and fields/,
    ],
    ['two targets', ['--event', '3', '--target', 'default'], /one of --event ID/],
    ['a metric without times', ['--metric', 'loss'], /--from: given nothing; a time, beside --metric/],
    ['times without a metric', ['--from', '1'], /--from: given 1; with --metric/],
    [
      'an unknown metric',
      ['--metric', 'hope', '--from', '1', '--to', '2'],
      /why: metric: given "hope"; one of loss/,
    ],
    [
      'a metric that does not change',
      ['--metric', 'defaults', '--from', '4', '--to', '5'],
      /it is 4 at 4 as at 5/,
    ],
  ])('%s', async (_, more, message) => {
    const { stderr, stdout, code } = await faultline(['why', ...args, ...more], { cwd: folderOf(files) });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a log with a recipe, without a model, that is none', async () => {
    const cwd = folderOf({ ...files, 'log.ndjson': 'no json' });
    const fault = async (given: string[]) => (await faultline(['why', ...given], { cwd })).stderr;
    expect(await fault(['banks', '--log', 'log.ndjson', '--seed', '1'])).toContain('without --log');
    expect(await fault(['--log', 'log.ndjson'])).toContain('the model that the log is of');
    expect(await fault(['banks', '--log', 'log.ndjson', '--event', '1'])).toContain('log.ndjson:');
    expect(await fault(['banks', '--log', 'none.ndjson', '--event', '1'])).toContain(
      'a file that can be read',
    );
  });
});
