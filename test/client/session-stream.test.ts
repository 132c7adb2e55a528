import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Retry, retryOf } from '../../lib/client/retry.ts';
import { type Place, SessionStream, type Subscription } from '../../lib/client/session-stream.ts';
import type { ConnectionState, StreamMessage } from '../../lib/client/stream-message.ts';
import type { Ending, WireHandlers } from '../../lib/client/wire.ts';

/** A connection as the test plays it. */
interface Played extends WireHandlers {
  readonly place: Place;
  readonly sent: unknown[];
  isClosed: boolean;
  /** Tells numbered messages: events by their numbers, resets by negative ones. */
  readonly tell: (...seqs: number[]) => void;
  readonly lose: (reason?: string, more?: Partial<Ending>) => void;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A stream, and the connections that it has opened, the latest last. */
function played(
  given: { retry?: Partial<Retry>; after?: number; subscription?: Subscription; canSend?: boolean } = {},
) {
  const { after = null, canSend = true, retry, subscription = {} } = given;
  const wires: Played[] = [];
  const stream = new SessionStream({
    retry: retryOf(retry),
    place: { after, subscription },
    request: async (request) => ({ elsewhere: request }),
    open: (place) => (handlers) => {
      const wire: Played = {
        ...handlers,
        place,
        sent: [],
        isClosed: false,
        tell: (...seqs) => {
          for (const seq of seqs) {
            if (seq < 0) handlers.message({ seq: -seq, type: 'reset', data: { reason: 'test' } });
            else handlers.message({ seq, type: 'event', data: { id: seq } });
          }
        },
        lose: (reason = 'lost', more = {}) => handlers.end({ reason, isFinal: false, ...more }),
      };
      wires.push(wire);
      return {
        canSend,
        send: (message) => wire.sent.push(message),
        close: () => {
          wire.isClosed = true;
        },
      };
    },
  });
  const states: ConnectionState[] = [];
  const seqs: number[] = [];
  const listen = async (): Promise<Played> => {
    stream.on('connection', (state) => states.push(state));
    stream.on('message', ({ seq, type }) => seqs.push(type === 'reset' ? -seq : seq));
    await vi.advanceTimersByTimeAsync(0);
    return wires[0];
  };
  return { stream, wires, states, seqs, listen };
}

describe('messages', () => {
  test('come once and in order, typed by name', async () => {
    const { seqs, stream, listen } = played();
    const first = await listen();
    const events: unknown[] = [];
    const resets: unknown[] = [];
    stream.on('event', (event, seq) => events.push([event, seq]));
    const stop = stream.on('reset', ({ reason }) => resets.push(reason));
    first.live();
    first.tell(-7, 8, 9, 9, 8, 10);
    expect(seqs).toEqual([-7, 8, 9, 10]);
    expect(events).toEqual([8, 9, 10].map((id) => [{ id }, id]));
    stop();
    first.tell(-11);
    expect(resets).toEqual(['test']);
    expect(stream.last).toBe(11);
  });

  test('go on after the last where a connection was lost, and from a reset wherever that is', async () => {
    const { seqs, wires, listen } = played();
    const first = await listen();
    expect(first.place.after).toBeNull();
    first.live();
    first.tell(-100, 101);
    first.lose();
    await vi.advanceTimersByTimeAsync(3000);
    expect(wires[1].place.after).toBe(101);
    wires[1].live();
    wires[1].tell(101, 102);
    wires[1].lose();
    await vi.advanceTimersByTimeAsync(3000);
    wires[2].live();
    wires[2].tell(-40, 40, 41, 42);
    expect(seqs).toEqual([-100, 101, 102, -40, 41, 42]);
  });

  test('that are missing are asked for again, once', async () => {
    const { seqs, stream, wires, listen } = played({ after: 4 });
    const first = await listen();
    expect(first.place.after).toBe(4);
    first.live();
    first.tell(5, 8, 9);
    expect(seqs).toEqual([5]);
    expect(first.isClosed).toBe(true);
    await vi.advanceTimersByTimeAsync(3000);
    wires[1].live();
    wires[1].tell(6, 7, 8, 11);
    await vi.advanceTimersByTimeAsync(3000);
    wires[2].live();
    wires[2].tell(11);
    expect(seqs).toEqual([5, 6, 7, 8]);
    expect([stream.connection, stream.reason]).toEqual(['closed', 'messages 9 to 10 are missing']);
  });

  test('may have gaps where something was left out on request', async () => {
    const { seqs, listen } = played({ subscription: { kinds: ['default'] } });
    const first = await listen();
    first.live();
    first.tell(-1, 5, 9);
    expect(seqs).toEqual([-1, 5, 9]);
  });

  test('of a connection that was let go are not heard', async () => {
    const { seqs, stream, listen } = played();
    const first = await listen();
    first.live();
    first.tell(-1, 2);
    stream.close();
    first.tell(3);
    first.lose();
    expect(seqs).toEqual([-1, 2]);
    expect(stream.connection).toBe('closed');
  });

  test('a listener that throws stops nothing, and is told of', async () => {
    const { seqs, stream, listen } = played();
    const first = await listen();
    const errors: unknown[] = [];
    stream.on('error', (error) => errors.push(error));
    stream.on('error', () => {
      throw new Error('worse');
    });
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    stream.on('event', () => {
      throw new Error('bad');
    });
    first.live();
    first.tell(-1, 2, 3);
    expect(seqs).toEqual([-1, 2, 3]);
    expect(errors).toEqual([new Error('bad'), new Error('bad')]);
    expect(said).toHaveBeenCalledTimes(2);
    said.mockRestore();
  });
});

describe('the connection', () => {
  test('is made when somebody listens', async () => {
    const { stream, wires, listen } = played();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([stream.connection, wires.length]).toEqual(['connecting', 0]);
    await listen();
    expect(wires).toHaveLength(1);
  });

  test('is tried 5 times, 3 s apart, and given up with the reason', async () => {
    const { states, stream, wires, listen } = played();
    (await listen()).lose('refused');
    for (let i = 1; i <= 5; i++) {
      await vi.advanceTimersByTimeAsync(2999);
      expect(wires).toHaveLength(i);
      await vi.advanceTimersByTimeAsync(1);
      expect(wires).toHaveLength(i + 1);
      wires[i].lose(`refused ${i}`);
    }
    await vi.advanceTimersByTimeAsync(60_000);
    expect(wires).toHaveLength(6);
    expect(stream.reason).toBe('gave up after 5 tries: refused 5');
    expect(states.map(({ connection, tries }) => [connection, tries])).toEqual([
      ...[1, 2, 3, 4, 5].map((tries) => ['retrying', tries]),
      ['closed', 5],
    ]);
  });

  test('that came about starts the count anew', async () => {
    const { stream, wires, listen } = played({ retry: { tries: 2, wait: 10 } });
    await listen();
    for (let i = 0; i < 6; i++) {
      if (i % 2 === 1) wires[i].live();
      wires[i].lose();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect([stream.connection, wires.length]).toEqual(['retrying', 7]);
  });

  test.each([
    ['for good', { isFinal: true, status: 404 }, {}],
    ['when it was told not to come back', {}, { tries: 0 }],
  ])('ends %s', async (_, more, retry) => {
    const { states, stream, wires, listen } = played({ retry });
    const first = await listen();
    first.lose('no such session', more);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(wires).toHaveLength(1);
    expect(states).toEqual([{ connection: 'closed', reason: 'no such session', tries: 0 }]);
    await expect(stream.request({ do: 'status' })).rejects.toThrow('stream: no such session');
  });

  test('closed while it waits to try again leaves no timer', async () => {
    const { stream, listen } = played();
    (await listen()).lose();
    expect(vi.getTimerCount()).toBe(1);
    stream.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('closed before it began is not begun', async () => {
    const { stream, wires } = played();
    stream.on('event', () => {});
    stream.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(wires).toEqual([]);
  });
});

describe('a loop', () => {
  const drain = async (stream: AsyncIterable<StreamMessage>, seqs: number[], most = 1e9): Promise<void> => {
    for await (const { seq } of stream) if (seqs.push(seq) === most) break;
  };

  test('ends with close, and throws what ended the stream otherwise', async () => {
    const one = played();
    const seqs: number[] = [];
    const first = drain(one.stream, seqs);
    await vi.advanceTimersByTimeAsync(0);
    one.wires[0].live();
    one.wires[0].tell(-1, 2);
    await vi.advanceTimersByTimeAsync(0);
    one.stream.close();
    await first;
    expect(seqs).toEqual([1, 2]);

    const other = played();
    const second = drain(other.stream, []);
    await vi.advanceTimersByTimeAsync(0);
    const thrown = expect(second).rejects.toMatchObject({ message: 'stream: deleted', status: 404 });
    other.wires[0].lose('deleted', { isFinal: true, status: 404 });
    await thrown;
    await expect(drain(other.stream, [])).rejects.toThrow('stream: deleted');
  });

  test('has every message before the error', async () => {
    const { stream, wires } = played();
    const loop = stream[Symbol.asyncIterator]();
    await vi.advanceTimersByTimeAsync(0);
    wires[0].live();
    wires[0].tell(-1, 2);
    wires[0].lose('gone', { isFinal: true });
    expect((await loop.next()).value).toMatchObject({ seq: 1 });
    expect((await loop.next()).value).toMatchObject({ seq: 2 });
    await expect(loop.next()).rejects.toThrow('stream: gone');
    expect(await loop.next()).toEqual({ done: true, value: undefined });
  });

  test('that is left closes the stream, unless somebody else listens', async () => {
    const alone = played();
    const loop = drain(alone.stream, [], 1);
    await vi.advanceTimersByTimeAsync(0);
    alone.wires[0].live();
    alone.wires[0].tell(-1, 2);
    await loop;
    expect(alone.stream.connection).toBe('closed');
    expect(alone.wires[0].isClosed).toBe(true);

    const heard = played();
    const other = drain(heard.stream, [], 1);
    const first = await heard.listen();
    first.live();
    first.tell(-1, 2);
    await other;
    first.tell(3);
    expect(heard.seqs).toEqual([-1, 2, 3]);
  });

  test('that falls behind lets go of the connection, keeps little, and loses nothing', async () => {
    const { stream, states, wires } = played();
    stream.on('connection', (state) => states.push(state));
    const loop = stream[Symbol.asyncIterator]();
    await vi.advanceTimersByTimeAsync(0);
    wires[0].live();
    wires[0].tell(-1);
    const serve = (wire: Played): void => {
      wire.live();
      const { after } = wire.place;
      for (let seq = (after ?? 1) + 1; seq <= 20_000 && !wire.isClosed; seq++) wire.tell(seq);
    };
    serve(wires[0]);
    expect(loop.length).toBe(10_001);
    expect(stream.reason).toBe('the loop over it is behind');
    for (let seq = 1; seq <= 20_000; seq++) {
      expect((await loop.next()).value?.seq).toBe(seq);
      expect(wires.length).toBe(seq < 9001 ? 1 : seq < 18_002 ? 2 : 3);
      if (!wires.at(-1)?.isClosed) serve(wires.at(-1) as Played);
      expect(loop.length).toBeLessThanOrEqual(10_001);
    }
    expect(states.map(({ connection }) => connection)).toContain('retrying');
    stream.close();
  });
});

describe('requests', () => {
  test('wait for a connection, and are answered by their numbers', async () => {
    const { stream, wires } = played();
    const pause = stream.request({ do: 'pause' });
    const state = stream.request({ do: 'state' });
    await vi.advanceTimersByTimeAsync(0);
    expect(wires[0].sent).toEqual([]);
    wires[0].live();
    expect(wires[0].sent).toEqual([
      { type: 'request', id: 1, request: { do: 'pause' } },
      { type: 'request', id: 2, request: { do: 'state' } },
    ]);
    wires[0].message({ type: 'reply', id: 2, result: { time: 3 } });
    wires[0].message({ type: 'reply', id: 1, error: { message: 'no', where: 'pause', allowed: 'another' } });
    wires[0].message({ type: 'reply', id: 1, result: 'twice' });
    expect(await state).toEqual({ time: 3 });
    await expect(pause).rejects.toMatchObject({ message: 'no', where: 'pause', allowed: 'another' });
  });

  test('that were sent fail with the connection; the others go by the next one', async () => {
    const { stream, wires } = played();
    const sent = stream.request({ do: 'pause' });
    await vi.advanceTimersByTimeAsync(0);
    wires[0].live();
    const lost = expect(sent).rejects.toThrow('may have been done');
    wires[0].lose();
    await lost;
    const next = stream.request({ do: 'resume' });
    await vi.advanceTimersByTimeAsync(3000);
    wires[1].live();
    expect(wires[1].sent).toEqual([{ type: 'request', id: 2, request: { do: 'resume' } }]);
    const closed = expect(next).rejects.toThrow('stream: closed');
    stream.close();
    await closed;
  });

  test('go by HTTP where the connection has no way there', async () => {
    const { stream, wires } = played({ canSend: false });
    const request = stream.request({ do: 'pause' });
    await vi.advanceTimersByTimeAsync(0);
    wires[0].live();
    expect(await request).toEqual({ elsewhere: { do: 'pause' } });
  });

  test('what the server has against a message is an error', async () => {
    const { stream, listen } = played();
    const first = await listen();
    const errors: unknown[] = [];
    stream.on('error', (error) => errors.push(String(error)));
    first.live();
    first.message({ type: 'error', message: 'subscribe: given 3' });
    expect(errors).toEqual(['ClientError: subscribe: given 3']);
  });
});

describe('subscriptions', () => {
  test('go over the socket, and with the next connection', async () => {
    const { seqs, stream, wires, listen } = played();
    const first = await listen();
    first.live();
    first.tell(-1, 2);
    stream.subscribe({ kinds: ['default'] });
    expect(first.sent).toEqual([{ type: 'subscribe', types: null, kinds: ['default'], about: null }]);
    first.tell(9);
    first.lose();
    await vi.advanceTimersByTimeAsync(3000);
    expect(wires[1].place).toEqual({ after: 9, subscription: { kinds: ['default'] } });
    expect(seqs).toEqual([-1, 2, 9]);
  });

  test('take another connection where there is no way there', async () => {
    const { stream, wires, listen } = played({ canSend: false });
    const first = await listen();
    first.live();
    first.tell(-1, 2);
    stream.subscribe({ about: ['bank:7'] });
    expect(first.isClosed).toBe(true);
    expect(wires[1].place).toEqual({ after: 2, subscription: { about: ['bank:7'] } });
  });
});
