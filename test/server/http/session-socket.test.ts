import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { banks } from '../../../lib/models/banks/banks.ts';
import type { AppContext, OpenSocket } from '../../../lib/server/http/app-context.ts';
import { LOCAL } from '../../../lib/server/http/identity.ts';
import { limitsSchema } from '../../../lib/server/http/limits.ts';
import { sessionSocket } from '../../../lib/server/http/session-socket.ts';

test('who leaves its answers unread is not heard until it has taken them', async () => {
  const told: string[] = [];
  const heard: string[] = [];
  const viewer = {
    isClosed: false,
    waiting: 0,
    isFull: (most: number) => viewer.waiting > most,
    tell: (text: string) => void told.push(text),
  };
  const socket = new EventEmitter();
  const ws = Object.assign(new EventEmitter(), {
    pause: () => void heard.push('pause'),
    resume: () => void heard.push('resume'),
  });
  const session = { id: 'x', hub: { heartbeat: 15_000, latest: 7 }, model: banks };
  const request = async () => 'an answer';
  const context = { limits: limitsSchema.parse({}), sessionOf: () => ({ ...session, request }) };
  const asked = { identity: LOCAL, params: { id: 'x' }, query: {}, address: '' };
  const open = { ws, socket, watch: () => viewer } as unknown as OpenSocket;
  sessionSocket(context as unknown as AppContext, asked)(open);
  const ask = async (): Promise<void> => {
    ws.emit('message', Buffer.from('{"type":"request","id":1,"request":{"do":"state"}}'), false);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await ask();
  expect(told.at(-1)).toBe('{"type":"reply","id":1,"result":"an answer"}');
  expect(heard).toEqual([]);
  viewer.waiting = 2_000_000;
  await ask();
  await ask();
  expect(heard).toEqual(['pause']);
  viewer.waiting = 0;
  socket.emit('drain');
  expect(heard).toEqual(['pause', 'resume']);
  await ask();
  expect(heard).toEqual(['pause', 'resume']);
  // Large answers wait for what is unread.
  viewer.waiting = 2_000_000;
  const before = told.length;
  ws.emit('message', Buffer.from('{"type":"request","id":2,"request":{"do":"log"}}'), false);
  await new Promise((resolve) => setImmediate(resolve));
  expect(told.length).toBe(before);
  viewer.waiting = 0;
  socket.emit('drain');
  await new Promise((resolve) => setImmediate(resolve));
  expect(told.at(-1)).toBe('{"type":"reply","id":2,"result":"an answer"}');
});
