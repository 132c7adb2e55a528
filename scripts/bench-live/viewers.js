/**
 * @file Viewers, by clients that are not ours: `ws`, `node:http` and zlib. They read every event, and tell the
 * server, by which they were started, when all have so many. Of compressed streams the first viewer decodes its
 * own and the others compare bytes: inflating a hundred streams would take the processor from the server.
 */

import { createHash } from 'node:crypto';
import http from 'node:http';
import { createGunzip } from 'node:zlib';
import { WebSocket } from 'ws';

const [how, viewerCount, port] = process.argv.slice(2);
const count = Number(viewerCount);
const isSocket = /WebSocket|ws/.test(how);
const isCompressed = how.includes('compressed');
/** Viewers from this one on compare bytes. */
const readerCount = isCompressed ? 1 : count;

const hashes = Array.from({ length: count }, () => createHash('sha256'));
/** Events that each reader has; bytes that each other viewer has. */
const counts = new Float64Array(count);
/** @type {number[]} Microseconds from telling to reading, of every event and viewer. */
const latencies = [];
let openCount = 0;
/** How many readers have as many events as the server waits for, and how many it waits for. */
let doneCount = 0;
let wanted = Number.POSITIVE_INFINITY;

function opened() {
  if (++openCount === count) process.send?.({ open: true });
}

/** @param {number} viewer @param {string} text of one message. */
function read(viewer, text) {
  const start = text.indexOf('"type":"event","data":');
  if (start < 0) return;
  const toldAt = text.indexOf('"told":', start) + 7;
  const told = Number(text.slice(toldAt, text.indexOf(',', toldAt)));
  if (told > 0) latencies.push(Number(process.hrtime.bigint() / 1000n) - told);
  hashes[viewer].update(text.slice(start + 22, told > 0 ? toldAt : text.lastIndexOf('}')));
  if (++counts[viewer] === wanted) doneCount++;
  tellWhenDone();
}

/** @param {number} viewer @param {Buffer} bytes */
function compare(viewer, bytes) {
  hashes[viewer].update(bytes);
  counts[viewer] += bytes.length;
  tellWhenDone();
}

function tellWhenDone() {
  if (doneCount < readerCount || !areEven()) return;
  doneCount = 0;
  wanted = Number.POSITIVE_INFINITY;
  process.send?.({ done: true });
}

/** Whether those who compare bytes have the same number. */
function areEven() {
  for (let i = readerCount + 1; i < count; i++) if (counts[i] !== counts[readerCount]) return false;
  return true;
}

function openSocket(/** @type {number} */ viewer) {
  const ws = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: isCompressed });
  ws.on('open', opened);
  ws.on('message', (data) => {
    const text = String(data);
    if (isCompressed) for (const message of JSON.parse(text)) read(viewer, JSON.stringify(message));
    else read(viewer, text);
  });
}

function openBareSocket(/** @type {number} */ viewer) {
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
  const key = Buffer.alloc(16, viewer).toString('base64');
  const extensions = 'permessage-deflate; client_max_window_bits';
  const headers = { ...upgrade, 'sec-websocket-key': key, 'sec-websocket-extensions': extensions };
  const request = http.get({ port, host: '127.0.0.1', agent: false, headers });
  request.on('upgrade', (_response, socket, head) => {
    opened();
    if (head.length > 0) compare(viewer, head);
    socket.on('data', (bytes) => compare(viewer, bytes));
  });
}

function openStream(/** @type {number} */ viewer) {
  http.get({ port, host: '127.0.0.1', agent: false }, (response) => {
    opened();
    if (viewer >= readerCount) {
      response.on('data', (bytes) => compare(viewer, bytes));
      return;
    }
    const body = isCompressed ? response.pipe(createGunzip()) : response;
    let rest = '';
    body.setEncoding('utf8');
    body.on('data', (part) => {
      const events = (rest + part).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) read(viewer, event);
    });
  });
}

process.on('message', (/** @type {any} */ { tellWhen, end }) => {
  if (tellWhen !== undefined) {
    wanted = tellWhen;
    for (let i = 0; i < readerCount; i++) if (counts[i] >= wanted) doneCount++;
    tellWhenDone();
    return;
  }
  const digests = hashes.map((hash) => hash.digest('hex').slice(0, 16));
  const readers = new Set(digests.slice(0, readerCount));
  const others = new Set(digests.slice(readerCount));
  const isSame = readers.size === 1 && others.size <= 1;
  const sorted = Float64Array.from(latencies.slice(end * count)).sort();
  const at = (/** @type {number} */ share) => sorted[Math.floor(share * (sorted.length - 1))] / 1000;
  process.send?.({
    digest: isSame ? digests[0] : 'NOT THE SAME for all viewers',
    latency: sorted.length > 0 ? { p50: at(0.5), p99: at(0.99), max: at(1) } : null,
  });
});

for (let viewer = 0; viewer < count; viewer++) {
  if (!isSocket) openStream(viewer);
  else if (viewer < readerCount) openSocket(viewer);
  else openBareSocket(viewer);
}
