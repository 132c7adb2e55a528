import http from 'node:http';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { eventMessage, publishStart, type ServedHub, serveHub, stateMessage, until } from './serve-hub.ts';

/** A small generator, so that a failing schedule comes again (Vigna's xorshift32 by Marsaglia's triple). */
function random(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** A viewer that is cut off again and again and goes on after the last message it has read in whole. */
class CutViewer {
  /** The texts of all messages, in the order of their coming. */
  readonly texts: string[] = [];
  cutCount = 0;
  private readonly served: ServedHub;
  private readonly isSocket: boolean;
  private cut: () => void = () => undefined;

  constructor(served: ServedHub, isSocket: boolean) {
    this.served = served;
    this.isSocket = isSocket;
    this.connect(0);
    onTestFinished(() => this.cut());
  }

  /** Drops the connection, without a word, and comes back. */
  reconnect(): void {
    this.cut();
    this.cutCount++;
    this.connect(this.last);
  }

  get last(): number {
    return this.texts.length === 0 ? 0 : seqOf(this.texts[this.texts.length - 1]);
  }

  private connect(after: number): void {
    let isCut = false;
    const read = (text: string) => {
      if (!isCut) this.texts.push(text);
    };
    const destroy = this.isSocket ? this.openSocket(after, read) : this.openStream(after, read);
    this.cut = () => {
      isCut = true;
      destroy();
    };
  }

  private openSocket(after: number, read: (text: string) => void): () => void {
    const isFirst = after % 2 === 0;
    const ws = new WebSocket(`ws://127.0.0.1:${this.served.port}/${isFirst ? '' : `?after=${after}`}`);
    ws.on('open', () => isFirst && ws.send(JSON.stringify({ type: 'resume', after })));
    ws.on('message', (data) => read(String(data)));
    ws.on('error', () => undefined);
    return () => ws.terminate();
  }

  private openStream(after: number, read: (text: string) => void): () => void {
    const headers = { 'last-event-id': String(after) };
    const request = http.get(this.served.url, { agent: false, headers }, (response) => {
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        const events = (rest + part).split('\n\n');
        rest = events.pop() as string;
        for (const event of events) read(event.slice(event.indexOf('data: ') + 6));
      });
      response.on('error', () => undefined);
    });
    request.on('error', () => undefined);
    return () => request.destroy();
  }
}

function seqOf(text: string): number {
  return Number(/"seq":(\d+)/.exec(text)?.[1]);
}

/**
 * Tells viewers events while each of them is cut off so many times, at moments drawn from the seed. Returns
 * what is wrong with what they got, a line for each fault.
 */
export async function disconnectAtRandom(viewerCount: number, cuts: number, seed: number): Promise<string[]> {
  const served = await serveHub({ bufferMessages: 1_000_000, bufferBytes: 1e9 });
  const { hub } = served;
  const below = random(seed);
  const viewers = Array.from({ length: viewerCount }, (_, i) => new CutViewer(served, i % 2 === 0));
  await until(() => hub.viewerCount === viewerCount, 'all viewers');
  publishStart(hub);
  await until(() => viewers.every(({ last }) => last >= 2), 'welcomes');
  let id = 0;
  const isCutting = () => viewers.some(({ cutCount }) => cutCount < cuts);
  while (isCutting()) {
    hub.publish(Array.from({ length: below(8) }, () => eventMessage(id++)));
    if (below(10) === 0) hub.publish([stateMessage(id)]);
    const due = viewers.filter(({ cutCount }) => cutCount < cuts);
    for (const viewer of due) if (below(12) === 0) viewer.reconnect();
    await new Promise((wake) => (below(3) === 0 ? setTimeout(wake, below(8)) : setImmediate(wake)));
  }
  hub.publish([stateMessage(id)]);
  await until(() => viewers.every(({ last }) => last === hub.latest), 'everything', 60_000);
  return viewers.flatMap(({ texts }, viewer) => {
    const wrong = texts.findIndex((text, i) => seqOf(text) !== i + 1);
    if (texts.length === hub.latest && wrong < 0) return [];
    return [`seed ${seed}, viewer ${viewer}: ${texts.length} of ${hub.latest}, wrong at ${wrong}`];
  });
}
