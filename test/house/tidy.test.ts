import { describe, expect, test } from 'vitest';
import { librarySources } from './source.ts';
import { exceptions, untidiness } from './tidy.ts';

const sources = librarySources();

test('lib is tidy', () => {
  expect(sources.flatMap(untidiness)).toEqual([]);
});

test('every exception names a file that is there, and a reason', () => {
  const paths = sources.map((source) => source.path);
  for (const { path, reason } of exceptions) {
    expect(paths).toContain(path);
    expect(reason).not.toBe('');
  }
});

describe('the check goes red on', () => {
  const faults = (text: string, path = 'lib/core/sample.ts') => untidiness({ path, text });

  test.each([
    ['Math.random', 'const u = Math.random();'],
    ['Date.now', 'const t = Date.now();'],
    ['new Date', 'const t = new Date();'],
    ['performance.now', 'const t = performance.now();'],
    ['setTimeout', 'setTimeout(() => {}, 0);'],
    ['setInterval', 'globalThis.setInterval(() => {}, 1);'],
    ['setImmediate', 'const later = setImmediate;'],
    ['process', "const mode = process.env['MODE'];"],
    ['crypto', 'const id = crypto.randomUUID();'],
    ['Buffer', 'const bytes = Buffer.alloc(8);'],
    ['Math.exp', 'const y = Math.exp(1);'],
    ['Math.log1p', `const y = \`\${Math.log1p(1)}\`;`],
    ['Math.atan2', 'const y = Math.atan2(1, 2);'],
    ['Math', 'const { exp } = Math;'],
    ['**', 'const y = x ** 2;'],
    ['**', 'const y = 2 ** n;'],
    ['**', 'const y = 12 ** 3;'],
    ['**', 'y **= 2;'],
    ['localeCompare', 'names.sort((a, b) => a.localeCompare(b));'],
    ['for … in', 'for (const key in table) use(key);'],
  ])('%s', (name, line) => {
    const [fault, ...more] = faults(`// one\n${line}\n`);
    expect(fault).toContain(`lib/core/sample.ts:2: ${name} is banned, use `);
    expect(more).toEqual([]);
  });

  test('for … in at the edge, where clocks are free', () => {
    expect(faults('for (let key in table) use(key);', 'lib/cli/sample.ts')).toHaveLength(1);
    expect(faults('setTimeout(stop, Date.now() + process.uptime());', 'lib/cli/sample.ts')).toEqual([]);
  });

  test('a file of 401 lines, a line of 111 columns', () => {
    expect(faults('x;\n'.repeat(400))).toEqual([]);
    expect(faults('x;\n'.repeat(401))).toEqual([expect.stringContaining('401 lines; at most 400')]);
    expect(faults(`// ${'x'.repeat(107)}`)).toEqual([]);
    expect(faults(`// ${'x'.repeat(108)}`)).toEqual([expect.stringContaining('111 columns; at most 110')]);
    expect(faults(`// https://example.org/${'x'.repeat(108)}`)).toEqual([]);
  });

  test.each(['lib/core/eventQueue.ts', 'lib/Core/queue.ts', 'lib/core/event_queue.ts'])(
    'the name %s',
    (path) => {
      expect(faults('', path)).toEqual([expect.stringContaining('kebab-case')]);
    },
  );

  test('code in an index.ts', () => {
    const text =
      "/** The list. */\nexport * from './a.ts';\nexport { type B, b } from './b.ts';\nexport const c = 1;\n";
    expect(faults(text, 'lib/core/index.ts')).toEqual([expect.stringMatching(/^lib\/core\/index\.ts:4: /)]);
  });
});

describe('the check stays green on', () => {
  const faults = (text: string) => untidiness({ path: 'lib/core/sample.ts', text });

  test.each([
    ['comments', '/** Not Math.random, x ** 2 or `setTimeout`. */\nconst a = 1; // nor Date.now()\n'],
    ['strings', `const a = 'Math.random'; const b = \`new Date( \${a} process.env\`;\n`],
    ['regular expressions', 'const a = /Math.random|a**/;\n'],
    [
      'exact arithmetic',
      'const a = Math.sqrt(2) + Math.imul(3, 4) + Math.floor(0.5) + 2 ** -53 + (2 ** 32);\n',
    ],
    [
      'names that only look alike',
      'this.process.step(); model.crypto.length; preprocess[0]; Date.UTC(2020, 1);\n',
    ],
    ['sort without a comparator', 'names.sort();\n'],
  ])('%s', (_, text) => {
    expect(faults(text)).toEqual([]);
  });
});
