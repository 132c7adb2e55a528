import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { installKernel, uninstallKernel } from '../../../lib/notebook/runner/install-kernel.ts';
import { jupyterDataFolders, userDataFolder } from '../../../lib/notebook/runner/jupyter-paths.ts';
import { kernelLogos } from '../../../lib/notebook/runner/kernel-logo.ts';
import { temporaryFolder } from './support.ts';

test('installed and taken back, nothing of it is left', () => {
  const prefix = temporaryFolder();
  const { folder, isKnown } = installKernel(prefix);
  expect(folder).toBe(join(prefix, 'share', 'jupyter', 'kernels', 'faultline'));
  expect(isKnown).toBe(false);
  expect(readdirSync(folder).sort()).toEqual([
    'kernel.json',
    'logo-32x32.png',
    'logo-64x64.png',
    'logo-svg.svg',
  ]);
  const spec = JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8'));
  expect(spec).toMatchObject({
    argv: [process.execPath, expect.stringMatching(/notebook[\\/]kernel[\\/]main\.js$/), '{connection_file}'],
    display_name: 'TypeScript (Faultline)',
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: { debugger: false },
  });
  expect(spec.argv.slice(0, 2).every(isAbsolute)).toBe(true);
  expect(installKernel(prefix).folder).toBe(folder);
  expect(uninstallKernel(prefix)).toEqual({ folder, kept: [] });
  expect(existsSync(folder)).toBe(false);
  expect(() => uninstallKernel(prefix)).toThrow(
    /^--prefix: given ".*"; no kernel of Faultline is installed there$/,
  );
});

test('files of others stay, and so does a kernel of others', () => {
  const prefix = temporaryFolder();
  const { folder } = installKernel(prefix);
  writeFileSync(join(folder, 'notes.txt'), '');
  expect(uninstallKernel(prefix).kept).toEqual(['notes.txt']);
  expect(readdirSync(folder)).toEqual(['notes.txt']);
  writeFileSync(join(folder, 'kernel.json'), '{"argv":["python","-m","other"]}');
  expect(() => uninstallKernel(prefix)).toThrow(/was not installed by Faultline and stays$/);
  expect(readdirSync(folder)).toEqual(['kernel.json', 'notes.txt']);
});

test('a place that cannot be written is one line', () => {
  const file = join(temporaryFolder(), 'file');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  expect(() => installKernel(file)).toThrow(
    /^--prefix: given ".*"; a folder that can be written \((ENOTDIR|EEXIST)\)$/,
  );
});

test.each([
  [{ JUPYTER_DATA_DIR: '/j' }, 'linux', '/j'],
  [{ HOME: '/h' }, 'linux', '/h/.local/share/jupyter'],
  [{ HOME: '/h', XDG_DATA_HOME: '/x' }, 'linux', '/x/jupyter'],
  [{ HOME: '/h' }, 'darwin', '/h/Library/Jupyter'],
  [{ HOME: '/h', APPDATA: '/a' }, 'win32', '/a/jupyter'],
] as const)('the place of one person: %j on %s', (env, platform, folder) => {
  expect(userDataFolder(env, platform)).toBe(folder);
});

test('folders are looked through in the order of Jupyter', () => {
  const env = { JUPYTER_PATH: '/p:/q', JUPYTER_DATA_DIR: '/j', VIRTUAL_ENV: '/v' };
  expect(jupyterDataFolders(env, 'linux')).toEqual([
    '/p',
    '/q',
    '/j',
    '/v/share/jupyter',
    '/usr/local/share/jupyter',
    '/usr/share/jupyter',
  ]);
});

test('the pictures are PNG files of their size', () => {
  for (const size of [32, 64]) {
    const png = Buffer.from(kernelLogos()[`logo-${size}x${size}.png`]!);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    const at = png.indexOf('IDAT');
    const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    expect(rows.length).toBe(size * (4 * size + 1));
    // The middle of the left half is blue, a corner is clear.
    const pixel = (x: number, y: number): number[] => [
      ...rows.subarray(y * (4 * size + 1) + 1 + 4 * x).subarray(0, 4),
    ];
    expect(pixel(size / 4, size / 2)).toEqual([0, 114, 178, 255]);
    expect(pixel(0, 0)).toEqual([0, 0, 0, 0]);
  }
});
