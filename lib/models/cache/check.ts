import { isWorldly, phaseOf } from './agenda.ts';
import { ATTEMPTS_MAX } from './calls.ts';
import type { CacheContext } from './context.ts';
import { COUNT } from './latencies.ts';
import { COUNTS, failuresOf, type Observations, overPlaces, PLACE_COUNTS } from './observations.ts';
import type { CacheState } from './state.ts';

function must(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`cache: ${what}`);
}

/** Counts every invariant again. @throws Error that names the first broken one. */
export function check(state: CacheState, context: CacheContext): void {
  checkRequests(state, context);
  checkCalls(state);
  checkStations(state, context);
  checkMemories(state, context);
  checkAgenda(state);
}

function checkRequests(
  { requests, sent: come, leftOut, answered, failed, observations }: CacheState,
  { config }: CacheContext,
) {
  const alive = requests.number.reduce((count, number) => count + (number >= 0 ? 1 : 0), 0);
  must(alive === requests.count, `${alive} requests are in flight, counted as ${requests.count}`);
  const sent = come - leftOut;
  must(
    sent === answered + failed + alive,
    `${sent} sent, ${answered} answered, ${failed} failed, ${alive} in flight`,
  );
  must(leftOut >= 0 && come <= config.requests, `${come} requests of ${config.requests} have come`);
  const all = (count: number): number => overPlaces(observations, sinceStart, count);
  const { latencies, tallies } = observations;
  const recorded = latencies.reduce((sum, { stats }) => sum + stats[COUNT], 0);
  const inBuckets = latencies.reduce(
    (sum, { counts }) => counts.reduce((total, each) => total + each, sum),
    0,
  );
  must(all(PLACE_COUNTS.answered) === answered, 'answers are counted otherwise by place');
  must(failuresOf(observations, sinceStart) === failed, 'failures are counted otherwise by place');
  must(recorded === answered, `${answered} answers have ${recorded} latencies`);
  must(inBuckets === recorded, `${inBuckets} latencies in buckets, counted as ${recorded}`);
  must(
    tallies[2 * COUNTS.sent] + tallies[2 * COUNTS.sent + 1] === sent,
    'what was sent is counted otherwise',
  );
  must(all(PLACE_COUNTS.slow) <= answered, 'more slow answers than answers');
  must(all(PLACE_COUNTS.hits) <= all(PLACE_COUNTS.lookups), 'more hits than lookups');
}

function sinceStart({ tallies }: Observations, count: number): number {
  return tallies[2 * count] + tallies[2 * count + 1];
}

function checkCalls({ calls, requests, nodes }: CacheState): void {
  const awaited = new Int32Array(requests.number.length);
  const outstanding = new Int32Array(nodes.count);
  let alive = 0;
  for (let call = 0; call < calls.number.length; call++) {
    if (calls.number[call] < 0) continue;
    alive++;
    const request = calls.request[call];
    if (request < 0) continue;
    awaited[request]++;
    outstanding[calls.node[call]]++;
    const own = Math.floor(calls.number[call] / ATTEMPTS_MAX);
    // A lost call without a timer is forgotten, while its request waits for ever.
    must(
      own === requests.number[request],
      `call ${calls.number[call]} is not of request ${requests.number[request]}`,
    );
  }
  must(alive === calls.count, `${alive} calls under way, counted as ${calls.count}`);
  for (let request = 0; request < awaited.length; request++) {
    if (requests.number[request] < 0) continue;
    const waits = requests.awaited[request];
    must(awaited[request] <= waits, `${awaited[request]} calls for a request that waits for ${waits}`);
  }
  for (let node = 0; node < nodes.count; node++) {
    must(outstanding[node] <= nodes.outstanding[node], `node ${node}: more calls than it has outstanding`);
  }
}

function checkStations({ stations, calls, nodes }: CacheState, { prepared }: CacheContext): void {
  for (let station = 0; station <= prepared.nodesMax; station++) {
    let count = 0;
    let before = -1;
    for (let call = stations.head[station]; call >= 0; call = calls.next[call]) {
      must(calls.previous[call] === before, `station ${station}: its line is broken`);
      must(calls.number[call] >= 0, `station ${station}: one waits that is no more`);
      before = call;
      count++;
    }
    must(before === stations.tail[station], `station ${station}: its line has another end`);
    must(
      count === stations.waiting[station],
      `station ${station}: ${count} wait, not ${stations.waiting[station]}`,
    );
    must(stations.busy[station] >= 0, `station ${station}: ${stations.busy[station]} workers are busy`);
    if (station < nodes.count && nodes.isUp[station] === 0) {
      must(count === 0 && stations.busy[station] === 0, `node ${station} is down and serves`);
    }
  }
}

function checkMemories(
  { entries, policies, nodes, versions }: CacheState,
  { config, prepared }: CacheContext,
): void {
  for (let node = 0; node < nodes.count; node++) {
    const { count, slotOf, keyOf, version, bytes } = entries[node];
    let found = 0;
    let weight = 0;
    for (let key = 0; key < slotOf.length; key++) {
      const slot = slotOf[key];
      if (slot < 0) continue;
      found++;
      weight += prepared.sizes === null ? prepared.size : prepared.sizes[key];
      must(keyOf[slot] === key, `node ${node}: slot ${slot} has key ${keyOf[slot]}, not ${key}`);
      must(
        version[slot] >= 0 && version[slot] <= versions[key],
        `node ${node}: a version of key ${key} never written`,
      );
    }
    must(found === count && count <= config.capacity, `node ${node}: ${found} entries, counted as ${count}`);
    must(
      policies[node].size === count,
      `node ${node}: its policy knows ${policies[node].size} of ${count} entries`,
    );
    must(
      Math.abs(weight - bytes) <= 1e-9 * (1 + weight),
      `node ${node}: ${weight} bytes, counted as ${bytes}`,
    );
    must(nodes.isUp[node] === 1 || count === 0, `node ${node} is down and holds ${count} entries`);
  }
}

function checkAgenda({ queue, worldly, due, time }: CacheState): void {
  must(due.length === 0, 'something due was left');
  let count = 0;
  for (let i = queue.hasHole ? 1 : 0; i < queue.size; i++) {
    must(queue.times[i] >= time, `something is put down for ${queue.times[i]}, before ${time}`);
    if (isWorldly(phaseOf(queue.ranks[i]))) count++;
  }
  for (let i = 0, last = time; i < queue.laneSize; i++) {
    const next = queue.laneTimes[(queue.laneHead + i) & (queue.laneTimes.length - 1)];
    must(next >= last, `a timer is put down for ${next}, behind one for ${last}`);
    last = next;
  }
  must(count === worldly, `${count} things are not about requests, counted as ${worldly}`);
}
