// Made by scripts/model-types.js from what the model cache says of itself: change that.

/** What `set` may change while a run goes on: values by path. */
type LiveValues = {
  /** The latency that an answer must not exceed to be good. Number above 0 to 1e12; unit: time. */
  readonly objective: number;
  /**
   * { kind: poisson, rate } or { kind: closed, clients, think }; rate and think may change in a
   * run.
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
        readonly think?:
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
            }
          | undefined;
      };
  /** Share of the requests that write. Number from 0 to 1; unit: share. */
  readonly writeFraction: number;
  /**
   * Life of an entry; sliding: since it was last read; jitter: share drawn. Number above 0 to
   * 1e12; unit: time.
   */
  readonly ttl:
    | number
    | {
        /** Default: "fixed". */
        readonly kind?: 'fixed' | 'sliding' | undefined;
        /** Number above 0 to 1e12. */
        readonly time: number;
        /** Number from 0 to 1; default: 0. */
        readonly jitter?: number | undefined;
      }
    | null;
  /**
   * Time until a lost or new node is noticed, or health checks: { interval, failures }. Number
   * from 0 to 1e12; unit: time.
   */
  readonly detection:
    | number
    | {
        /** Number above 0 to 1e12. */
        readonly interval: number;
        /** Integer from 1 to 100; default: 3. */
        readonly failures?: number | undefined;
      };
  /** Requests that a node serves at once. Integer from 1 to 10000. */
  readonly workers: number;
  /** Time that a worker of a node takes. Number from 0 to 1e12; unit: time. */
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
  /** Growth of the service time for each request that waits at the node. Number from 0 to 1000. */
  readonly slowdown: number;
  /** Who waits at a node: order, limit, and admission by waiting time. */
  readonly queue: {
    /** Default: "fifo". */
    readonly order?: 'fifo' | 'lifo' | 'deadline' | undefined;
    /** Integer from 0 to 1e7; default: null. */
    readonly limit?: number | null | undefined;
    /**
     * Admission: the node refuses while those it serves have waited longer than this. Number above
     * 0 to 1e12; default: null.
     */
    readonly target?: number | null | undefined;
  };
  readonly 'queue.order': 'fifo' | 'lifo' | 'deadline';
  /** Integer from 0 to 1e7. */
  readonly 'queue.limit': number | null;
  /**
   * Admission: the node refuses while those it serves have waited longer than this. Number above
   * 0 to 1e12.
   */
  readonly 'queue.target': number | null;
  /** Misses of one key: each asks the database, or one does; lease: and a late fill is not kept. */
  readonly herd: 'none' | 'single-flight' | 'lease';
  /** What a write does to cached copies: removes them, replaces them, or leaves them to expire. */
  readonly writes: 'invalidate' | 'write-through' | 'ttl';
  /** Each way of a message: latency, probability of its loss. */
  readonly network: {
    /** Number from 0 to 1e12; default: {"kind":"uniform","min":0.2,"max":0.6}. */
    readonly latency?:
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
        }
      | undefined;
    /** Number from 0 below 1; default: 0. */
    readonly loss?: number | undefined;
    /** Bytes a unit of time; null: no limit. Number above 0 to 1e12; default: null. */
    readonly bandwidth?: number | null | undefined;
  };
  /** Number from 0 to 1e12. */
  readonly 'network.latency':
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
  /** Number from 0 below 1. */
  readonly 'network.loss': number;
  /** Bytes a unit of time; null: no limit. Number above 0 to 1e12. */
  readonly 'network.bandwidth': number | null;
  /** How long a client waits for an attempt; null: for ever. Number above 0 to 1e12; unit: time. */
  readonly timeout: number | null;
  /**
   * Attempts after the first: a count, or { max, kind, delay, factor, maxDelay, jitter, budget }.
   * Integer from 0 to 1000.
   */
  readonly retries:
    | number
    | {
        /** Attempts after the first. Integer from 0 to 1000; default: 2. */
        readonly max?: number | undefined;
        /** Default: "exponential". */
        readonly kind?: 'fixed' | 'exponential' | undefined;
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
      };
  /** Circuit breaker of the clients for each node; null: none. */
  readonly breaker: {
    /** Share of failures at which it opens. Number above 0 to 1; default: 0.5. */
    readonly failures?: number | undefined;
    /** Over how many of the latest calls to a node. Integer from 1 to 1000; default: 20. */
    readonly calls?: number | undefined;
    /** How long it stays open before one call may try. Number above 0 to 1e12; default: 500. */
    readonly open?: number | undefined;
  } | null;
  /** Time after which an attempt gets a twin; null: never. Number above 0 to 1e12; unit: time. */
  readonly hedge: number | null;
  /** Service, workers (null: nobody waits), queue limit. */
  readonly database: {
    /** Number from 0 to 1e12; default: {"kind":"exponential","mean":2}. */
    readonly service?:
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
        }
      | undefined;
    /** Integer from 1 to 10000; default: 16. */
    readonly workers?: number | null | undefined;
    /** Integer from 0 to 1e7; default: null. */
    readonly limit?: number | null | undefined;
  };
  /** Number from 0 to 1e12. */
  readonly 'database.service':
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
  /** Integer from 1 to 10000. */
  readonly 'database.workers': number | null;
  /** Integer from 0 to 1e7. */
  readonly 'database.limit': number | null;
  /** Random chaos: how many of each kind are expected for each node. Unit: per time. */
  readonly chaosRates: {
    /** Number from 0 to 1e6; default: 0.00002. */
    readonly kill?: number | undefined;
    /** Number from 0 to 1e6; default: 0.00002. */
    readonly slow?: number | undefined;
    /** Number from 0 to 1e6; default: 0.00001. */
    readonly partition?: number | undefined;
    /** Number from 0 to 1e6; default: 0.00001. */
    readonly drop?: number | undefined;
  };
  /** Number from 0 to 1e6. */
  readonly 'chaosRates.kill': number;
  /** Number from 0 to 1e6. */
  readonly 'chaosRates.slow': number;
  /** Number from 0 to 1e6. */
  readonly 'chaosRates.partition': number;
  /** Number from 0 to 1e6. */
  readonly 'chaosRates.drop': number;
  /** Random chaos: mean time that it lasts. Number above 0 to 1e12; unit: time. */
  readonly chaosTime: number;
};

