import { type EventKinds, kindIndexes } from '../../core/event-kind.ts';
import { ABSENCES } from './entries.ts';
import { OUTCOMES } from './outcome.ts';
import { STAGES } from './stage.ts';

const node = { type: 'entity', entity: 'node' } as const;
/** Null: none, or every one. */
const anyNode = { type: 'entity', entity: 'node', orNull: true } as const;
const time = { type: 'number', unit: 'time' } as const;
const share = { type: 'number', unit: 'share' } as const;
/** Null: nothing to take it of. */
const anyShare = { ...share, orNull: true } as const;
const anyTime = { ...time, orNull: true } as const;
const number = { type: 'number' } as const;
/** Null: nothing to take it of. */
const anyNumber = { ...number, orNull: true } as const;
const integer = { type: 'integer' } as const;
const flag = { type: 'flag' } as const;

/** Where something went wrong. */
export const PLACES = ['node', 'database'] as const;
/** Whom a partition cuts nodes off from. */
export const SIDES = ['all', 'clients', 'database'] as const;
/** Why a command or a row of chaos did nothing. */
export const IGNORED = [
  'no such node',
  'it is down already',
  'it is up already',
  'no node is left to add',
] as const;

/** What a node can be, as a window shows it. */
export const NODE_STATES = ['up', 'slow', 'cut off', 'down', 'removed'] as const;

