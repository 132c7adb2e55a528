import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../house/source.ts';

/** A file of worked cases beside the repository; undefined, and a line that says why, where there is none. */
// biome-ignore lint/suspicious/noExplicitAny: the files have no schema, and each test knows its own.
export function sharedCases(name: string): any {
  const path = join(root, '../shared/cases', `${name}.json`);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  console.log(`skipped: worked cases are read from ${path}, which is not here`);
  return undefined;
}

/**
 * Compares every number, text and null in `expected`, at whatever depth, with the same place in `actual`, which
 * may hold more fields. Numbers may differ by `tolerance` times the larger of 1 and the number.
 */
export function expectClose(actual: unknown, expected: unknown, tolerance = 1e-12, where = 'result'): void {
  if (typeof expected === 'number') {
    const difference = Math.abs((actual as number) - expected);
    const message = `${where}: ${actual} for ${expected}`;
    expect(difference <= tolerance * Math.max(1, Math.abs(expected)), message).toBe(true);
  } else if (typeof expected !== 'object' || expected === null) {
    expect(actual, where).toBe(expected);
  } else {
    if (Array.isArray(expected))
      expect((actual as unknown[]).length, `${where}: length`).toBe(expected.length);
    for (const [key, value] of Object.entries(expected)) {
      expectClose((actual as Record<string, unknown>)[key], value, tolerance, `${where}.${key}`);
    }
  }
}
