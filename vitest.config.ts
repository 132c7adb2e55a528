import { defineConfig } from 'vitest/config';

// Set here so that every worker and every program that a test starts inherits it.
process.env.TZ = 'UTC';

/** `npm run test:long` runs these, and nothing else. */
const LONG = 'test/**/*.long.test.ts';
const isLong = process.env.FAULTLINE_LONG === '1';

/**
 * What leaves nothing behind in its process: the files here share one, and what one imports is there for the
 * next. The others have handlers, kernels or files of their process's own.
 */
const SHARED = [
  ...['analysis', 'cli', 'contract', 'core', 'data', 'figures', 'golden', 'house', 'live', 'models', 'node'],
  ...['study', 'page/scenes', 'page/panels', 'notebook/code', 'notebook/display', 'notebook/protocol', 'notebook/runner'],
].map((folder) => `test/${folder}/**/*.test.ts`);
const modules = '**/node_modules/**';

const project = (name: string, include: string[], exclude: string[], isolate: boolean) => ({
  extends: true as const,
  test: { name, include, exclude: [...exclude, modules], isolate },
});

const projects = isLong
  ? [project('long', [LONG], [], true)]
  : [
      project('shared', SHARED, [LONG], false),
      project('alone', ['test/**/*.test.ts'], [LONG, ...SHARED], true),
    ];

export default defineConfig({
  test: {
    projects,
    pool: 'forks',
    // All cores: most of the time is spent in programs that the tests start.
    maxWorkers: '100%',
    watch: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
