/** @file Compiles lib/ into dist/ when dist/ was made from something else. */

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, locked, main, markInstalled, read, root, run, sha256 } from './install.js';

const at = (/** @type {string[]} */ ...parts) => path.join(root, ...parts);
const compiler = at('node_modules/typescript/bin/tsc');

/** The files below a folder, relative to the root, in an order that every machine shares. */
function filesOf(/** @type {string} */ folder) {
  return fs
    .readdirSync(at(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** What the build is made from: the sources, the compiler's settings and its version. */
function sourceDigest() {
  const settings = fs.readdirSync(root).filter((name) => /^(tsconfig.*\.json|vite\..*\.ts)$/.test(name));
  const parts = [...settings.sort(), ...filesOf('lib')].map((file) => [
    file,
    sha256(fs.readFileSync(at(file))),
  ]);
  const tools = ['typescript', 'vite'].map((name) => versionOf(name));
  return sha256(JSON.stringify([tools, parts]));
}

function versionOf(/** @type {string} */ name) {
  return JSON.parse(read(at('node_modules', name, 'package.json'))).version;
}

/** Compiles lib/ into a new folder, complete with the files that are not TypeScript. */
async function compile(/** @type {(pid: number | undefined) => void} */ onStart) {
  const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', 'dist.new'];
  const { code, output } = await run(args, { quiet: true, onStart });
  if (code !== 0) throw new Failure(`${output}The build failed.`, 1);
  await compilePage(onStart);
  const isCompiled = (/** @type {string} */ name) => /\.tsx?$/.test(name) || name.startsWith('lib/page/');
  for (const file of filesOf('lib').filter((name) => !isCompiled(name))) {
    const copy = at('dist.new', path.relative('lib', file));
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.copyFileSync(at(file), copy);
  }
}

/** Makes the page of its sources. */
async function compilePage(/** @type {(pid: number | undefined) => void} */ onStart) {
  const vite = at('node_modules/vite/bin/vite.js');
  const out = at('dist.new/page');
  const args = [vite, 'build', '--config', 'vite.config.page.ts', '--outDir', out, '--logLevel', 'warn'];
  const { code, output } = await run(args, { quiet: true, onStart });
  if (code !== 0) throw new Failure(`${output}The build of the page failed.`, 1);
}

/** Lets kernels that know no self-reference of packages, such as tslab's, import this package by its name. */
function linkSelf() {
  const link = at('node_modules/faultline');
  if (fs.existsSync(link)) return;
  fs.rmSync(link, { force: true });
  fs.symlinkSync(root, link, 'junction');
}

/** Brings dist/ up to lib/. Quick when it is already; a failed build leaves the old dist/ as it was. */
export async function build() {
  linkSelf();
  if (read(at('dist/.build')) === sourceDigest()) return;
  await locked(async (onStart) => {
    const digest = sourceDigest();
    if (read(at('dist/.build')) === digest) return;
    console.error('Building…');
    const remove = (/** @type {string} */ folder) => fs.rmSync(at(folder), { recursive: true, force: true });
    try {
      remove('dist.new');
      remove('dist.old');
      await compile(onStart);
      fs.writeFileSync(at('dist.new/.build'), digest);
      if (fs.existsSync(at('dist'))) fs.renameSync(at('dist'), at('dist.old'));
      fs.renameSync(at('dist.new'), at('dist'));
    } finally {
      remove('dist.new');
      remove('dist.old');
    }
  });
}

/** npm's prepare step, the last of `npm ci` and `npm install`. */
async function prepare() {
  const { devDependencies } = JSON.parse(read(at('package.json')));
  const complete = Object.keys(devDependencies).every((name) => fs.existsSync(at('node_modules', name)));
  if (!fs.existsSync(compiler)) {
    if (fs.existsSync(at('dist/cli/main.js'))) return 0;
    throw new Failure('Cannot build: the development packages are missing; run npm ci --include=dev', 1);
  }
  await build();
  if (complete && /^(ci|install)$/.test(process.env.npm_command ?? '')) markInstalled();
  return 0;
}

if (fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main(prepare);
