import type { SocketClass } from './socket-wire.ts';

/** A WebSocket for Node: its own cannot be ended at once. Browsers never load this. */
export async function nodeSocket(): Promise<SocketClass> {
  const { WebSocket } = await import('ws');
  return WebSocket;
}
