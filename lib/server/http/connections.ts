import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import type { ServerLimits } from './limits.ts';
import { rawAnswer } from './raw-answer.ts';

/** What connections from one client have in common: its address, of IPv6 its /64. */
export function addressKey(address: string | undefined): string {
  return address === undefined ? 'unknown' : rateLimit.normalizeIP(address, 64);
}

/** Counts the connections of a server, and refuses those that are too many. */
export class Connections {
  count = 0;
  refused = 0;
  private readonly byAddress = new Map<string, number>();

  constructor(server: Server, limits: ServerLimits) {
    server.maxConnections = limits.connections;
    server.on('drop', () => {
      this.refused++;
    });
    server.on('connection', (socket: Socket) => this.take(socket, limits.connectionsPerAddress));
  }

  private take(socket: Socket, most: number): void {
    const key = addressKey(socket.remoteAddress);
    const count = (this.byAddress.get(key) ?? 0) + 1;
    this.byAddress.set(key, count);
    this.count++;
    socket.on('close', () => this.leave(key));
    if (count <= most) return;
    this.refused++;
    socket.on('error', () => undefined);
    const message = `your address has ${most} connections already`;
    rawAnswer(socket, { status: 503, headers: { 'retry-after': '5' }, error: { message } });
  }

  private leave(key: string): void {
    const left = (this.byAddress.get(key) ?? 1) - 1;
    if (left > 0) this.byAddress.set(key, left);
    else this.byAddress.delete(key);
    this.count--;
  }
}
