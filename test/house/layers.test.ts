import { describe, expect, test } from 'vitest';
import { layerFaults } from './layers.ts';
import { librarySources, type Source } from './source.ts';

test('imports run one way', () => {
  expect(layerFaults(librarySources())).toEqual([]);
});

/** Files from a table of path (without lib/) to text. */
function files(table: Record<string, string>): Source[] {
  return Object.entries(table).map(([path, text]) => ({ path: `lib/${path}`, text }));
}

describe('the check goes red on', () => {
  test.each([
    ['core importing a model', 'core/run.ts', "import { banks } from '../models/banks/banks.ts';"],
    ['core importing only a type', 'core/run.ts', "import type { Sweep } from '../study/sweep.ts';"],
    ['a type imported in place', 'core/run.ts', "type Sweep = import('../study/sweep.ts').Sweep;"],
    ['a dynamic import', 'core/run.ts', "const sweep = await import('../study/sweep.ts');"],
    ['a re-export', 'why/slice.ts', "export * from '../figures/line.ts';"],
    ['study importing a model', 'study/sweep.ts', "import { banks } from '../models/index.ts';"],
    ['figures importing study', 'figures/line.ts', "import { sweep } from '../study/sweep.ts';"],
    ['live importing study', 'live/session.ts', "import { sweep } from '../study/sweep.ts';"],
    ['analyst importing study', 'analyst/ask.ts', "import { sweep } from '../study/sweep.ts';"],
    ['node importing the command line', 'node/pool.ts', "import { main } from '../cli/main.ts';"],
    ['a model importing another', 'models/banks/banks.ts', "import { cache } from '../cache/cache.ts';"],
    ['a model importing the list', 'models/banks/banks.ts', "import { cache } from '../index.ts';"],
    ['an inner folder importing the table of contents', 'core/run.ts', "import { run } from '../index.ts';"],
    ['an inner folder importing Node', 'core/run.ts', "import { readFileSync } from 'node:fs';"],
    ['an inner folder importing a package', 'models/cache/cache.ts', "import lodash from 'lodash';"],
    [
      'an inner folder importing the Node build',
      'models/banks/csv.ts',
      "import { parse } from 'csv-parse/sync';",
    ],
    ['lib importing the tests', 'core/run.ts', "import { root } from '../../test/house/source.ts';"],
  ])('%s', (_, path, text) => {
    expect(layerFaults(files({ [path]: `\n${text}\n` }))).toEqual([
      expect.stringMatching(new RegExp(`^lib/${path}:2: `)),
    ]);
  });

  test('a folder without a layer', () => {
    expect(layerFaults(files({ 'util/text.ts': '' }))).toEqual([expect.stringContaining('no layer')]);
    expect(layerFaults(files({ 'helpers.ts': '' }))).toEqual([expect.stringContaining('no layer')]);
  });

  test('a cycle between files, types included', () => {
    const faults = layerFaults(
      files({
        'core/a.ts': "import { b } from './b.ts';",
        'core/b.ts': "import { c } from './c.ts';",
        'core/c.ts': "import type { B } from './b.ts';",
      }),
    );
    expect(faults).toEqual(['lib/core/b.ts:1: import cycle: lib/core/b.ts → lib/core/c.ts → lib/core/b.ts']);
  });
});

test('the check stays green on the imports that the layers allow', () => {
  const faults = layerFaults(
    files({
      'core/run.ts': "import { z } from 'zod';\nimport { sha256 } from '@noble/hashes/sha2.js';",
      'models/banks/banks.ts':
        "import { clear } from './clearing.ts';\nimport { run } from '../../core/run.ts';",
      'models/banks/clearing.ts': "import { parse } from 'csv-parse/browser/esm/sync';",
      'models/index.ts': "export { banks } from './banks/banks.ts';",
      'study/sweep.ts':
        "import { run } from '../core/run.ts';\n// import 'node:fs'\nconst text = \"import('node:os')\";",
      'node/pool.ts': "import os from 'node:os';\nimport { sweep } from '../study/sweep.ts';",
      'analyst/ask.ts': "import { why } from '../why/slice.ts';\nimport { tool } from 'langchain';",
      'cli/main.ts': "import { serve } from '../server/serve.ts';\nimport { sweep } from '../index.ts';",
      'index.ts': "export * from './study/sweep.ts';\nexport * from './node/pool.ts';",
    }),
  );
  expect(faults).toEqual([]);
});
