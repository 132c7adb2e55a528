// Made by scripts/model-types.js from what the model cache says of itself: change that.

/** A whole config of the model cache, as its recipes hold it. */
export type CacheWholeConfig = {
  /** The unit of every time here, a label. Default: "ms". */
  readonly timeUnit: string;
  /**
   * How many requests clients send; the run ends when all are settled. Integer from 1 to 2e9;
   * unit: requests; default: 100000.
   */
  readonly requests: number;
  /**
   * Share of the requests, the first ones, that the metrics leave out. Number from 0 below 1;
   * unit: share; default: 0.1.
   */
  readonly warmup: number;
  /** Length of the windows of the observer. Number above 0 to 1e12; unit: time; default: 500. */
  readonly window: number;
  /**
   * The latency that an answer must not exceed to be good. Number above 0 to 1e12; unit: time;
   * default: 50; `set` may change it in a run.
   */
  readonly objective: number;
  /**
   * { kind: poisson, rate } or { kind: closed, clients, think }; rate and think may change in a
   * run. Default: {"kind":"poisson","rate":10}; `set` may change it in a run.
   */
  readonly arrivals:
    | {
        readonly kind: 'poisson';
        /** Requests a unit of time. Number above 0 to 1e9. */
        readonly rate: number;
      }
    | {
        readonly kind: 'closed';
        /** Integer from 1 to 1e6. */
        readonly clients: number;
        /**
         * Time between an answer and the client’s next request. Number from 0 to 1e12; default:
         * {"kind":"exponential","mean":20}.
         */
        readonly think:
          | number
          | {
              readonly kind: 'constant';
              /** Number from 0 to 1e12. */
              readonly mean: number;
            }
          | {
              readonly kind: 'exponential';
              /** Number above 0 to 1e12. */
              readonly mean: number;
            }
          | {
              readonly kind: 'uniform';
              /** Number from 0 to 1e12. */
              readonly min: number;
              /** Number from 0 to 1e12. */
              readonly max: number;
            }
          | {
              readonly kind: 'lognormal';
              /** Number above 0 to 1e12. */
              readonly median: number;
              /** Number from 0 to 5. */
              readonly sigma: number;
            }
          | {
              readonly kind: 'pareto';
              /** Number above 0 to 1e12. */
              readonly min: number;
              /** Number above 0.1 to 100. */
              readonly shape: number;
            }
          | {
              readonly kind: 'percentiles';
              /** Number above 0 to 1e12. */
              readonly p50: number;
              /** Number above 0 to 1e12. */
              readonly p95: number;
              /** Number above 0 to 1e12. */
              readonly p99: number;
            };
      };
  /** How many keys there are. Integer from 1 to 1e7; unit: keys; default: 100000. */
  readonly keys: number;
  /** Which keys are asked for; a trace takes its place. Default: "zipf". */
  readonly popularity: 'zipf' | 'uniform' | 'hotspot';
  /** Zipf: exponent; key 0 is the most popular. Number from 0 to 5; default: 0.9. */
  readonly zipf: number;
  /** Hotspot: a share of the keys gets that weight of the requests. */
  readonly hotspot: {
    /** Number above 0 to 1; default: 0.01. */
    readonly share: number;
    /** Number from 0 to 1; default: 0.9. */
    readonly weight: number;
  };
  /**
   * Time after which the popular keys are others; null: never. Number above 0 to 1e12; unit:
   * time; default: null.
   */
  readonly shiftEvery: number | null;
  /**
   * Keys in the order in which they are asked for, from the start again when they run out.
   * Default: null.
   */
  readonly trace: readonly (string | number)[] | null;
  /**
   * Share of the requests that write. Number from 0 to 1; unit: share; default: 0; `set` may
   * change it in a run.
   */
  readonly writeFraction: number;
  /** Size of a key’s object. Number from 0 to 1e12; unit: bytes; default: 1. */
  readonly objectSize:
    | number
    | {
        readonly kind: 'constant';
        /** Number from 0 to 1e12. */
        readonly mean: number;
      }
    | {
        readonly kind: 'exponential';
        /** Number above 0 to 1e12. */
        readonly mean: number;
      }
    | {
        readonly kind: 'uniform';
        /** Number from 0 to 1e12. */
        readonly min: number;
        /** Number from 0 to 1e12. */
        readonly max: number;
      }
    | {
        readonly kind: 'lognormal';
        /** Number above 0 to 1e12. */
        readonly median: number;
        /** Number from 0 to 5. */
        readonly sigma: number;
      }
    | {
        readonly kind: 'pareto';
        /** Number above 0 to 1e12. */
        readonly min: number;
        /** Number above 0.1 to 100. */
        readonly shape: number;
      }
    | {
        readonly kind: 'percentiles';
        /** Number above 0 to 1e12. */
        readonly p50: number;
        /** Number above 0 to 1e12. */
        readonly p95: number;
        /** Number above 0 to 1e12. */
        readonly p99: number;
      };
  /** Cache nodes. Integer from 1 to 1000; unit: nodes; default: 8. */
  readonly nodes: number;
  /** Nodes that add_node can bring in. Integer from 0 to 1000; unit: nodes; default: 4. */
  readonly spareNodes: number;
  /** Entries that a node holds. Integer from 1 to 1e7; unit: keys; default: 1000. */
  readonly capacity: number;
  /**
   * Nodes open with the most popular keys, as many as they hold; otherwise empty. Default: false.
   */
  readonly prefill: boolean;
  /**
   * Most bytes that a node holds; null: no such limit. Number above 0 to 1e12; unit: bytes;
   * default: null.
   */
  readonly capacityBytes: number | null;
  /** Which entry goes when another comes. Default: "lru". */
  readonly eviction:
    | 'lru'
    | 'fifo'
    | 'clock'
    | 'lfu'
    | 'sieve'
    | 's3-fifo'
    | 'w-tinylfu'
    | 'sampled-lru'
    | 'random';
  /**
   * Life of an entry; sliding: since it was last read; jitter: share drawn. Number above 0 to
   * 1e12; unit: time; default: null; `set` may change it in a run.
   */
  readonly ttl:
    | number
    | {
        /** Default: "fixed". */
        readonly kind: 'fixed' | 'sliding';
        /** Number above 0 to 1e12. */
        readonly time: number;
        /** Number from 0 to 1; default: 0. */
        readonly jitter: number;
      }
    | null;
  /** How a request finds its node. Default: "consistent-hash". */
  readonly routing:
    | 'round-robin'
    | 'random'
    | 'hash'
    | 'consistent-hash'
    | 'rendezvous'
    | 'least-outstanding'
    | 'power-of-two';
  /** Consistent-hash: places of a node. Integer from 1 to 4096; default: 100. */
  readonly virtualNodes: number;
  /** Keys hash by this. Integer from 0 to 2.147483647e9; default: 1. */
  readonly hashSeed: number;
  /**
   * Nodes that may hold a key, of routings by key; a retry asks the next one. Integer from 1 to
   * 16; unit: nodes; default: 1.
   */
  readonly replicas: number;
  /**
   * Time until a lost or new node is noticed, or health checks: { interval, failures }. Number
   * from 0 to 1e12; unit: time; default: 200; `set` may change it in a run.
   */
  readonly detection:
    | number
    | {
        /** Number above 0 to 1e12. */
        readonly interval: number;
        /** Integer from 1 to 100; default: 3. */
        readonly failures: number;
      };
  /**
   * Requests that a node serves at once. Integer from 1 to 10000; default: 1; `set` may change it
   * in a run.
   */
  readonly workers: number;
  /**
   * Time that a worker of a node takes. Number from 0 to 1e12; unit: time; default:
   * {"kind":"exponential","mean":0.2}; `set` may change it in a run.
   */
  readonly service:
    | number
    | {
        readonly kind: 'constant';
        /** Number from 0 to 1e12. */
        readonly mean: number;
      }
    | {
        readonly kind: 'exponential';
        /** Number above 0 to 1e12. */
        readonly mean: number;
      }
    | {
        readonly kind: 'uniform';
        /** Number from 0 to 1e12. */
        readonly min: number;
        /** Number from 0 to 1e12. */
        readonly max: number;
      }
    | {
        readonly kind: 'lognormal';
        /** Number above 0 to 1e12. */
        readonly median: number;
        /** Number from 0 to 5. */
        readonly sigma: number;
      }
    | {
        readonly kind: 'pareto';
        /** Number above 0 to 1e12. */
        readonly min: number;
        /** Number above 0.1 to 100. */
        readonly shape: number;
      }
    | {
        readonly kind: 'percentiles';
        /** Number above 0 to 1e12. */
        readonly p50: number;
        /** Number above 0 to 1e12. */
        readonly p95: number;
        /** Number above 0 to 1e12. */
        readonly p99: number;
      };
  /**
   * Growth of the service time for each request that waits at the node. Number from 0 to 1000;
   * default: 0; `set` may change it in a run.
   */
  readonly slowdown: number;
  /**
   * Who waits at a node: order, limit, and admission by waiting time. `set` may change it in a
   * run.
   */
  readonly queue: {
    /** Default: "fifo". */
    readonly order: 'fifo' | 'lifo' | 'deadline';
    /** Integer from 0 to 1e7; default: null. */
    readonly limit: number | null;
    /**
     * Admission: the node refuses while those it serves have waited longer than this. Number above
     * 0 to 1e12; default: null.
     */
    readonly target: number | null;
  };
  /**
   * Misses of one key: each asks the database, or one does; lease: and a late fill is not kept.
   * Default: "none"; `set` may change it in a run.
   */
  readonly herd: 'none' | 'single-flight' | 'lease';
  /**
   * What a write does to cached copies: removes them, replaces them, or leaves them to expire.
   * Default: "invalidate"; `set` may change it in a run.
   */
  readonly writes: 'invalidate' | 'write-through' | 'ttl';
  /** Each way of a message: latency, probability of its loss. `set` may change it in a run. */
  readonly network: {
    /** Number from 0 to 1e12; default: {"kind":"uniform","min":0.2,"max":0.6}. */
    readonly latency:
      | number
      | {
          readonly kind: 'constant';
          /** Number from 0 to 1e12. */
          readonly mean: number;
        }
      | {
          readonly kind: 'exponential';
          /** Number above 0 to 1e12. */
          readonly mean: number;
        }
      | {
          readonly kind: 'uniform';
          /** Number from 0 to 1e12. */
          readonly min: number;
          /** Number from 0 to 1e12. */
          readonly max: number;
        }
      | {
          readonly kind: 'lognormal';
          /** Number above 0 to 1e12. */
          readonly median: number;
          /** Number from 0 to 5. */
          readonly sigma: number;
        }
      | {
          readonly kind: 'pareto';
          /** Number above 0 to 1e12. */
          readonly min: number;
          /** Number above 0.1 to 100. */
          readonly shape: number;
        }
      | {
          readonly kind: 'percentiles';
          /** Number above 0 to 1e12. */
          readonly p50: number;
          /** Number above 0 to 1e12. */
          readonly p95: number;
          /** Number above 0 to 1e12. */
          readonly p99: number;
        };
    /** Number from 0 below 1; default: 0. */
    readonly loss: number;
    /** Bytes a unit of time; null: no limit. Number above 0 to 1e12; default: null. */
    readonly bandwidth: number | null;
  };
  /**
   * How long a client waits for an attempt; null: for ever. Number above 0 to 1e12; unit: time;
   * default: 100; `set` may change it in a run.
   */
  readonly timeout: number | null;
  /**
   * Attempts after the first: a count, or { max, kind, delay, factor, maxDelay, jitter, budget }.
   * Integer from 0 to 1000; `set` may change it in a run.
   */
  readonly retries:
    | number
    | {
        /** Attempts after the first. Integer from 0 to 1000; default: 2. */
        readonly max: number;
        /** Default: "exponential". */
        readonly kind: 'fixed' | 'exponential';
        /** Wait before the first retry. Number from 0 to 1e12; default: 10. */
        readonly delay: number;
        /** Exponential: growth of the wait. Number from 1 to 100; default: 2. */
        readonly factor: number;
        /** Exponential: the longest wait. Number above 0 to 1e12; default: 1000. */
        readonly maxDelay: number;
        /**
         * Share of the wait that is drawn: 0 none, 1 uniform from 0 to the whole wait. Number from 0 to
         * 1; default: 1.
         */
        readonly jitter: number;
        /** Growth of the timeout by attempt. Number from 1 to 100; default: 1. */
        readonly timeoutFactor: number;
        /**
         * Retries allowed for each first attempt, saved up to 100; null: no budget. Number from 0 to 1;
         * default: null.
         */
        readonly budget: number | null;
      };
  /**
   * Circuit breaker of the clients for each node; null: none. Default: null; `set` may change it
   * in a run.
   */
  readonly breaker: {
    /** Share of failures at which it opens. Number above 0 to 1; default: 0.5. */
    readonly failures: number;
    /** Over how many of the latest calls to a node. Integer from 1 to 1000; default: 20. */
    readonly calls: number;
    /** How long it stays open before one call may try. Number above 0 to 1e12; default: 500. */
    readonly open: number;
  } | null;
  /**
   * Time after which an attempt gets a twin; null: never. Number above 0 to 1e12; unit: time;
   * default: null; `set` may change it in a run.
   */
  readonly hedge: number | null;
  /** Service, workers (null: nobody waits), queue limit. `set` may change it in a run. */
  readonly database: {
    /** Number from 0 to 1e12; default: {"kind":"exponential","mean":2}. */
    readonly service:
      | number
      | {
          readonly kind: 'constant';
          /** Number from 0 to 1e12. */
          readonly mean: number;
        }
      | {
          readonly kind: 'exponential';
          /** Number above 0 to 1e12. */
          readonly mean: number;
        }
      | {
          readonly kind: 'uniform';
          /** Number from 0 to 1e12. */
          readonly min: number;
          /** Number from 0 to 1e12. */
          readonly max: number;
        }
      | {
          readonly kind: 'lognormal';
          /** Number above 0 to 1e12. */
          readonly median: number;
          /** Number from 0 to 5. */
          readonly sigma: number;
        }
      | {
          readonly kind: 'pareto';
          /** Number above 0 to 1e12. */
          readonly min: number;
          /** Number above 0.1 to 100. */
          readonly shape: number;
        }
      | {
          readonly kind: 'percentiles';
          /** Number above 0 to 1e12. */
          readonly p50: number;
          /** Number above 0 to 1e12. */
          readonly p95: number;
          /** Number above 0 to 1e12. */
          readonly p99: number;
        };
    /** Integer from 1 to 10000; default: 16. */
    readonly workers: number | null;
    /** Integer from 0 to 1e7; default: null. */
    readonly limit: number | null;
  };
  /** None, random, or a schedule: [{ kind, at, for, node, … }]. Default: "none". */
  readonly chaos:
    | 'none'
    | 'random'
    | readonly (
        | {
            readonly kind: 'kill';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** The node. Integer from 0. */
            readonly node: number;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'restart';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** The node. Integer from 0. */
            readonly node: number;
          }
        | {
            readonly kind: 'slow';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** The node. Integer from 0. */
            readonly node: number;
            /** Service takes so many times as long. Number above 0 to 1e6; default: 10. */
            readonly factor: number;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'partition';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** The nodes that are cut off. */
            readonly nodes: readonly number[];
            /** From whom. Default: "all". */
            readonly from: 'all' | 'clients' | 'database';
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'drop';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** Left out: every node. Integer from 0. */
            readonly node?: number | undefined;
            /** Probability of the loss of a message. Number above 0 to 1; default: 0.5. */
            readonly loss: number;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'flush';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** Left out: every node. Integer from 0. */
            readonly node?: number | undefined;
          }
        | {
            readonly kind: 'invalidate';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** Share of the keys that all nodes forget. Number above 0 to 1; default: 0.5. */
            readonly share: number;
          }
        | {
            readonly kind: 'surge';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** Requests come so many times as often. Number above 0 to 1e6; default: 2. */
            readonly factor: number;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'hot_key';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** Left out: the least popular. Integer from 0. */
            readonly key?: number | undefined;
            /** Share of the requests that ask for it. Number above 0 to 1; default: 0.3. */
            readonly share: number;
            /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
            readonly for?: number | undefined;
          }
        | {
            readonly kind: 'shift';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
          }
        | {
            readonly kind: 'add';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
          }
        | {
            readonly kind: 'remove';
            /** When. Number from 0 to 1e12; unit: time. */
            readonly at: number;
            /** The node. Integer from 0. */
            readonly node: number;
          }
      )[];
  /**
   * Random chaos: how many of each kind are expected for each node. Unit: per time; `set` may
   * change it in a run.
   */
  readonly chaosRates: {
    /** Number from 0 to 1e6; default: 0.00002. */
    readonly kill: number;
    /** Number from 0 to 1e6; default: 0.00002. */
    readonly slow: number;
    /** Number from 0 to 1e6; default: 0.00001. */
    readonly partition: number;
    /** Number from 0 to 1e6; default: 0.00001. */
    readonly drop: number;
  };
  /**
   * Random chaos: mean time that it lasts. Number above 0 to 1e12; unit: time; default: 1000;
   * `set` may change it in a run.
   */
  readonly chaosTime: number;
};
