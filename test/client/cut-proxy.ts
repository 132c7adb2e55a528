import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between clients and a server, and cuts their connections. */
export interface CutProxy {
  readonly url: string;
  readonly count: number;
  /** Connections that came so far. */
  readonly total: number;
  /** Cuts connections at once, in the middle of whatever they carry: all, or one by its place in the order. */
  readonly cut: (place?: number) => void;
  readonly close: () => Promise<void>;
}

/** A proxy to a server on this machine. */
export async function cutProxy(target: string): Promise<CutProxy> {
  const { port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  let total = 0;
  const server = createServer((near) => {
    total++;
    const far = connect(Number(port), '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const socket of pair) {
      socket.on('error', () => {});
      socket.on('close', () => {
        pairs.delete(pair);
        for (const each of pair) each.destroy();
      });
    }
  });
  const cut = (which: Iterable<readonly [Socket, Socket]>): void => {
    for (const pair of which) for (const socket of pair) socket.resetAndDestroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get count() {
      return pairs.size;
    },
    get total() {
      return total;
    },
    cut: (place) => cut(place === undefined ? [...pairs] : [...pairs].slice(place, place + 1)),
    close: () => {
      cut([...pairs]);
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
