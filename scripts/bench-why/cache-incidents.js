/**
 * @file Incidents in a cluster of caches. The target is what becomes of one request at node X: that it waits in
 * vain, or misses. Which node a key belongs to, and when it is asked for, is looked up in a run in which nothing
 * happens. Nodes have workers to spare, so that requests do not wait for each other.
 */

import { cache, run } from '../../dist/index.js';

const NODES = 6;
const SPARE = 2;
const REQUESTS = 130;
/** Runs go on at least that long: commands land until then. */
const END = 110;
const SERVICE = 0.05;
const TIMEOUT = 12;
const BASE = {
  ...{ requests: REQUESTS, warmup: 0, window: 1000, keys: 24, popularity: 'uniform', chaos: 'none' },
  ...{ nodes: NODES, spareNodes: SPARE, capacity: 60, prefill: true, routing: 'hash', detection: 1e6 },
  ...{ arrivals: { kind: 'poisson', rate: 1 }, workers: 64, service: SERVICE, network: { latency: 0.3 } },
  ...{ timeout: TIMEOUT, retries: 0, database: { service: 1, workers: 64 } },
};

/** @typedef {{ client: number, request: number, key: number, node: number, sent: number }} Asked */
/** @typedef {{ part: string, command: Record<string, unknown> }} Part */

/** Requests of a run in which nothing happens, by the time at which they are sent. */
function requestsOf(/** @type {object} */ config, /** @type {number} */ seed) {
  /** @type {Asked[]} */
  const asked = [];
  for (const { client, request, key, node, sent } of run(cache, { config, seed }).events.where({
    type: 'request',
  })) {
    const number = typeof node === 'number' ? node : Number(/\d+/.exec(String(node))?.[0]);
    asked.push({ client, request, key, node: number, sent: /** @type {number} */ (sent) });
  }
  return asked.sort((a, b) => a.sent - b.sent);
}

/** What an incident is about: a request, when its key was asked for last before, and chance. */
class Scene {
  constructor(/** @type {import('./random.js').Random} */ random, /** @type {object} */ changes = {}) {
    this.random = random;
    this.config = { ...BASE, ...changes };
    do {
      this.seed = random.whole(0, 1e6);
      this.asked = requestsOf(this.config, this.seed);
    } while (this.asked[this.asked.length - 1].sent < END);
    const rested = this.asked.filter(
      (each) => each.sent > 70 && each.sent < 95 && each.sent - this.lastBefore(each) > 12,
    );
    this.about = random.pick(rested.length > 0 ? rested : this.asked.slice(70, 85));
    this.node = this.about.node;
    /** @type {Part[]} */
    this.parts = [];
  }

  /** When the key of a request was asked for last before it. */
  lastBefore(/** @type {Asked} */ { key, sent }) {
    const before = this.asked.filter((each) => each.key === key && each.sent < sent);
    return before.at(-1)?.sent ?? 0;
  }

  /** A time from `from` to `to` before the request is sent. */
  before(/** @type {number} */ from, /** @type {number} */ to) {
    return Number((this.about.sent - this.random.between(from, to)).toFixed(3));
  }

  add(
    /** @type {string} */ part,
    /** @type {string} */ name,
    /** @type {number} */ at,
    /** @type {object} */ fields = {},
  ) {
    this.parts.push({ part, command: { name, at, ...fields } });
  }

  /** A node that is another one. */
  other() {
    return (this.node + this.random.whole(1, NODES - 1)) % NODES;
  }

  slow(/** @type {string} */ part, /** @type {number} */ at, /** @type {number} */ factor, node = this.node) {
    this.add(part, 'slow_node', at, { node, factor: Number(factor.toFixed(2)) });
  }

  /** A little slowness of the node itself, before and after the blow: in the history, and no cause. */
  slowDecoys() {
    this.slow('decoy', this.before(8, 30), this.random.between(1.1, 1.4));
    this.slow('decoy', this.before(0.05, 0.3), this.random.between(1.1, 1.4));
  }

