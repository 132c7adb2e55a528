import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  addressOf,
  type ConnectionInfo,
  checkConnectionInfo,
  readConnectionInfo,
  writeConnectionInfo,
} from '../../../lib/notebook/protocol/connection-info.ts';

/** As Jupyter writes it, but for the key. */
const info: ConnectionInfo = {
  shell_port: 57503,
  iopub_port: 40885,
  stdin_port: 52597,
  control_port: 50160,
  hb_port: 42540,
  ip: '127.0.0.1',
  key: 'a0436f6c',
  transport: 'tcp',
  signature_scheme: 'hmac-sha256',
  kernel_name: 'faultline',
};

function file(content?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-connection-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'kernel.json');
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

test('addresses of tcp, of IPv6, and of ipc', () => {
  expect(addressOf(info, 'iopub')).toBe('tcp://127.0.0.1:40885');
  expect(addressOf({ ...info, ip: '::1' }, 'hb')).toBe('tcp://[::1]:42540');
  // As jupyter_client has it: path-number.
  expect(addressOf({ ...info, transport: 'ipc', ip: '/run/k', shell_port: 1 }, 'shell')).toBe(
    'ipc:///run/k-1',
  );
});

test('a file is read as it was written, and only its owner can read it', () => {
  const path = file('{}');
  chmodSync(path, 0o644);
  writeConnectionInfo(path, info);
  expect(readConnectionInfo(path)).toEqual(info);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toMatch(/"shell_port": 57503/);
});

test('what Jupyter may leave out or add', () => {
  const { kernel_name: _, transport: __, ...rest } = info;
  const read = checkConnectionInfo({ ...rest, jupyter_session: 'x.ipynb' }, 'f');
  expect(read).toEqual({ ...info, kernel_name: '' });
});

test.each([
  [{ ...info, shell_port: 0 }, 'f, shell_port: given 0; an integer from 1 to 65535'],
  [{ ...info, hb_port: '42540' }, 'f, hb_port: given "42540"; an integer from 1 to 65535'],
  [{ ...info, transport: 'udp' }, 'f, transport: given "udp"; tcp or ipc'],
  [{ ...info, ip: '' }, 'f, ip: given ""; an address such as 127.0.0.1'],
  [{ ...info, key: 5 }, 'f, key: given 5; a text, empty for messages that are not signed'],
  [{ ...info, signature_scheme: 'hmac-md5' }, 'f, signature_scheme: given "hmac-md5"; hmac-sha256'],
  [[], 'f: given []; an object of fields is needed'],
])('one line for what cannot be used: %#', (json, line) => {
  expect(() => checkConnectionInfo(json, 'f')).toThrow(line);
});

test('one line for a file that is not there and one that is not JSON', () => {
  expect(() => readConnectionInfo('/nowhere/k.json')).toThrow(
    /connection file: given "\/nowhere.*\(ENOENT\)$/,
  );
  expect(() => readConnectionInfo(file('{'))).toThrow(/\(not JSON\)$/);
});
