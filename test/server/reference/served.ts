import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { app } from '../../../lib/server/http/app.ts';
import { Tokens } from '../../../lib/server/http/tokens.ts';
import { Sessions } from '../../../lib/server/session/sessions.ts';

const SECRET = 'a secret of more than thirty-two bytes, for tests';

/** A server whose tests name who asks in the header `x-user`: it is lent that one’s token; without, an administrator’s. */
export async function served() {
  const sessions = await Sessions.open({ hub: { firstMessage: 50 } });
  const tokens = new Tokens(new TextEncoder().encode(SECRET));
  const made = await app({ sessions, tokens });
  const lend = ({ headers, url = '' }: IncomingMessage): void => {
    if (url.includes('access_token=')) return;
    headers.authorization ??= `Bearer ${tokenOf(headers['x-user'] as string | undefined)}`;
  };
  made.server.prependListener('request', lend).prependListener('upgrade', lend);
  await made.listen({ port: 0, host: '127.0.0.1' });
  const { port } = made.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sessions,
    close: async () => {
      await sessions.close();
      await made.close();
    },
  };
}

/** The token of a user, or of an administrator: a JWT signed by hand (RFC 7519). */
export function tokenOf(user: string | undefined, more: object = {}): string {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const claims = { sub: user ?? 'local', exp, ...(user === undefined && { role: 'admin' }), ...more };
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signed = createHmac('sha256', SECRET).update(parts.join('.')).digest('base64url');
  return [...parts, signed].join('.');
}
