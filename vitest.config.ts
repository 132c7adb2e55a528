import { defineConfig } from 'vitest/config';

// Set here so that every worker and every program that a test starts inherits it.
process.env.TZ = 'UTC';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', '**/node_modules/**'],
    pool: 'forks',
    // All cores: most of the time is spent in programs that the tests start.
    maxWorkers: '100%',
    watch: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