/** What can happen in the cache model. */
export const events = {
  init: {
    help: 'The cluster as it opens.',
    columns: { nodes: integer, keys: integer },
    sentence: '{nodes} nodes open, for {keys} keys.',
  },
  request: {
    help:
      'A request is settled. latency = queue + service + network + backoff; absence: why its node did not ' +
      'have the key; sent: null when what else happened just then sent it at once. Its causes delayed it, ' +
      'made it fail, or emptied the node.',
    columns: {
      client: integer,
      request: integer,
      key: integer,
      node: anyNode,
      outcome: { type: 'label', labels: OUTCOMES },
      absence: { type: 'label', labels: ABSENCES, orNull: true },
      attempts: integer,
      stale: flag,
      counted: flag,
      sent: anyTime,
      latency: time,
      queue: time,
      service: time,
      network: time,
      backoff: time,
    },
    sentence: 'Request {request} of client {client} for key {key}: {outcome} at {node} after {latency}.',
  },
  timeout: {
    help:
      'A client stops waiting for an attempt; at: where that is, which goes on if it is not lost; done: ' +
      'the share of its service that is done, null when no worker of its node is at it.',
    columns: {
      client: integer,
      request: integer,
      attempt: integer,
      node,
      lost: flag,
      at: { type: 'label', labels: STAGES },
      done: anyShare,
    },
    sentence: 'Client {client} waits no longer for {node} (request {request}, attempt {attempt}): {at}.',
  },
  refusal: {
    help: 'A full line of a node or the database turns an attempt away.',
    columns: {
      client: integer,
      request: integer,
      attempt: integer,
      node,
      place: { type: 'label', labels: PLACES },
    },
    sentence: 'The {place} refuses attempt {attempt} of request {request} (by {node}).',
  },
  retry: {
    help: 'A client tries again; after: since the request was first sent.',
    columns: { client: integer, request: integer, attempt: integer, after: time },
    sentence: 'Client {client} makes attempt {attempt} of request {request}.',
  },
  hedge: {
    help: 'A client that still waits for an attempt makes a second one beside it.',
    columns: { client: integer, request: integer, attempt: integer },
    sentence: 'Client {client} hedges request {request} by attempt {attempt}.',
  },
  late_answer: {
    help: 'An answer comes to a client that no longer waits for it.',
    columns: { client: integer, request: integer, attempt: integer, node, after: time },
    sentence: '{node} answers attempt {attempt} of request {request} after {after}: nobody waits.',
  },
  retries_spent: {
    help: 'The retry budget is used up: a request fails that would have been tried again.',
    columns: { client: integer, request: integer, attempts: integer },
    sentence: 'No budget is left for another attempt of request {request}.',
  },
  breaker_opened: {
    help: 'Clients stop calling a node; failures: among its latest calls.',
    columns: { node, failures: integer },
    sentence: 'The breaker of {node} opens after {failures} failures.',
  },
  breaker_closed: {
    help: 'A call to a node succeeded again.',
    columns: { node },
    sentence: 'The breaker of {node} closes.',
  },
  node_killed: {
    help: 'A node is gone with all it held and was at; held: entries; lost: the attempts that were there.',
    columns: { node, held: integer, lost: integer },
    sentence: '{node} is killed with {held} entries and {lost} attempts.',
  },
  node_restarted: {
    help: 'A node is up again, its memory empty.',
    columns: { node },
    sentence: '{node} is up again, empty.',
  },
  node_slowed: {
    help: 'Service at a node takes longer by a factor.',
    columns: { node, factor: number },
    sentence: '{node} takes {factor} times as long.',
  },
  node_added: {
    help: 'A node joins, its memory empty.',
    columns: { node },
    sentence: '{node} joins, empty.',
  },
  node_removed: {
    help: 'A node is taken out for good: clients know at once, and it finishes what it was at.',
    columns: { node, held: integer },
    sentence: '{node} is taken out with {held} entries.',
  },
  partition: {
    help: 'Nodes are cut off from the clients, the database, or both.',
    columns: { from: { type: 'label', labels: SIDES } },
    tables: { nodes: { node } },
    sentence: 'Nodes are cut off from {from}.',
  },
  drop: {
    help: 'Messages to and from a node, or all of them (null), get lost.',
    columns: { node: anyNode, loss: share },
    sentence: 'The share {loss} of messages gets lost (node: {node}).',
  },
  flush: {
    help: 'A node, or all of them (null), forgets everything.',
    columns: { node: anyNode, forgotten: integer },
    sentence: '{forgotten} entries are flushed (node: {node}).',
  },
  invalidation_storm: {
    help: 'All nodes forget a share of the keys.',
    columns: { share, forgotten: integer },
    sentence: 'All nodes forget the share {share} of the keys: {forgotten} entries.',
  },
  surge: {
    help: 'Requests come more often by a factor.',
    columns: { factor: number },
    sentence: 'Requests come {factor} times as often.',
  },
  hot_key: {
    help: 'A share of the requests asks for one key.',
    columns: { key: integer, share },
    sentence: 'The share {share} of the requests asks for key {key}.',
  },
  hotspot_shift: {
    help: 'The popular keys are others: each moves on by so many places.',
    columns: { places: integer },
    sentence: 'The popular keys move on by {places} places.',
  },
  relief: {
    help: 'What its cause began is over.',
    columns: {},
    sentence: 'That is over.',
  },
  node_lost: {
    help: 'Clients notice that they cannot reach a node, and send elsewhere.',
    columns: { node, after: time },
    sentence: 'Clients notice after {after} that {node} is lost.',
  },
  node_found: {
    help: 'Clients notice that a node is there, and send to it.',
    columns: { node, after: time },
    sentence: 'Clients notice after {after} that {node} is there.',
  },
  command_ignored: {
    help: 'A command, or a row of chaos, did nothing, and why.',
    columns: { node: anyNode, reason: { type: 'label', labels: IGNORED } },
    sentence: 'Nothing was done to {node}: {reason}.',
  },
  window: {
    help:
      'What the observer saw since the last one, warm-up included. Latencies are of answered requests; ' +
      'those of a node run from an attempt’s coming to its answer’s leaving, its line included. The ' +
      'rest of a node is of the requests settled there, and attempts that came to it for each of them.',
    columns: {
      from: time,
      sent: integer,
      answered: integer,
      failed: integer,
      inFlight: integer,
      attempts: integer,
      hitRatio: anyShare,
      staleReads: integer,
      latencyMean: anyTime,
      latencyP50: anyTime,
      latencyP95: anyTime,
      latencyP99: anyTime,
      throughput: number,
      goodput: number,
      availability: anyShare,
      databaseLoad: number,
      databaseWaiting: integer,
      databaseBusy: anyShare,
    },
    tables: {
      byNode: {
        node,
        state: { type: 'label', labels: NODE_STATES },
        member: flag,
        attempts: integer,
        hitRatio: anyShare,
        entries: integer,
        waiting: integer,
        busy: anyShare,
        answers: integer,
        staleReads: integer,
        latencyMean: anyTime,
        latencyP50: anyTime,
        latencyP95: anyTime,
        latencyP99: anyTime,
        throughput: number,
        goodput: number,
        availability: anyShare,
        databaseLoad: number,
        retryAmplification: anyNumber,
      },
    },
    sentence: 'From {from} to {t}: hit ratio {hitRatio}, p99 {latencyP99}, availability {availability}.',
  },
  complete: {
    help: 'The run is over. unanswered: requests nobody will answer; unreached: rows of chaos still to come.',
    columns: { answered: integer, failed: integer, unanswered: integer, unreached: integer },
    sentence: 'The run ends: {answered} requests answered, {failed} failed, {unanswered} never answered.',
  },
} satisfies EventKinds;

/** Where each kind stands in the log. */
export const KIND = kindIndexes(events);
