import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultline, folderOf } from './faultline.ts';

test('install says where and what to do; uninstall takes it back', async () => {
  const data = join(folderOf(), 'jupyter');
  const env = { JUPYTER_DATA_DIR: data };
  const folder = join(data, 'kernels', 'faultline');
  const installed = await faultline(['kernel', 'install'], { env });
  expect(installed).toEqual({
    code: 0,
    stdout: `TypeScript (Faultline) is in ${folder}\nOpen Jupyter or VS Code and choose the kernel TypeScript (Faultline).\n`,
    stderr: '',
  });
  const { argv } = JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8'));
  expect(argv[0]).toBe(process.execPath);
  expect(existsSync(argv[1])).toBe(true);
  expect(await faultline(['kernel', 'uninstall'], { env })).toEqual({
    code: 0,
    stdout: `TypeScript (Faultline) was removed from ${folder}\n`,
    stderr: '',
  });
  expect(existsSync(folder)).toBe(false);
  expect(await faultline(['kernel', 'uninstall'], { env })).toEqual({
    code: 2,
    stdout: '',
    stderr: `faultline: kernel: given "${folder}"; no kernel of Faultline is installed there\n`,
  });
});

test('with a prefix it lies in share/jupyter, and a Jupyter of elsewhere is told how to find it', async () => {
  const prefix = folderOf();
  const { code, stdout } = await faultline(['kernel', 'install', '--prefix', prefix]);
  expect(code).toBe(0);
  expect(stdout).toContain(`JUPYTER_PATH=${join(prefix, 'share', 'jupyter')}\n`);
  expect(existsSync(join(prefix, 'share', 'jupyter', 'kernels', 'faultline', 'kernel.json'))).toBe(true);
  expect((await faultline(['kernel', 'uninstall', '--prefix', prefix])).code).toBe(0);
});

test('a place that cannot be written is one line', async () => {
  const folder = folderOf({ file: '' });
  const { code, stderr } = await faultline(['kernel', 'install', '--prefix', join(folder, 'file')]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^faultline: --prefix: given ".*"; a folder that can be written \(ENOTDIR\)\n$/);
});