  /** The same done to other nodes, harder and nearer. */
  sameElsewhere(/** @type {string} */ name, /** @type {() => object} */ fields = () => ({}), count = 2) {
    for (let i = 0; i < count; i++) {
      const at = i === 0 ? this.before(0.05, 2) : this.before(2, 30);
      this.add('decoy', name, at, { node: this.other(), ...fields() });
    }
  }

  incident(
    /** @type {readonly (readonly string[])[]} */ planned,
    /** @type {Record<string, unknown>} */ target = this.outcome('timeout'),
  ) {
    const order = this.random.shuffled(this.parts);
    return {
      ...{ config: this.config, seed: this.seed, target },
      commands: order.map(({ command }) => command),
      planned: planned.map((names) => names.map((name) => order.findIndex(({ part }) => part === name))),
    };
  }

  outcome(/** @type {string} */ outcome) {
    const { client, request } = this.about;
    return { type: 'request', client, request, outcome };
  }
}

/** Factors by which a node is slowed: enough for a timeout, and not enough alone. */
const strong = (/** @type {Scene} */ { random }) => random.between(600, 900);
const half = (/** @type {Scene} */ { random }) => random.between(40, 60);
const harder =
  (/** @type {Scene} */ { random }) =>
  () => ({ factor: random.whole(1500, 3000) });

/** @type {Record<string, (scene: Scene) => ReturnType<Scene['incident']>>} */
const singles = {
  slow(scene) {
    scene.slow('a', scene.before(0.5, 6), strong(scene));
    scene.slowDecoys();
    scene.sameElsewhere('slow_node', harder(scene));
    return scene.incident([['a']]);
  },

  kill(scene) {
    scene.add('a', 'kill_node', scene.before(1, 10), { node: scene.node });
    scene.slowDecoys();
    scene.sameElsewhere('kill_node');
    return scene.incident([['a']]);
  },

  flush(scene) {
    scene.add('a', 'flush', scene.before(1, 6), { node: scene.node });
    scene.slowDecoys();
    scene.sameElsewhere('flush');
    return scene.incident([['a']], scene.outcome('miss'));
  },
};

