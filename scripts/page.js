/**
 * @file `npm run page [folder]`: the page as a folder of files, out/page unless named, that any host of
 * files serves. It needs no server of ours: the models run in the browser.
 */

import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.js';
import { Failure, main, root } from './install.js';

await main(async () => {
  const folder = path.resolve(process.argv[2] ?? path.join(root, 'out/page'));
  await build();
  const isOurs = !fs.existsSync(folder) || fs.existsSync(path.join(folder, 'index.html'));
  if (!isOurs && fs.readdirSync(folder).length > 0) {
    throw new Failure(`page: given ${folder}; a new folder, an empty one, or one with a page`, 2);
  }
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'dist/page'), folder, { recursive: true });
  console.log(`The page is in ${folder}`);
  return 0;
});
