import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { Publisher, Reply, Router } from 'zeromq';
import {
  addressOf,
  type ConnectionInfo,
  connectionInfoOf,
} from '../../../lib/notebook/protocol/connection-info.ts';
import { KernelClient } from '../../../lib/notebook/protocol/kernel-client.ts';
import { decode, encode, type Message, newHeader } from '../../../lib/notebook/protocol/message.ts';

type Answer = (kernel: StandIn, request: Message) => Promise<void>;

/** A kernel of sockets alone: what it says to a request is the test's. */
class StandIn {
  readonly info: ConnectionInfo;
  readonly seen: string[] = [];
  readonly shell = new Router({ linger: 0 });
  readonly control = new Router({ linger: 0 });
  readonly stdin = new Router({ linger: 0 });
  readonly iopub = new Publisher({ linger: 0, sendHighWaterMark: 0 });
  readonly hb = new Reply({ linger: 0 });
  private readonly answer: Answer;

  constructor(answer: Answer) {
    const folder = mkdtempSync(join(tmpdir(), 'fl-'));
    this.info = connectionInfoOf(
      { transport: 'ipc', ip: join(folder, 's'), key: 'k', kernel_name: 'x' },
      [1, 2, 3, 4, 5],
    );
    this.answer = answer;
    onTestFinished(() => {
      for (const socket of [this.shell, this.control, this.stdin, this.iopub, this.hb]) socket.close();
      rmSync(folder, { recursive: true, force: true });
    });
  }

  /** @param delay milliseconds by which what is published comes later than the rest */
  async bind(delay = 0): Promise<void> {
    for (const name of ['shell', 'control', 'stdin', 'hb', 'iopub'] as const) {
      if (name === 'iopub') await pause(delay);
      await this[name].bind(addressOf(this.info, name));
      if (name === 'shell' || name === 'control') void this.serve(this[name]);
    }
  }

  async publish(type: string, content: Record<string, unknown>, parent: Message): Promise<void> {
    await this.iopub.send(encode(this.message(type, content, parent), 'k'));
  }

  async reply(
    type: string,
    content: Record<string, unknown>,
    parent: Message,
    socket = this.shell,
  ): Promise<void> {
    const message = this.message(type, content, parent);
    await socket.send(encode({ ...message, identities: parent.identities }, 'k'));
  }

  private message(type: string, content: Record<string, unknown>, parent: Message): Message {
    const header = newHeader(type, 'kernel');
    return { identities: [], header, parent: parent.header, metadata: {}, content, buffers: [] };
  }

  private async serve(socket: Router): Promise<void> {
    for await (const frames of socket) {
      const request = decode(frames, 'k');
      this.seen.push(request.header.msg_type);
      if (request.header.msg_type === 'kernel_info_request') {
        await this.publish('status', { execution_state: 'busy' }, request);
        await this.reply('kernel_info_reply', { status: 'ok', implementation: 'stand-in' }, request, socket);
        await this.publish('status', { execution_state: 'idle' }, request);
      } else await this.answer(this, request);
    }
  }
}

function clientOf(kernel: StandIn): KernelClient {
  const client = new KernelClient(kernel.info);
  onTestFinished(() => client.close());
  return client;
}

/** Answers first, publishes afterwards: kernels may. */
const late: Answer = async (kernel, request) => {
  await kernel.publish('status', { execution_state: 'busy' }, request);
  await kernel.reply('execute_reply', { status: 'ok', execution_count: 1 }, request);
  await pause(30);
  for (let i = 0; i < 3000; i++) await kernel.publish('stream', { name: 'stdout', text: `${i}\n` }, request);
  await kernel.publish('status', { execution_state: 'idle' }, request);
};

test('waits for a kernel that binds late, and loses nothing of the first cell', async () => {
  const kernel = new StandIn(late);
  const client = clientOf(kernel);
  const started = client.start();
  await pause(150);
  await kernel.bind();
  expect((await started).content.implementation).toBe('stand-in');
  const heard: string[] = [];
  const { reply, outputs } = await client.execute('x', {
    onOutput: ({ header }) => heard.push(header.msg_type),
  });
  expect(reply.content).toEqual({ status: 'ok', execution_count: 1 });
  const lines = outputs
    .filter(({ header }) => header.msg_type === 'stream')
    .map(({ content }) => content.text);
  expect(lines).toEqual(Array.from({ length: 3000 }, (_, i) => `${i}\n`));
  expect(heard).toHaveLength(3002);
  expect(outputs.at(-1)?.content).toEqual({ execution_state: 'idle' });
});