/** A command of the model cache, without the turn at which it lands. */
export type CacheCommand =
  | {
      /** A node is gone with all it held; with `for` it comes back, empty. */
      readonly name: 'kill_node';
      /** The node. Integer from 0. */
      readonly node: number;
      /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
      readonly for?: number | undefined;
    }
  | {
      /** A node that is down comes back, empty. */
      readonly name: 'restart_node';
      /** The node. Integer from 0. */
      readonly node: number;
    }
  | {
      /** Service at a node takes longer by a factor. */
      readonly name: 'slow_node';
      /** The node. Integer from 0. */
      readonly node: number;
      /** Service takes so many times as long. Number above 0 to 1e6; default: 10. */
      readonly factor?: number | undefined;
      /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
      readonly for?: number | undefined;
    }
  | {
      /** A new node joins, if one is spare. */
      readonly name: 'add_node';
    }
  | {
      /** A node is taken out for good. */
      readonly name: 'remove_node';
      /** The node. Integer from 0. */
      readonly node: number;
    }
  | {
      /** A node, or every one, forgets everything. */
      readonly name: 'flush';
      /** Left out: every node. Integer from 0. */
      readonly node?: number | undefined;
    }
  | {
      /** Nodes are cut off from the clients, the database, or both. */
      readonly name: 'partition';
      /** The nodes that are cut off. */
      readonly nodes: readonly number[];
      /** From whom. Default: "all". */
      readonly from?: 'all' | 'clients' | 'database' | undefined;
      /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
      readonly for?: number | undefined;
    }
  | {
      /** Messages to and from a node, or all, get lost. */
      readonly name: 'drop';
      /** Left out: every node. Integer from 0. */
      readonly node?: number | undefined;
      /** Probability of the loss of a message. Number above 0 to 1; default: 0.5. */
      readonly loss?: number | undefined;
      /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
      readonly for?: number | undefined;
    }
  | {
      /** All nodes forget a share of the keys. */
      readonly name: 'invalidate';
      /** Share of the keys that all nodes forget. Number above 0 to 1; default: 0.5. */
      readonly share?: number | undefined;
    }
  | {
      /** Requests come more often by a factor. */
      readonly name: 'surge';
      /** Requests come so many times as often. Number above 0 to 1e6; default: 2. */
      readonly factor?: number | undefined;
      /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
      readonly for?: number | undefined;
    }
  | {
      /** A share of the requests asks for one key. */
      readonly name: 'hot_key';
      /** Left out: the least popular. Integer from 0. */
      readonly key?: number | undefined;
      /** Share of the requests that ask for it. Number above 0 to 1; default: 0.3. */
      readonly share?: number | undefined;
      /** How long; left out: for good. Number above 0 to 1e12; unit: time. */
      readonly for?: number | undefined;
    }
  | {
      /** The popular keys are others from now on. */
      readonly name: 'shift';
    }
  | {
      readonly [Path in keyof LiveValues]: {
        /** Changes a live field of the config from here on. */
        readonly name: 'set';
        /** The field, and what is in it, joined by dots. */
        readonly path: Path;
        readonly value: LiveValues[Path];
      };
    }[keyof LiveValues];
