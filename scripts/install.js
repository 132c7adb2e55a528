/** @file Installs the packages of package-lock.json when node_modules does not hold them yet. */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. Every script works from there, wherever it was called. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const stampFile = path.join(root, 'node_modules/.faultline-install');
const lockFile = path.join(os.tmpdir(), `faultline-${sha256(root).slice(0, 16)}.lock`);

/** A command that failed: its exit code, and what to show about it. */
export class Failure extends Error {
  /** @param {string} message @param {number} code */
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/** @param {string | Buffer} content */
export function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** The content of a text file, or '' when there is none. @param {string} file */
export function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Runs a script's main function; its failures go to stderr and its code becomes the exit code. */
export async function main(/** @type {() => Promise<number>} */ body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.message) console.error(error.message);
    process.exitCode = error.code;
  }
}

/**
 * Runs a Node program from the root, passes signals on to it, and resolves when it has ended.
 * Quiet keeps its output for the caller; otherwise it has our terminal.
 * A program that died from a signal has the shell's code for it: 130 for Ctrl-C.
 *
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string>, onStart?: (pid: number | undefined) => void }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(args, { quiet = false, env = {}, onStart } = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  onStart?.(child.pid);

  let output = '';
  const keep = (/** @type {Buffer} */ chunk) => {
    output += chunk;
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);

  /** @type {NodeJS.Signals | undefined} */
  let received;
  // A terminal sends Ctrl-C to the whole group: passed on, the program would see a second one.
  const terminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    received = signal;
    if (!(signal === 'SIGINT' && terminal)) child.kill(signal);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, pass);

  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      const cause = signal ?? (quiet ? received : undefined);
      if (quiet && cause) reject(new Failure('', 128 + os.constants.signals[cause]));
      else resolve({ code: cause ? 128 + os.constants.signals[cause] : (code ?? 1), output });
    });
  });
}

/** Does the process live? @param {number} pid */
function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Takes the lock file, or takes it over from a process that is gone. */
function takeLock() {
  try {
    fs.writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const holders = read(lockFile).split(' ').map(Number);
  if (holders.some((pid) => pid > 0 && pid !== process.pid && lives(pid))) return false;
  const age = Date.now() - (fs.statSync(lockFile, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (holders[0] || age > 5000) fs.rmSync(lockFile, { force: true });
  return false;
}

/**
 * Runs one install or build at a time. The work says which program it started, since that one lives on
 * when we are killed, and must end before another begins.
 *
 * @template T
 * @param {(started: (pid: number | undefined) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(work) {
  for (let tries = 0; !takeLock(); tries++) {
    if (tries === 5)
      console.error(`Waiting for another install or build; if none is running, delete ${lockFile}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await work((pid) => fs.writeFileSync(lockFile, `${process.pid} ${pid ?? ''}`));
  } finally {
    fs.rmSync(lockFile, { force: true });
  }
}

/** What node_modules has to hold: these packages, for this kind of machine. */
function wanted() {
  const lock = read(path.join(root, 'package-lock.json'));
  return `${sha256(lock)} ${process.platform}-${process.arch}\n`;
}

/** Notes that node_modules is complete. The last act of an install, so that a broken one has no note. */
export function markInstalled() {
  fs.writeFileSync(stampFile, wanted());
}

/** npm's own program: of the npm that runs us, or of the one installed beside Node. */
function npmProgram() {
  const bin = path.dirname(fs.realpathSync(process.execPath));
  const candidates = [
    process.env.npm_execpath ?? '',
    path.join(bin, '../lib/node_modules/npm/bin/npm-cli.js'),
    path.join(bin, 'node_modules/npm/bin/npm-cli.js'),
    ...(process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'npm')),
  ];
  const found = candidates.find(
    (file) => /^npm(-cli\.js)?$/.test(path.basename(file)) && fs.existsSync(file),
  );
  if (!found) throw new Failure('npm was not found; install it, or run: npm start', 1);
  return fs.realpathSync(found);
}

/** Brings node_modules up to package-lock.json, development packages included. Quick when it is already. */
export async function install() {
  if (read(stampFile) === wanted()) return;
  await locked(async (started) => {
    if (read(stampFile) === wanted()) return;
    fs.rmSync(stampFile, { force: true });
    console.error('Installing packages (npm ci)…');
    // Packages bring their binaries with them; a script of theirs could fetch from anywhere.
    const flags = '--include=dev --ignore-scripts --no-audit --no-fund --no-update-notifier --no-progress';
    const { code, output } = await run([npmProgram(), 'ci', ...flags.split(' ')], {
      quiet: true,
      onStart: started,
    });
    if (code !== 0) throw new Failure(`${output}npm ci failed with code ${code}`, 1);
    markInstalled();
  });
}
