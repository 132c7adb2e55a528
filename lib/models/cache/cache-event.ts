// Made by scripts/model-types.js from what the model cache says of itself: change that.
import type { EventHead } from '../../core/vocabulary.ts';

/** The fields of each type of event. */
type Fields = {
  /** The cluster as it opens. */
  readonly init: { readonly nodes: number; readonly keys: number };
  /**
   * A request is settled. latency = queue + service + network + backoff; absence: why its node
   * did not have the key; sent: null when what else happened just then sent it at once. Its
   * causes delayed it, made it fail, or emptied the node.
   */
  readonly request: {
    readonly client: number;
    readonly request: number;
    readonly key: number;
    readonly node: number | null;
    readonly outcome:
      | 'hit'
      | 'miss'
      | 'write'
      | 'timeout'
      | 'refused'
      | 'refused by database'
      | 'unavailable'
      | 'unanswered';
    readonly absence:
      | 'never'
      | 'evicted'
      | 'expired'
      | 'invalidated'
      | 'unfetched'
      | 'fetching'
      | 'emptied'
      | null;
    readonly attempts: number;
    readonly stale: boolean;
    readonly counted: boolean;
    readonly sent: number | null;
    readonly latency: number;
    readonly queue: number;
    readonly service: number;
    readonly network: number;
    readonly backoff: number;
  };
  /**
   * A client stops waiting for an attempt; at: where that is, which goes on if it is not lost;
   * done: the share of its service that is done, null when no worker of its node is at it.
   */
  readonly timeout: {
    readonly client: number;
    readonly request: number;
    readonly attempt: number;
    readonly node: number;
    readonly lost: boolean;
    readonly at:
      | 'on the way'
      | 'in the line of the node'
      | 'at the node'
      | 'behind the fetch of another'
      | 'on the way to the database'
      | 'in the line of the database'
      | 'at the database'
      | 'on the way back'
      | 'lost';
    readonly done: number | null;
  };
  /** A full line of a node or the database turns an attempt away. */
  readonly refusal: {
    readonly client: number;
    readonly request: number;
    readonly attempt: number;
    readonly node: number;
    readonly place: 'node' | 'database';
  };
  /** A client tries again; after: since the request was first sent. */
  readonly retry: {
    readonly client: number;
    readonly request: number;
    readonly attempt: number;
    readonly after: number;
  };
  /** A client that still waits for an attempt makes a second one beside it. */
  readonly hedge: { readonly client: number; readonly request: number; readonly attempt: number };
  /** An answer comes to a client that no longer waits for it. */
  readonly late_answer: {
    readonly client: number;
    readonly request: number;
    readonly attempt: number;
    readonly node: number;
    readonly after: number;
  };
  /** The retry budget is used up: a request fails that would have been tried again. */
  readonly retries_spent: { readonly client: number; readonly request: number; readonly attempts: number };
  /** Clients stop calling a node; failures: among its latest calls. */
  readonly breaker_opened: { readonly node: number; readonly failures: number };
  /** A call to a node succeeded again. */
  readonly breaker_closed: { readonly node: number };
  /**
   * A node is gone with all it held and was at; held: entries; lost: the attempts that were
   * there.
   */
  readonly node_killed: { readonly node: number; readonly held: number; readonly lost: number };
  /** A node is up again, its memory empty. */
  readonly node_restarted: { readonly node: number };
  /** Service at a node takes longer by a factor. */
  readonly node_slowed: { readonly node: number; readonly factor: number };
  /** A node joins, its memory empty. */
  readonly node_added: { readonly node: number };
  /** A node is taken out for good: clients know at once, and it finishes what it was at. */
  readonly node_removed: { readonly node: number; readonly held: number };
  /** Nodes are cut off from the clients, the database, or both. */
  readonly partition: {
    readonly from: 'all' | 'clients' | 'database';
    readonly nodes: readonly { readonly node: number }[];
  };
  /** Messages to and from a node, or all of them (null), get lost. */
  readonly drop: { readonly node: number | null; readonly loss: number };
  /** A node, or all of them (null), forgets everything. */
  readonly flush: { readonly node: number | null; readonly forgotten: number };
  /** All nodes forget a share of the keys. */
  readonly invalidation_storm: { readonly share: number; readonly forgotten: number };
  /** Requests come more often by a factor. */
  readonly surge: { readonly factor: number };
  /** A share of the requests asks for one key. */
  readonly hot_key: { readonly key: number; readonly share: number };
  /** The popular keys are others: each moves on by so many places. */
  readonly hotspot_shift: { readonly places: number };
  /** What its cause began is over. */
  readonly relief: object;
  /** Clients notice that they cannot reach a node, and send elsewhere. */
  readonly node_lost: { readonly node: number; readonly after: number };
  /** Clients notice that a node is there, and send to it. */
  readonly node_found: { readonly node: number; readonly after: number };
  /** A command, or a row of chaos, did nothing, and why. */
  readonly command_ignored: {
    readonly node: number | null;
    readonly reason: 'no such node' | 'it is down already' | 'it is up already' | 'no node is left to add';
  };
  /**
   * What the observer saw since the last one, warm-up included. Latencies are of answered
   * requests; those of a node run from an attempt’s coming to its answer’s leaving, its line
   * included. The rest of a node is of the requests settled there, and attempts that came to it
   * for each of them.
   */
  readonly window: {
    readonly from: number;
    readonly sent: number;
    readonly answered: number;
    readonly failed: number;
    readonly inFlight: number;
    readonly attempts: number;
    readonly hitRatio: number | null;
    readonly staleReads: number;
    readonly latencyMean: number | null;
    readonly latencyP50: number | null;
    readonly latencyP95: number | null;
    readonly latencyP99: number | null;
    readonly throughput: number;
    readonly goodput: number;
    readonly availability: number | null;
    readonly databaseLoad: number;
    readonly databaseWaiting: number;
    readonly databaseBusy: number | null;
    readonly byNode: readonly {
      readonly node: number;
      readonly state: 'up' | 'slow' | 'cut off' | 'down' | 'removed';
      readonly member: boolean;
      readonly attempts: number;
      readonly hitRatio: number | null;
      readonly entries: number;
      readonly waiting: number;
      readonly busy: number | null;
      readonly answers: number;
      readonly staleReads: number;
      readonly latencyMean: number | null;
      readonly latencyP50: number | null;
      readonly latencyP95: number | null;
      readonly latencyP99: number | null;
      readonly throughput: number;
      readonly goodput: number;
      readonly availability: number | null;
      readonly databaseLoad: number;
      readonly retryAmplification: number | null;
    }[];
  };
  /**
   * The run is over. unanswered: requests nobody will answer; unreached: rows of chaos still to
   * come.
   */
  readonly complete: {
    readonly answered: number;
    readonly failed: number;
    readonly unanswered: number;
    readonly unreached: number;
  };
  /** A command of the recipe lands. It has no causes: a person gave it. */
  readonly command: {
    readonly name:
      | 'kill_node'
      | 'restart_node'
      | 'slow_node'
      | 'add_node'
      | 'remove_node'
      | 'flush'
      | 'partition'
      | 'drop'
      | 'invalidate'
      | 'surge'
      | 'hot_key'
      | 'shift'
      | 'set';
    readonly command: number;
  };
  /** A live field of the config was changed by `set`; value is null where it is not a number. */
  readonly config_set: {
    readonly path:
      | 'objective'
      | 'arrivals'
      | 'writeFraction'
      | 'ttl'
      | 'detection'
      | 'workers'
      | 'service'
      | 'slowdown'
      | 'queue'
      | 'herd'
      | 'writes'
      | 'network'
      | 'timeout'
      | 'retries'
      | 'breaker'
      | 'hedge'
      | 'database'
      | 'chaosRates'
      | 'chaosTime';
    readonly value: number | null;
  };
};

/** An event of the model cache. */
export type CacheEvent = { [Type in keyof Fields]: EventHead<Type> & Fields[Type] }[keyof Fields];