/** @type {Record<string, (random: import('./random.js').Random) => ReturnType<Scene['incident']>>} */
export const cacheIncidents = {
  single(random) {
    return random.pick([singles.slow, singles.slow, singles.kill, singles.flush, metric])(new Scene(random));
  },

  common(random) {
    const scene = new Scene(random);
    const nodes = [scene.node, scene.other()];
    if (random.unit() < 0.5) {
      scene.add('a', 'partition', scene.before(0.5, 6), { nodes: [...new Set(nodes)] });
      scene.slowDecoys();
      for (let i = 0; i < 2; i++) {
        const others = [scene.other(), scene.other(), scene.other()];
        scene.add('decoy', 'partition', scene.before(0.05, 6), { nodes: [...new Set(others)] });
      }
      return scene.incident([['a']]);
    }
    scene.slow('a', scene.before(3, 8), strong(scene));
    scene.slowDecoys();
    scene.sameElsewhere('slow_node', harder(scene));
    return scene.incident([['a']]);
  },

  joint(random) {
    const scene = new Scene(random);
    scene.slow('a', scene.before(0.5, 20), half(scene));
    scene.slow('b', scene.before(0.5, 6), half(scene));
    scene.slowDecoys();
    scene.sameElsewhere('slow_node', harder(scene), 1);
    return scene.incident([['a'], ['b']]);
  },

  'over-determined'(random) {
    const scene = new Scene(random);
    scene.slow('a', scene.before(0.5, 6), strong(scene));
    scene.slow('b', scene.before(0.5, 6), strong(scene));
    scene.sameElsewhere('slow_node', harder(scene), 1);
    scene.slowDecoys();
    return scene.incident([['a', 'b']]);
  },

  'pre-empted'(random) {
    const scene = new Scene(random);
    if (random.unit() < 0.5) {
      scene.add('a', 'flush', scene.before(3, 6), { node: scene.node });
      if (random.unit() < 0.5) scene.add('b', 'flush', scene.before(0.5, 2.5), { node: scene.node });
      else scene.add('b', 'invalidate', scene.before(0.5, 2.5), { share: 1 });
      scene.sameElsewhere('flush', undefined, 1);
      scene.slowDecoys();
      return scene.incident([['a']], scene.outcome('miss'));
    }
    scene.add('a', 'kill_node', scene.before(3, 6), { node: scene.node });
    if (random.unit() < 0.5) scene.add('b', 'kill_node', scene.before(0.5, 2.5), { node: scene.node });
    else scene.slow('b', scene.before(0.5, 2.5), 2 * strong(scene));
    scene.sameElsewhere('kill_node', undefined, 1);
    scene.slowDecoys();
    return scene.incident([['a']]);
  },

  /** A node fails; attempts time out; a breaker opens, or attempts are made again; the request fails. */
  chain(random) {
    const breaks = random.unit() < 0.5;
    const scene = new Scene(
      random,
      breaks
        ? { breaker: { failures: 0.5, calls: 4, open: 1000 }, timeout: 6 }
        : { retries: { max: 3, kind: 'fixed', delay: 2, jitter: 0 }, timeout: 6 },
    );
    const name = random.pick(['slow_node', 'slow_node', 'kill_node']);
    const at = breaks ? scene.before(50, 65) : scene.before(0.5, 6);
    if (name === 'slow_node') scene.slow('a', at, strong(scene));
    else scene.add('a', name, at, { node: scene.node });
    scene.slowDecoys();
    scene.sameElsewhere(name, name === 'slow_node' ? harder(scene) : undefined);
    if (!breaks) return scene.incident([['a']]);
    const fate = random.pick([
      { type: 'breaker_opened', node: `node ${scene.node}` },
      scene.outcome('unavailable'),
    ]);
    return scene.incident([['a']], fate);
  },

  prevention(random) {
    const scene = new Scene(random);
    const kills = random.unit() < 0.5;
    if (kills) scene.add('a', 'kill_node', scene.before(3, 8), { node: scene.node });
    else scene.slow('a', scene.before(3, 8), strong(scene));
    scene.add('help', 'add_node', scene.before(1, 30));
    if (kills) {
      // Back up in time, for another node; and for this one, too late.
      scene.add('help', 'restart_node', scene.before(-12, -2), { node: scene.node });
    } else scene.slow('help', scene.before(0.5, 2), 0.7);
    scene.slow('decoy', scene.before(0.05, 0.3), random.between(1.1, 1.4));
    scene.sameElsewhere(kills ? 'kill_node' : 'slow_node', kills ? undefined : harder(scene), 1);
    return scene.incident([['a']]);
  },
};

/** Availability falls: one node serves most of what is asked for, others fail as well. */
function metric(/** @type {Scene} */ { random }) {
  const scene = new Scene(random, {
    window: 20,
    popularity: 'hotspot',
    hotspot: { share: 0.04, weight: 0.67 },
  });
  const counts = new Array(NODES).fill(0);
  for (const { node } of scene.asked) counts[node]++;
  scene.node = counts.indexOf(Math.max(...counts));
  const from = 20 * random.whole(2, 3);
  scene.add('a', 'kill_node', from + random.between(1, 15), { node: scene.node });
  scene.add('decoy', 'kill_node', from + random.between(1, 15), { node: scene.other() });
  scene.add('decoy', 'kill_node', from + random.between(25, 39), { node: scene.other() });
  scene.add('decoy', 'flush', from + random.between(25, 39));
  scene.slow('decoy', from + random.between(1, 39), random.between(1.1, 1.4));
  return scene.incident([['a']], { metric: 'availability', from, to: from + 60 });
}