test('answers are not enough: what is published has to arrive, too', async () => {
  const kernel = new StandIn(late);
  const client = clientOf(kernel);
  const started = client.start();
  await kernel.bind(300);
  await started;
  const { outputs } = await client.execute('x');
  expect(outputs[0]?.content).toEqual({ execution_state: 'busy' });
});

test('outputs of other cells and messages signed by others are not mixed in', async () => {
  const kernel = new StandIn(async (self, request) => {
    const stranger = { ...request, header: newHeader('execute_request', 'other') };
    await self.publish('stream', { name: 'stdout', text: 'of another' }, stranger);
    await self.publish('status', { execution_state: 'idle' }, stranger);
    const forged = { ...request, parent: request.header, header: newHeader('stream', 'x'), identities: [] };
    await self.iopub.send(encode({ ...forged, content: { name: 'stdout', text: 'forged' } }, 'other key'));
    await pause(30);
    await self.reply('execute_reply', { status: 'ok' }, request);
    await self.publish('stream', { name: 'stdout', text: 'own' }, request);
    await self.publish('status', { execution_state: 'idle' }, request);
  });
  await kernel.bind();
  const client = clientOf(kernel);
  await client.start();
  const { outputs } = await client.execute('x');
  expect(outputs.map(({ content }) => content.text ?? content.execution_state)).toEqual(['own', 'idle']);
});

test('many requests at once each get their own answer', async () => {
  const kernel = new StandIn(async (self, request) => {
    await self.reply('complete_reply', { matches: [request.content.code] }, request);
  });
  await kernel.bind();
  const client = clientOf(kernel);
  await client.start();
  const codes = Array.from({ length: 200 }, (_, i) => `c${i}`);
  const replies = await Promise.all(
    codes.map((code) => client.request('shell', 'complete_request', { code })),
  );
  expect(replies.flatMap(({ content }) => content.matches)).toEqual(codes);
});

test('input is asked for on the route of the request', async () => {
  const kernel = new StandIn(async (self, request) => {
    expect(request.content.allow_stdin).toBe(true);
    await self.reply('input_request', { prompt: 'name?', password: false }, request, self.stdin);
    const answer = decode(await self.stdin.receive(), 'k');
    await self.publish('stream', { name: 'stdout', text: answer.content.value }, request);
    await self.reply('execute_reply', { status: 'ok' }, request);
    await self.publish('status', { execution_state: 'idle' }, request);
  });
  await kernel.bind();
  const client = clientOf(kernel);
  await client.start();
  const { outputs } = await client.execute('x', { onInput: (prompt) => `to ${prompt}` });
  expect(outputs[0]?.content.text).toBe('to name?');
});

test('a kernel that is gone ends everything that waits, and what is asked later', async () => {
  const kernel = new StandIn(async () => {});
  await kernel.bind();
  const client = clientOf(kernel);
  await client.start();
  const waiting = client.execute('x');
  setTimeout(() => client.fail(new Error('gone')), 30);
  await expect(waiting).rejects.toThrow('gone');
  await expect(client.execute('y')).rejects.toThrow('gone');
  await expect(client.request('control', 'shutdown_request', {})).rejects.toThrow('gone');
});

test('start ends with its signal', async () => {
  const client = clientOf(new StandIn(async () => {}));
  await expect(client.start(AbortSignal.timeout(150))).rejects.toThrow(/timeout/i);
});

test('the heartbeat is heard, and its absence', async () => {
  const kernel = new StandIn(async () => {});
  const client = clientOf(kernel);
  expect(await client.beats(100)).toBe(false);
  await kernel.bind();
  void (async () => {
    for await (const frames of kernel.hb) await kernel.hb.send(frames);
  })();
  expect(await client.beats(1000)).toBe(true);
  expect(await client.beats(1000)).toBe(true);
});

test('a request reaches the control socket while the shell is silent', async () => {
  const kernel = new StandIn(async (self, request) => {
    if (request.header.msg_type !== 'interrupt_request') return;
    await self.reply('interrupt_reply', { status: 'ok' }, request, self.control);
  });
  await kernel.bind();
  const client = clientOf(kernel);
  await client.start();
  const running = client.execute('x');
  running.catch(() => {});
  expect((await client.request('control', 'interrupt_request', {})).content).toEqual({ status: 'ok' });
  expect(kernel.seen).toContain('execute_request');
});

test('frames that no client of ours sent do not stop it', async () => {
  const kernel = new StandIn(async (self, request) => {
    await self.shell.send([...request.identities, Buffer.from('rubbish')]);
    await self.iopub.send(['rubbish']);
    await self.reply('execute_reply', { status: 'ok' }, request);
    await self.publish('status', { execution_state: 'idle' }, request);
  });
  await kernel.bind();
  const client = clientOf(kernel);
  await client.start();
  expect((await client.execute('x')).reply.content.status).toBe('ok');
});
