/**
 * @file Runs a session to its end as fast as it goes, its log on, and prints the processor time of the whole
 * process, threads and all, as one line of JSON. A viewer, where there is one, is another process.
 *
 * node scripts/bench-live/watched.js <model> <config as JSON> watched | unwatched
 */

import { fork } from 'node:child_process';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { newSessionSchema } from '../../dist/server/session/new-session.js';
import { Sessions } from '../../dist/server/session/sessions.js';

const [model, config, how] = process.argv.slice(2);

if (how === 'viewer') {
  http.get(config, (response) => {
    response.once('data', () => process.send?.({ open: true }));
    response.resume();
  });
} else {
  const sessions = await Sessions.open({ eventsMax: 1e8 });
  const given = newSessionSchema.parse({ model, config: JSON.parse(config), start: false });
  const session = await sessions.create(given, 'bench');
  const server = http.createServer((_request, response) => void session.hub.addSse(response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const viewer = how === 'watched' && fork(process.argv[1], [model, `http://127.0.0.1:${port}/`, 'viewer']);
  if (viewer) await new Promise((resolve) => viewer.once('message', resolve));
  await sleep(200);
  const before = process.cpuUsage();
  await session.request({ do: 'resume' });
  while (session.status.status !== 'finished') await sleep(5);
  const { system, user } = process.cpuUsage(before);
  const { digest, events } = session.status;
  const { messages } = session.hub.stats;
  console.log(JSON.stringify({ milliseconds: (system + user) / 1000, events, messages, digest }));
  if (viewer) viewer.kill();
  process.exit(0);
}
