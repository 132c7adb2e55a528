// Made by scripts/model-types.js from what the model cache says of itself: change that.
import type { Text } from '../../core/vocabulary.ts';

/** A config of the model cache, as it is given: any of the fields, the rest by preset or default. */
export type CacheGivenConfig = {
  /** The unit of every time here, a label. Default: "ms". */
  readonly timeUnit?: string | undefined;
  /**
   * How many requests clients send; the run ends when all are settled. Integer from 1 to 2e9;
   * unit: requests; default: 100000.
   */
  readonly requests?: number | undefined;
  /**
   * Share of the requests, the first ones, that the metrics leave out. Number from 0 below 1;
   * unit: share; default: 0.1.
   */
  readonly warmup?: number | undefined;
  /** Length of the windows of the observer. Number above 0 to 1e12; unit: time; default: 500. */
  readonly window?: number | undefined;
  /**
   * The latency that an answer must not exceed to be good. Number above 0 to 1e12; unit: time;
   * default: 50; `set` may change it in a run.
   */
  readonly objective?: number | undefined;
  /**
   * { kind: poisson, rate } or { kind: closed, clients, think }; rate and think may change in a
   * run. Default: {"kind":"poisson","rate":10}; `set` may change it in a run.
   */
  readonly arrivals?:
    | {
        readonly kind: 'poisson' | Text;
        /** Requests a unit of time. Number above 0 to 1e9. */
        readonly rate: number;
      }
    | {
        readonly kind: 'closed' | Text;
        /** Integer from 1 to 1e6. */
        readonly clients: number;
        /**
         * Time between an answer and the client’s next request. Number from 0 to 1e12; default:
         * {"kind":"exponential","mean":20}.
         */
        readonly think?:
          | number
          | {
              readonly kind: 'constant' | Text;
              /** Number from 0 to 1e12. */
              readonly mean: number;
            }
          | {
              readonly kind: 'exponential' | Text;
              /** Number above 0 to 1e12. */
              readonly mean: number;
            }
          | {
              readonly kind: 'uniform' | Text;
              /** Number from 0 to 1e12. */
              readonly min: number;
              /** Number from 0 to 1e12. */
              readonly max: number;
            }
          | {
              readonly kind: 'lognormal' | Text;
              /** Number above 0 to 1e12. */
              readonly median: number;
              /** Number from 0 to 5. */
              readonly sigma: number;
            }
          | {
              readonly kind: 'pareto' | Text;
              /** Number above 0 to 1e12. */
              readonly min: number;
              /** Number above 0.1 to 100. */
              readonly shape: number;
            }
          | {
              readonly kind: 'percentiles' | Text;
              /** Number above 0 to 1e12. */
              readonly p50: number;
              /** Number above 0 to 1e12. */
              readonly p95: number;
              /** Number above 0 to 1e12. */
              readonly p99: number;
            }
          | undefined;
      }
    | undefined;
  /** How many keys there are. Integer from 1 to 1e7; unit: keys; default: 100000. */
  readonly keys?: number | undefined;
  /** Which keys are asked for; a trace takes its place. Default: "zipf". */
  readonly popularity?: 'zipf' | 'uniform' | 'hotspot' | Text | undefined;
  /** Zipf: exponent; key 0 is the most popular. Number from 0 to 5; default: 0.9. */
  readonly zipf?: number | undefined;
  /** Hotspot: a share of the keys gets that weight of the requests. */
  readonly hotspot?:
    | {
        /** Number above 0 to 1; default: 0.01. */
        readonly share?: number | undefined;
        /** Number from 0 to 1; default: 0.9. */
        readonly weight?: number | undefined;
      }
    | undefined;
  /**
   * Time after which the popular keys are others; null: never. Number above 0 to 1e12; unit:
   * time; default: null.
   */
  readonly shiftEvery?: number | null | undefined;
  /**
   * Keys in the order in which they are asked for, from the start again when they run out.
   * Default: null.
   */
  readonly trace?: readonly (string | number)[] | null | string | undefined;
  /**
   * Share of the requests that write. Number from 0 to 1; unit: share; default: 0; `set` may
   * change it in a run.
   */
  readonly writeFraction?: number | undefined;
  /** Size of a key’s object. Number from 0 to 1e12; unit: bytes; default: 1. */
  readonly objectSize?:
    | number
    | {
        readonly kind: 'constant' | Text;
        /** Number from 0 to 1e12. */
        readonly mean: number;
      }
    | {
        readonly kind: 'exponential' | Text;
        /** Number above 0 to 1e12. */
        readonly mean: number;
      }
    | {
        readonly kind: 'uniform' | Text;
        /** Number from 0 to 1e12. */
        readonly min: number;
        /** Number from 0 to 1e12. */
        readonly max: number;
      }
    | {
        readonly kind: 'lognormal' | Text;
        /** Number above 0 to 1e12. */
        readonly median: number;
        /** Number from 0 to 5. */
        readonly sigma: number;
      }
    | {
        readonly kind: 'pareto' | Text;
        /** Number above 0 to 1e12. */
        readonly min: number;
        /** Number above 0.1 to 100. */
        readonly shape: number;
      }
    | {
        readonly kind: 'percentiles' | Text;
        /** Number above 0 to 1e12. */
        readonly p50: number;
        /** Number above 0 to 1e12. */
        readonly p95: number;
        /** Number above 0 to 1e12. */
        readonly p99: number;
      }
    | undefined;
  /** Cache nodes. Integer from 1 to 1000; unit: nodes; default: 8. */
  readonly nodes?: number | undefined;
  /** Nodes that add_node can bring in. Integer from 0 to 1000; unit: nodes; default: 4. */
  readonly spareNodes?: number | undefined;
  /** Entries that a node holds. Integer from 1 to 1e7; unit: keys; default: 1000. */
  readonly capacity?: number | undefined;
  /**
   * Nodes open with the most popular keys, as many as they hold; otherwise empty. Default: false.
   */
  readonly prefill?: boolean | undefined;
  /**
   * Most bytes that a node holds; null: no such limit. Number above 0 to 1e12; unit: bytes;
   * default: null.
   */
  readonly capacityBytes?: number | null | undefined;
  /** Which entry goes when another comes. Default: "lru". */
  readonly eviction?:
    | 'lru'
    | 'fifo'
    | 'clock'
    | 'lfu'
    | 'sieve'
    | 's3-fifo'
    | 'w-tinylfu'
    | 'sampled-lru'
    | 'random'
    | Text
    | undefined;
  /**
   * Life of an entry; sliding: since it was last read; jitter: share drawn. Number above 0 to
   * 1e12; unit: time; default: null; `set` may change it in a run.
   */
  readonly ttl?:
    | number
    | {
        /** Default: "fixed". */
        readonly kind?: 'fixed' | 'sliding' | Text | undefined;
        /** Number above 0 to 1e12. */
        readonly time: number;
        /** Number from 0 to 1; default: 0. */
        readonly jitter?: number | undefined;
      }
    | null
    | undefined;
  /** How a request finds its node. Default: "consistent-hash". */
  readonly routing?:
    | 'round-robin'
    | 'random'
    | 'hash'
    | 'consistent-hash'
    | 'rendezvous'
    | 'least-outstanding'
    | 'power-of-two'
    | Text
    | undefined;
  /** Consistent-hash: places of a node. Integer from 1 to 4096; default: 100. */
  readonly virtualNodes?: number | undefined;
  /** Keys hash by this. Integer from 0 to 2.147483647e9; default: 1. */
  readonly hashSeed?: number | undefined;
  /**
   * Nodes that may hold a key, of routings by key; a retry asks the next one. Integer from 1 to
   * 16; unit: nodes; default: 1.
   */
  readonly replicas?: number | undefined;
  /**
   * Time until a lost or new node is noticed, or health checks: { interval, failures }. Number
   * from 0 to 1e12; unit: time; default: 200; `set` may change it in a run.
   */
  readonly detection?:
    | number
    | {
        /** Number above 0 to 1e12. */
        readonly interval: number;
        /** Integer from 1 to 100; default: 3. */
        readonly failures?: number | undefined;
      }
    | undefined;
  /**
   * Requests that a node serves at once. Integer from 1 to 10000; default: 1; `set` may change it
   * in a run.
   */
  readonly workers?: number | undefined;
  /**
   * Time that a worker of a node takes. Number from 0 to 1e12; unit: time; default:
   * {"kind":"exponential","mean":0.2}; `set` may change it in a run.
   */
  readonly service?:
    | number
    | {
        readonly kind: 'constant' | Text;
        /** Number from 0 to 1e12. */
        readonly mean: number;
      }
    | {
        readonly kind: 'exponential' | Text;
        /** Number above 0 to 1e12. */
        readonly mean: number;
      }
    | {
        readonly kind: 'uniform' | Text;
        /** Number from 0 to 1e12. */
        readonly min: number;
        /** Number from 0 to 1e12. */
        readonly max: number;
      }
    | {
        readonly kind: 'lognormal' | Text;
        /** Number above 0 to 1e12. */
        readonly median: number;
        /** Number from 0 to 5. */
        readonly sigma: number;
      }
    | {
        readonly kind: 'pareto' | Text;
        /** Number above 0 to 1e12. */
        readonly min: number;
        /** Number above 0.1 to 100. */
        readonly shape: number;
      }
    | {
        readonly kind: 'percentiles' | Text;
        /** Number above 0 to 1e12. */
        readonly p50: number;
        /** Number above 0 to 1e12. */
        readonly p95: number;
        /** Number above 0 to 1e12. */
        readonly p99: number;
      }
    | undefined;
  /**
   * Growth of the service time for each request that waits at the node. Number from 0 to 1000;
   * default: 0; `set` may change it in a run.
   */
  readonly slowdown?: number | undefined;
  /**
   * Who waits at a node: order, limit, and admission by waiting time. `set` may change it in a
   * run.
   */
  readonly queue?:
    | {
        /** Default: "fifo". */
        readonly order?: 'fifo' | 'lifo' | 'deadline' | Text | undefined;
        /** Integer from 0 to 1e7; default: null. */
        readonly limit?: number | null | undefined;
        /**
         * Admission: the node refuses while those it serves have waited longer than this. Number above
         * 0 to 1e12; default: null.
         */
        readonly target?: number | null | undefined;
      }
    | undefined;
  /**
   * Misses of one key: each asks the database, or one does; lease: and a late fill is not kept.
   * Default: "none"; `set` may change it in a run.
   */
  readonly herd?: 'none' | 'single-flight' | 'lease' | Text | undefined;
  /**
   * What a write does to cached copies: removes them, replaces them, or leaves them to expire.
   * Default: "invalidate"; `set` may change it in a run.
   */
  readonly writes?: 'invalidate' | 'write-through' | 'ttl' | Text | undefined;
  /** Each way of a message: latency, probability of its loss. `set` may change it in a run. */
  readonly network?:
    | {
        /** Number from 0 to 1e12; default: {"kind":"uniform","min":0.2,"max":0.6}. */
        readonly latency?:
          | number
          | {
              readonly kind: 'constant' | Text;
              /** Number from 0 to 1e12. */
              readonly mean: number;
            }
          | {
              readonly kind: 'exponential' | Text;
              /** Number above 0 to 1e12. */
              readonly mean: number;
            }
          | {
              readonly kind: 'uniform' | Text;
              /** Number from 0 to 1e12. */
              readonly min: number;
              /** Number from 0 to 1e12. */
              readonly max: number;
            }
          | {
              readonly kind: 'lognormal' | Text;
              /** Number above 0 to 1e12. */
              readonly median: number;
              /** Number from 0 to 5. */
              readonly sigma: number;
            }
          | {
              readonly kind: 'pareto' | Text;
              /** Number above 0 to 1e12. */
              readonly min: number;
              /** Number above 0.1 to 100. */
              readonly shape: number;
            }
          | {
              readonly kind: 'percentiles' | Text;
              /** Number above 0 to 1e12. */
              readonly p50: number;
              /** Number above 0 to 1e12. */
              readonly p95: number;
              /** Number above 0 to 1e12. */
              readonly p99: number;
            }
          | undefined;
        /** Number from 0 below 1; default: 0. */
        readonly loss?: number | undefined;
        /** Bytes a unit of time; null: no limit. Number above 0 to 1e12; default: null. */
        readonly bandwidth?: number | null | undefined;
      }
    | undefined;
  /**
   * How long a client waits for an attempt; null: for ever. Number above 0 to 1e12; unit: time;
   * default: 100; `set` may change it in a run.
   */
  readonly timeout?: number | null | undefined;
  /**
   * Attempts after the first: a count, or { max, kind, delay, factor, maxDelay, jitter, budget }.
   * Integer from 0 to 1000; `set` may change it in a run.
   */
  readonly retries?:
    | number
    | {
        /** Attempts after the first. Integer from 0 to 1000; default: 2. */
        readonly max?: number | undefined;
        /** Default: "exponential". */
        readonly kind?: 'fixed' | 'exponential' | Text | undefined;
        /** Wait before the first retry. Number from 0 to 1e12; default: 10. */
        readonly delay?: number | undefined;
        /** Exponential: growth of the wait. Number from 1 to 100; default: 2. */
        readonly factor?: number | undefined;
        /** Exponential: the longest wait. Number above 0 to 1e12; default: 1000. */
        readonly maxDelay?: number | undefined;
        /**
         * Share of the wait that is drawn: 0 none, 1 uniform from 0 to the whole wait. Number from 0 to
         * 1; default: 1.
         */
        readonly jitter?: number | undefined;
        /** Growth of the timeout by attempt. Number from 1 to 100; default: 1. */
        readonly timeoutFactor?: number | undefined;
        /**
         * Retries allowed for each first attempt, saved up to 100; null: no budget. Number from 0 to 1;
         * default: null.
         */
        readonly budget?: number | null | undefined;
      }
    | undefined;
  /**
   * Circuit breaker of the clients for each node; null: none. Default: null; `set` may change it
   * in a run.
   */
  readonly breaker?:
    | {
        /** Share of failures at which it opens. Number above 0 to 1; default: 0.5. */
        readonly failures?: number | undefined;
        /** Over how many of the latest calls to a node. Integer from 1 to 1000; default: 20. */
        readonly calls?: number | undefined;
        /** How long it stays open before one call may try. Number above 0 to 1e12; default: 500. */
        readonly open?: number | undefined;
      }
    | null
    | undefined;
  /**
   * Time after which an attempt gets a twin; null: never. Number above 0 to 1e12; unit: time;
   * default: null; `set` may change it in a run.
   */
  readonly hedge?: number | null | undefined;
  /** Service, workers (null: nobody waits), queue limit. `set` may change it in a run. */
  readonly database?:
    | {
        /** Number from 0 to 1e12; default: {"kind":"exponential","mean":2}. */
        readonly service?:
          | number
          | {
              readonly kind: 'constant' | Text;
              /** Number from 0 to 1e12. */
              readonly mean: number;
            }
          | {
              readonly kind: 'exponential' | Text;
              /** Number above 0 to 1e12. */
              readonly mean: number;
            }
          | {
              readonly kind: 'uniform' | Text;
              /** Number from 0 to 1e12. */
              readonly min: number;
              /** Number from 0 to 1e12. */
              readonly max: number;
            }
          | {
              readonly kind: 'lognormal' | Text;
              /** Number above 0 to 1e12. */
              readonly median: number;
              /** Number from 0 to 5. */
              readonly sigma: number;
            }
          | {
              readonly kind: 'pareto' | Text;
              /** Number above 0 to 1e12. */
              readonly min: number;
              /** Number above 0.1 to 100. */
              readonly shape: number;
            }
          | {
              readonly kind: 'percentiles' | Text;
              /** Number above 0 to 1e12. */
              readonly p50: number;
              /** Number above 0 to 1e12. */
              readonly p95: number;
              /** Number above 0 to 1e12. */
              readonly p99: number;
            }
          | undefined;
        /** Integer from 1 to 10000; default: 16. */
        readonly workers?: number | null | undefined;
        /** Integer from 0 to 1e7; default: null. */
        readonly limit?: number | null | undefined;
      }
    | undefined;
  /** None, random, or a schedule: [{ kind, at, for, node, … }]. Default: "none". */
  readonly chaos?:
    | 'none'
    | 'random'
    | Text
    | readonly (
        | {
            readonly kind: 'kill' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** The node. Integer from 0. */
            readonly node: number;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'restart' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** The node. Integer from 0. */
            readonly node: number;
          }
        | {
            readonly kind: 'slow' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** The node. Integer from 0. */
            readonly node: number;
            /** Service takes so many times as long. Number above 0 to 1e6; default: 10. */
            readonly factor?: number | undefined;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'partition' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** The nodes that are cut off. */
            readonly nodes: readonly number[];
            /** From whom. Default: "all". */
            readonly from?: 'all' | 'clients' | 'database' | Text | undefined;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'drop' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** Left out: every node. Integer from 0. */
            readonly node?: number | undefined;
            /** Probability of the loss of a message. Number above 0 to 1; default: 0.5. */
            readonly loss?: number | undefined;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'flush' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** Left out: every node. Integer from 0. */
            readonly node?: number | undefined;
          }
        | {
            readonly kind: 'invalidate' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** Share of the keys that all nodes forget. Number above 0 to 1; default: 0.5. */
            readonly share?: number | undefined;
          }
        | {
            readonly kind: 'surge' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** Requests come so many times as often. Number above 0 to 1e6; default: 2. */
            readonly factor?: number | undefined;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'hot_key' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** Left out: the least popular. Integer from 0. */
            readonly key?: number | undefined;
            /** Share of the requests that ask for it. Number above 0 to 1; default: 0.3. */
            readonly share?: number | undefined;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'shift' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
          }
        | {
            readonly kind: 'add' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
          }
        | {
            readonly kind: 'remove' | Text;
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** The node. Integer from 0. */
            readonly node: number;
          }
      )[]
    | undefined;
  /**
   * Random chaos: how many of each kind are expected for each node. Unit: per time; `set` may
   * change it in a run.
   */
  readonly chaosRates?:
    | {
        /** Number from 0 to 1e6; default: 0.00002. */
        readonly kill?: number | undefined;
        /** Number from 0 to 1e6; default: 0.00002. */
        readonly slow?: number | undefined;
        /** Number from 0 to 1e6; default: 0.00001. */
        readonly partition?: number | undefined;
        /** Number from 0 to 1e6; default: 0.00001. */
        readonly drop?: number | undefined;
      }
    | undefined;
  /**
   * Random chaos: mean time that it lasts. Number above 0 to 1e12; unit: time; default: 1000;
   * `set` may change it in a run.
   */
  readonly chaosTime?: number | undefined;
};
