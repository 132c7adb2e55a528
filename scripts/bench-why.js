/**
 * @file `npm run bench:why`: how good the answers of `why` are on incidents with exactly known causes, in all
 * models, beside simple rules, and how long they take. `--small` asks about 12 incidents of each family instead of
 * 100. Exits with 1 when the answers fall short of what must hold.
 */

import { build } from './build.js';
import { main } from './install.js';

const small = process.argv.includes('--small');
/** Faults that are listed; the rest are counted. */
const LISTED = 20;

await main(async () => {
  await build();
  const { measureWhy } = await import('./bench-why/measure.js');
  const faults = measureWhy(small, (line) => console.log(line));
  if (faults.length === 0) return 0;
  console.log(`Falls short: ${faults.length}`);
  for (const fault of faults.slice(0, LISTED)) console.log(`  ${fault}`);
  if (faults.length > LISTED) console.log(`  and ${faults.length - LISTED} more`);
  return 1;
});
