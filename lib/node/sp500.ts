import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { FaultlineError } from '../core/faultline-error.ts';
import { type ParsedBars, parseBars } from '../models/trading/market/parse-bars.ts';

const PACKAGE = 'vega-datasets';
const VERSION = '3.2.1';
const FILE = 'data/sp500-2000.csv';
const SHA256 = '9409e9342d0657c747324e4cfabce8a8c7f663bc485b95a3378f36b0a160f8c8';

/**
 * The file of `sp500Bars` in the package `vega-datasets`, as Node finds it from this file.
 *
 * @throws FaultlineError where the package is not installed.
 */
export function sp500Path(
  resolve: (name: string) => string = createRequire(import.meta.url).resolve,
): string {
  try {
    // Its package.json is not exported; its entry, build/index.js, is.
    return join(dirname(dirname(resolve(PACKAGE))), FILE);
  } catch (error) {
    throw new FaultlineError('S&P 500 bars', error, `the package ${PACKAGE} ${VERSION}: npm install`);
  }
}

/**
 * Its text. @throws FaultlineError where the package is not installed, or its file is another.
 */
export function sp500Text(path: string = sp500Path()): string {
  const allowed = `${FILE} of ${PACKAGE} ${VERSION}`;
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new FaultlineError(path, error, `${allowed}, as a file that can be read`);
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== SHA256) throw new FaultlineError(path, `SHA-256 ${hash}`, `${allowed}: SHA-256 ${SHA256}`);
  return new TextDecoder().decode(bytes);
}

/**
 * Daily bars of the S&P 500 index from 2000-01-03 to 2020-04-17, 5,105 of them, with volumes
 * (`vega-datasets`, BSD-3-Clause).
 *
 * @throws FaultlineError where the package is not installed, or its file is another.
 */
export function sp500Bars(path: string = sp500Path()): ParsedBars {
  return parseBars(sp500Text(path), path);
}
