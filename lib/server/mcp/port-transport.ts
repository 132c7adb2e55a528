import type { MessagePort } from 'node:worker_threads';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

/** Messages of the protocol through a port between threads. */
export class PortTransport implements Transport {
  onmessage?: NonNullable<Transport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  private readonly port: MessagePort;

  constructor(port: MessagePort) {
    this.port = port;
  }

  async start(): Promise<void> {
    this.port.on('message', (message: JSONRPCMessage) => this.onmessage?.(message));
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.port.postMessage(message);
  }

  async close(): Promise<void> {
    this.port.close();
    this.onclose?.();
  }
}
