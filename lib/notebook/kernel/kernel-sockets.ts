import { Publisher, Reply, Router } from 'zeromq';
import { addressOf, type ConnectionInfo } from '../protocol/connection-info.ts';
import { decode, encode, type Message, signatureIn } from '../protocol/message.ts';

/** The sockets on which requests come in and answers go out. */
export type Channel = 'shell' | 'control' | 'stdin';

/** Outgoing messages wait for their peer without limit: an output is never dropped. */
const UNLIMITED = 0;

/** Time for the last messages to leave when the sockets close, in ms. */
const LINGER = 500;

/** Signatures remembered. */
const SEEN_MAX = 100_000;

/** The kernel's side of the five sockets. */
export class KernelSockets {
  private readonly info: ConnectionInfo;
  private readonly routers = {
    shell: new Router({ sendHighWaterMark: UNLIMITED, linger: LINGER }),
    control: new Router({ sendHighWaterMark: UNLIMITED, linger: LINGER }),
    stdin: new Router({ sendHighWaterMark: UNLIMITED, linger: LINGER }),
  };
  private readonly publisher = new Publisher({ sendHighWaterMark: UNLIMITED, linger: LINGER });
  private readonly heartbeat = new Reply({ linger: 0 });
  private readonly lines = new Map<Publisher | Router, Promise<void>>();
  private readonly seen = new Set<string>();

  constructor(info: ConnectionInfo) {
    this.info = info;
  }

  /** Binds all sockets. @throws Error when an address is taken */
  async bind(): Promise<void> {
    const { info } = this;
    await Promise.all([
      ...(['shell', 'control', 'stdin'] as const).map((name) =>
        this.routers[name].bind(addressOf(info, name)),
      ),
      this.publisher.bind(addressOf(info, 'iopub')),
      this.heartbeat.bind(addressOf(info, 'hb')),
    ]);
    void this.beat();
  }

  /** Hands over each message that comes in and is signed; others are dropped. */
  listen(take: (channel: Channel, message: Message) => void): void {
    for (const channel of ['shell', 'control', 'stdin'] as const) void this.read(channel, take);
  }

  readonly send = (channel: Channel, message: Message): void => {
    this.queue(this.routers[channel], encode(message, this.info.key));
  };

  readonly publish = (message: Message): void => {
    this.queue(this.publisher, encode(message, this.info.key));
  };

  /** Closes when what was sent has been handed over. */
  async close(): Promise<void> {
    await Promise.all(this.lines.values());
    for (const socket of [...Object.values(this.routers), this.publisher, this.heartbeat]) socket.close();
  }

  private async read(channel: Channel, take: (channel: Channel, message: Message) => void): Promise<void> {
    for await (const frames of this.routers[channel]) {
      try {
        const message = decode(frames, this.info.key);
        if (this.isNew(frames)) take(channel, message);
      } catch (error) {
        console.error(`faultline kernel: ${channel}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }

  /** A signature that comes twice is a replay. */
  private isNew(frames: readonly Buffer[]): boolean {
    const signature = signatureIn(frames);
    if (signature === '') return true;
    if (this.seen.has(signature)) return false;
    if (this.seen.size >= SEEN_MAX) this.seen.clear();
    this.seen.add(signature);
    return true;
  }

  /** A socket takes one message at a time. */
  private queue(socket: Publisher | Router, frames: Buffer[]): void {
    const before = this.lines.get(socket) ?? Promise.resolve();
    const sent = before.then(() => socket.send(frames)).catch(() => {});
    this.lines.set(socket, sent);
  }

  private async beat(): Promise<void> {
    for await (const frames of this.heartbeat) await this.heartbeat.send(frames);
  }
}
