import { defineConfig } from 'vitest/config';

// Set here so that every worker and every program that a test starts inherits it.
process.env.TZ = 'UTC';

/** `npm run test:long` runs these, and nothing else. */
const LONG = 'test/**/*.long.test.ts';
const isLong = process.env.FAULTLINE_LONG === '1';

export default defineConfig({
  test: {
    include: [isLong ? LONG : 'test/**/*.test.ts'],
    exclude: [...(isLong ? [] : [LONG]), '**/node_modules/**'],
    pool: 'forks',
    // All cores: most of the time is spent in programs that the tests start.
    maxWorkers: '100%',
    watch: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
