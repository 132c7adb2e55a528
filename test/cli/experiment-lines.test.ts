import pc from 'picocolors';
import { expect, test } from 'vitest';
import { experimentLines } from '../../lib/cli/experiment-lines.ts';
import type { ArmResult, Experiment } from '../../lib/core/experiment.ts';
import { cache } from '../../lib/models/cache/cache.ts';
import type { MadeExperiment } from '../../lib/node/experiment.ts';

const experiment: Experiment = {
  question: 'Is it so?',
  arms: [],
  metrics: ['loss', 'goodput'],
  figure: { kind: 'time', arm: 'a' },
  finding: () => ['It is.'],
};
const mean = { mean: 0.001, interval: [-0.002, 1.04] } as const;
const armOf = (name: string, differences: ArmResult['differences']): ArmResult => ({
  ...{ name, x: null, theory: null, values: {}, differences },
  metrics: { loss: mean, goodput: mean },
});

test('a share’s interval is shown within 0 to 1; other metrics’ and differences’ as they are', () => {
  const made = {
    ...{ model: 'cache', name: 'try', question: 'Is it so?', runs: 2, seed: 1, recipes: [] },
    arms: [armOf('a', null), armOf('b', { loss: mean, goodput: mean })],
    finding: ['It is.'],
  } as unknown as MadeExperiment;
  const output = { colors: pc.createColors(false), columns: 80 } as unknown as Parameters<
    typeof experimentLines
  >[4];
  const lines = experimentLines(cache, experiment, made, 'page.html', output).split('\n');
  const rows = lines.filter((line) => /^ +[ab] +0\.001/.test(line)).map((line) => line.match(/\[.*?\]/g));
  expect(rows).toEqual([
    ['[0, 1]'],
    ['[0, 1]', '[−0.002, 1.04]'.replace('1.004', '1')],
    ['[−0.002, 1.04]'],
    ['[−0.002, 1.04]', '[−0.002, 1.04]'],
  ]);
});
