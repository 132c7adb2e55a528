/**
 * @file Serves viewers, who are another process, and prints what that took as one line of JSON. Bursts of events
 * come one after the other, each when every viewer has all of the one before, or at a rate.
 *
 * node scripts/bench-live/server.js <how> <viewers> <bursts> <events a burst> [<bursts a second>]
 */

import { fork } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { WebSocketServer } from 'ws';
import { Hub } from '../../dist/server/hub/hub.js';
import { sharedDeflateOptions } from '../../dist/server/hub/socket-viewer.js';

/** Length of an event's JSON. */
const EVENT_BYTES = 216;
const WARM_UP = 20;

const [how, ...numbers] = process.argv.slice(2);
const [viewerCount, burstCount, burstSize, rate = 0] = numbers.map(Number);

/** An event with the moment of its telling, which all processes of a machine count alike. */
function eventBody(/** @type {number} */ id, /** @type {bigint} */ now) {
  const told = rate > 0 && burstSize === 1 ? Number(now / 1000n) : 0;
  const loan = { lender: id % 100, borrower: (id * 7) % 100, amount: ((id * 7919) % 100_003) / 1000 };
  const event = { id, t: id >> 5, type: 'loan', ...loan, told, note: '' };
  const text = JSON.stringify(event);
  return `${text.slice(0, -2)}${'interbank lending overnight '.repeat(8).slice(0, EVENT_BYTES - text.length)}"}`;
}

/** @type {Record<string, (server: http.Server) => (messages: any[]) => void>} How a burst gets to viewers. */
const ways = {
  'our WebSocket': (server) => ours(server, ''),
  'our SSE': (server) => ours(server, ''),
  'our WebSocket, compressed': (server) => ours(server, 'compress'),
  'our SSE, compressed': (server) => ours(server, 'compress'),
  'ws.send'(server) {
    const sockets = new WebSocketServer({ server });
    let seq = 0;
    return (messages) => {
      for (const { body, type } of messages) {
        const text = `{"seq":${++seq},"type":"${type}","data":${body}}`;
        for (const ws of sockets.clients) ws.send(text);
      }
    };
  },
  'res.write'(server) {
    /** @type {http.ServerResponse[]} */
    const responses = [];
    server.on('request', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      responses.push(response);
    });
    let seq = 0;
    return (messages) => {
      for (const { body, type } of messages) {
        const text = `id: ${++seq}\nevent: ${type}\ndata: {"seq":${seq},"type":"${type}","data":${body}}\n\n`;
        for (const response of responses) response.write(text);
      }
    };
  },
};

function ours(/** @type {http.Server} */ server, /** @type {string} */ option) {
  const hub = new Hub();
  const options = { after: null, compress: option === 'compress' };
  server.on('request', (_request, response) => hub.addSse(response, options));
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: sharedDeflateOptions });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (ws) => hub.addSocket(ws, socket, options));
  });
  return (/** @type {any[]} */ messages) => hub.publish(messages);
}

const server = http.createServer();
const publish = ways[how](server);
await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
const viewers = fork(path.join(import.meta.dirname, 'viewers.js'), [how, String(viewerCount), String(port)]);
/** @type {(report: any) => void} */
let onReport = () => undefined;
viewers.on('message', (report) => onReport(report));
const reported = () => new Promise((resolve) => (onReport = resolve));

/** All viewers are told once every one has so many events. */
function tellWhen(/** @type {number} */ eventCount) {
  const report = reported();
  viewers.send({ tellWhen: eventCount });
  return report;
}

let eventCount = 0;
function burst() {
  const now = process.hrtime.bigint();
  publish(
    Array.from({ length: burstSize }, () => ({
      type: 'event',
      kind: 'loan',
      about: ['bank:1'],
      body: eventBody(eventCount++, now),
    })),
  );
}

/** Each burst when the one before has come. */
async function inTurn(/** @type {number} */ count) {
  for (let i = 0; i < count; i++) {
    const report = tellWhen(eventCount + burstSize);
    burst();
    await report;
  }
}

/** So many bursts a second. */
async function atRate(/** @type {number} */ count) {
  const report = tellWhen(eventCount + count * burstSize);
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    const wait = start + (i * 1000) / rate - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    burst();
  }
  await report;
}

await reported();
publish([
  { type: 'status', body: '{"status":"running"}' },
  { type: 'state', body: '{"turn":0}' },
]);
const run = rate > 0 ? atRate : inTurn;
await run(WARM_UP);
const before = process.cpuUsage();
await run(burstCount);
const { user, system } = process.cpuUsage(before);
const end = reported();
viewers.send({ end: WARM_UP * burstSize });
const { digest, latency } = await end;
const deliveries = burstCount * burstSize * viewerCount;
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ microseconds: (user + system) / deliveries, megabytes, digest, latency }));
process.exit(0);
