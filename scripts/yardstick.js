/** @file What benches share: the C programs that they are compared with, and measurements in processes of their own. */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Failure, root, run } from './install.js';

/**
 * Calls a script that prints one line of JSON, in a process of its own, so that the engine has seen nothing else.
 *
 * @param {string} script
 * @returns {(...args: (string | number)[]) => Promise<Record<string, any>>}
 */
export function measureIn(script) {
  return async (...args) => {
    const { code, output } = await run([script, ...args.map(String)], { quiet: true });
    if (code !== 0) throw new Failure(output, code);
    return JSON.parse(output.trim().split('\n').at(-1) ?? '');
  };
}

/** @param {number[]} values */
export function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/**
 * A yardstick, compiled, or why there is none.
 *
 * @param {string} name
 * @param {string[]} options
 * @param {string} folder
 * @returns {{ program: string } | { reason: string }}
 */
export function compileYardstick(name, options, folder) {
  const limits = process.env.FAULTLINE_LIMITS ?? path.join(root, '../shared/limits');
  const source = path.join(limits, `${name}.c`);
  if (!fs.existsSync(source)) return { reason: `no ${source}; FAULTLINE_LIMITS may name its folder` };
  const program = path.join(folder, name);
  try {
    execFileSync('cc', ['-O3', '-march=native', ...options, source, '-lm', '-o', program], { stdio: 'pipe' });
  } catch (error) {
    return { reason: `cc failed: ${error instanceof Error ? error.message.split('\n')[0] : error}` };
  }
  return { program };
}
