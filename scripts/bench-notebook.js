/**
 * @file `npm run bench:notebook`: the kernel beside tslab, in turns since the machine's speed drifts, and beside
 * plain Node. `--small` takes fewer turns. It asserts nothing.
 */

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { build } from './build.js';
import { main, root } from './install.js';

const small = process.argv.includes('--small');
const turns = small ? 2 : 7;
const cells = small ? 10 : 40;

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

const ms = (/** @type {number} */ value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** One life of a kernel: its start, its first checked cell, later cells. All in ms. */
async function life(/** @type {string} */ name) {
  const { KernelProcess } = await import('../dist/notebook/runner/kernel-process.js');
  const { findKernel } = await import('../dist/notebook/runner/find-kernel.js');
  const cwd = path.join(root, 'notebooks');
  const began = performance.now();
  const kernel = await KernelProcess.start(findKernel(name, '--kernel', root), { cwd });
  const start = performance.now() - began;
  try {
    await expectShown(kernel, 'const first: number = 6 * 7; first', '42');
    const firstCell = performance.now() - began;
    const later = [];
    for (let i = 0; i < cells; i++) {
      const before = performance.now();
      await expectShown(kernel, `const v${i}: number = first + ${i}; v${i}`, String(42 + i));
      later.push(performance.now() - before);
    }
    return { start, firstCell, later: median(later) };
  } finally {
    await kernel.stop();
  }
}

/** Runs a cell and refuses an answer that is not the right one: a fast wrong kernel is no yardstick. */
async function expectShown(
  /** @type {any} */ kernel,
  /** @type {string} */ code,
  /** @type {string} */ wanted,
) {
  const { reply, outputs } = await kernel.client.execute(code);
  const shown = outputs
    .map((/** @type {any} */ { content }) => content.data?.['text/plain'] ?? content.text ?? '')
    .join('');
  if (reply.content.status !== 'ok' || shown.trim() !== wanted) {
    throw new Error(`${code}: ${wanted} was expected, not ${shown} ${JSON.stringify(reply.content)}`);
  }
}

async function compareWithTslab() {
  console.log(
    'Beside tslab: from start to the answer to kernel_info, to the first checked cell, a later cell',
  );
  const rows = [];
  for (let i = 0; i < turns; i++) {
    const theirs = await life('tslab');
    const ours = await life('faultline');
    rows.push({ theirs, ours });
    const pair = (/** @type {'start' | 'firstCell' | 'later'} */ what) =>
      `${ms(ours[what])} / ${ms(theirs[what])}`;
    console.log(`  ours / tslab: ${pair('start')}, ${pair('firstCell')}, ${pair('later')}`);
  }
  for (const what of /** @type {const} */ (['start', 'firstCell', 'later'])) {
    const ratio = median(rows.map(({ ours, theirs }) => ours[what] / theirs[what]));
    console.log(
      `  median of ours over tslab, ${what}: ${ratio.toFixed(2)} (${ms(median(rows.map((r) => r.ours[what])))})`,
    );
  }
}

async function compareLoops() {
  console.log('A loop of 1e8 additions at the top level, beside the same in `node -e`');
  const loop = 'let sum = 0; for (let i = 0; i < 1e8; i++) sum += i;';
  const timed = `const began = performance.now(); ${loop} console.log(performance.now() - began, sum);`;
  const ratios = [];
  for (let i = 0; i < turns; i++) {
    const [plain, sum] = execFileSync(process.execPath, ['-e', timed], { encoding: 'utf8' }).split(' ');
    const [ours, ourSum] = (await firstCell(timed)).split(' ');
    if (sum !== ourSum) throw new Error(`sums differ: ${sum} ${ourSum}`);
    ratios.push(Number(ours) / Number(plain));
    console.log(`  cell ${ms(Number(ours))}, node -e ${ms(Number(plain))}, sum ${sum.trim()}`);
  }
  console.log(`  median ratio ${median(ratios).toFixed(2)}`);
}

/** What the first cell of a new kernel prints. */
async function firstCell(/** @type {string} */ code) {
  return withKernel(async (kernel) => {
    const { outputs } = await kernel.client.execute(code);
    return outputs.map((/** @type {any} */ { content }) => content.text ?? '').join('');
  });
}

async function withKernel(/** @type {(kernel: any) => Promise<any>} */ body) {
  const { KernelProcess } = await import('../dist/notebook/runner/kernel-process.js');
  const { findKernel } = await import('../dist/notebook/runner/find-kernel.js');
  const kernel = await KernelProcess.start(findKernel('faultline'));
  try {
    return await body(kernel);
  } finally {
    await kernel.stop();
  }
}

const busy = {
  'while (true) {}': 'while (true) {}',
  'await 1; while (true) {}': 'await 1; while (true) {}',
  'a loop in a timer': 'setTimeout(() => { while (true) {} }, 1); await new Promise(() => {})',
  'a loop inside try and finally': 'for (;;) { try { while (true) {} } finally { while (true) {} } }',
  'an await that never ends': 'await new Promise(() => {})',
};

async function timeInterrupts() {
  console.log('From an interrupt to the end of the cell, and whether a variable kept its value');
  await withKernel(async (kernel) => {
    await kernel.client.execute('let kept = 0');
    for (const [title, code] of Object.entries(busy)) {
      const times = [];
      for (let i = 0; i < turns; i++) {
        let began = 0;
        setTimeout(() => {
          began = performance.now();
          void kernel.interrupt();
        }, 150);
        const { reply } = await kernel.client.execute(`// @ts-nocheck\nkept++; ${code}`);
        if (reply.content.status !== 'error') throw new Error(`${title}: not interrupted`);
        times.push(performance.now() - began);
      }
      const { outputs } = await kernel.client.execute('kept');
      const kept = outputs
        .map((/** @type {any} */ { content }) => content.data?.['text/plain'] ?? '')
        .join('');
      console.log(`  ${title}: median ${ms(median(times))}, longest ${ms(Math.max(...times))}, kept ${kept}`);
    }
  });
}

await main(async () => {
  await build();
  await compareWithTslab();
  await compareLoops();
  await timeInterrupts();
  return 0;
});
