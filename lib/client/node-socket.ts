import type { SocketClass } from './socket-wire.ts';

/** A WebSocket for Node before 22, which has none of its own. Browsers never load this. */
export async function nodeSocket(): Promise<SocketClass> {
  const { WebSocket } = await import('ws');
  return WebSocket;
}
