import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { FaultlineError } from '../../core/faultline-error.ts';

/** The five sockets of a kernel. */
export type SocketName = 'shell' | 'iopub' | 'stdin' | 'control' | 'hb';

/** What a connection file says: where a kernel listens and with what key its messages are signed. */
export interface ConnectionInfo {
  readonly transport: 'tcp' | 'ipc';
  /** For tcp an address, for ipc the path that the socket files begin with. */
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  /** Empty: messages are not signed. */
  readonly key: string;
  readonly signature_scheme: 'hmac-sha256';
  readonly kernel_name: string;
}

const SOCKETS: readonly SocketName[] = ['shell', 'iopub', 'stdin', 'control', 'hb'];
const PORT_MAX = 65_535;

/** The address of one of the sockets, as ZeroMQ takes it: `tcp://127.0.0.1:5555`, `ipc:///run/k-1`. */
export function addressOf(info: ConnectionInfo, socket: SocketName): string {
  const port = info[`${socket}_port`];
  if (info.transport === 'ipc') return `ipc://${info.ip}-${port}`;
  return `tcp://${info.ip.includes(':') ? `[${info.ip}]` : info.ip}:${port}`;
}

/**
 * Reads and checks a connection file.
 *
 * @throws FaultlineError for a file that cannot be read, is not JSON, or lacks a field.
 */
export function readConnectionInfo(path: string): ConnectionInfo {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'not JSON';
    throw new FaultlineError('connection file', path, `a JSON file that Jupyter wrote is needed (${reason})`);
  }
  return checkConnectionInfo(json, path);
}

/** The same for what such a file says. @throws FaultlineError that begins with `where` */
export function checkConnectionInfo(json: unknown, where: string): ConnectionInfo {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new FaultlineError(where, json, 'an object of fields is needed');
  }
  const fields = json as Record<string, unknown>;
  const { transport = 'tcp', ip, key = '', signature_scheme = 'hmac-sha256', kernel_name = '' } = fields;
  const fault = (name: string, allowed: string): never => {
    throw new FaultlineError(`${where}, ${name}`, fields[name], allowed);
  };
  if (transport !== 'tcp' && transport !== 'ipc') return fault('transport', 'tcp or ipc');
  if (typeof ip !== 'string' || ip === '') return fault('ip', 'an address such as 127.0.0.1');
  if (typeof key !== 'string') return fault('key', 'a text, empty for messages that are not signed');
  if (signature_scheme !== 'hmac-sha256') return fault('signature_scheme', 'hmac-sha256');
  if (typeof kernel_name !== 'string') return fault('kernel_name', 'a text');
  const port = (socket: SocketName): number => {
    const value = fields[`${socket}_port`];
    if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= PORT_MAX) {
      return value as number;
    }
    return fault(`${socket}_port`, `an integer from 1 to ${PORT_MAX}`);
  };
  return {
    transport,
    ip,
    shell_port: port('shell'),
    iopub_port: port('iopub'),
    stdin_port: port('stdin'),
    control_port: port('control'),
    hb_port: port('hb'),
    key,
    signature_scheme,
    kernel_name,
  };
}

/** Writes a connection file that only its owner can read: it holds the key. */
export function writeConnectionInfo(path: string, info: ConnectionInfo): void {
  writeFileSync(path, `${JSON.stringify(info, null, 1)}\n`, { mode: 0o600 });
  // The mode above is for a new file only.
  chmodSync(path, 0o600);
}

/** A connection info without ports taken by each other. @param ports one for each of the sockets */
export function connectionInfoOf(
  base: Pick<ConnectionInfo, 'transport' | 'ip' | 'key' | 'kernel_name'>,
  ports: readonly number[],
): ConnectionInfo {
  const named = SOCKETS.map((socket, i) => [`${socket}_port`, ports[i]]);
  return checkConnectionInfo({ ...base, ...Object.fromEntries(named) }, 'connection');
}
