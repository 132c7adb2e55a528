import { expect, test } from 'vitest';
import { CellScope } from '../../../lib/notebook/language/cell-scope.ts';

const constant = (name: string) => ({ name, kind: 'constant', meaning: 'value' }) as const;
const variable = (name: string) => ({ name, kind: 'variable', meaning: 'value' }) as const;
const type = (name: string) => ({ name, kind: 'type', meaning: 'type' }) as const;
const whole = (name: string) => ({ name, kind: 'constant', meaning: 'both' }) as const;

test('constants are imported by cell, variables declared, and own names left out', () => {
  const scope = new CellScope();
  scope.define('1.ts', [constant('a'), constant('b'), variable('v')]);
  scope.define('2.ts', [type('T'), constant('b')]);
  const { text, cells } = scope.imports(['a', 'b', 'v', 'T', 'none', 'toString'], new Map([['x', 'value']]));
  expect(text).toBe(
    "import { a } from './1.ts'; import { b, T } from './2.ts'; declare let v: typeof import('./1.ts').v;",
  );
  expect([...cells]).toEqual(['1.ts', '2.ts']);
  expect(
    scope.imports(
      ['a', 'T'],
      new Map([
        ['a', 'value'],
        ['T', 'both'],
      ]),
    ).text,
  ).toBe('');
});

test('a type stays beside a value of its name, unless both come and go together', () => {
  const scope = new CellScope();
  scope.define('1.ts', [type('P'), whole('C')]);
  scope.define('2.ts', [constant('P'), constant('C')]);
  expect(scope.imports(['P', 'C'], new Map()).text).toBe(
    "import { P } from './1.ts'; import { C } from './2.ts'; declare const P: typeof import('./2.ts').P;",
  );
});

test('cells that all names have left are not needed', () => {
  const scope = new CellScope();
  scope.define('1.ts', [constant('a'), type('T')]);
  scope.define('2.ts', [constant('a')]);
  expect([...scope.cells].sort()).toEqual(['1.ts', '2.ts']);
  scope.define('3.ts', [type('T')]);
  expect([...scope.cells].sort()).toEqual(['2.ts', '3.ts']);
  scope.clear();
  expect([...scope.cells, ...scope.names]).toEqual([]);
});
