import type { EvictionState } from '../../analysis/eviction/eviction.ts';
import { createEventQueue, type EventQueue } from '../../core/event-queue.ts';
import type { ModelState } from '../../core/model.ts';
import { type Befallen, createBefallen } from './befallen.ts';
import { type Breakers, createBreakers } from './breakers.ts';
import { type Calls, createCalls } from './calls.ts';
import { createDisturbances, type Disturbances } from './disturbances.ts';
import type { Entries } from './entries.ts';
import { createNodes, type Nodes } from './nodes.ts';
import { createObservations, type Observations } from './observations.ts';
import type { Prepared } from './prepared.ts';
import { createRequests, type Requests } from './requests.ts';
import { createStations, type Stations } from './stations.ts';

/** The state of one run of the cache model. */
export interface CacheState extends ModelState {
  queue: EventQueue;
  /** What is due in the turn in hand: pairs of phase and item. */
  due: number[];
  requests: Requests;
  calls: Calls;
  stations: Stations;
  nodes: Nodes;
  breakers: Breakers;
  disturbances: Disturbances;
  observations: Observations;
  befallen: Befallen;
  /** The memory of each node that there is or was, and its eviction policy's. */
  entries: Entries[];
  policies: EvictionState[];
  /** The events in which nodes lost what they held. */
  emptyings: number[];
  /** What the database has committed last for each key: 0 at the start, then 1, 2, … */
  versions: Int32Array;
  /** How often it has committed anything. */
  commits: number;
  /** Requests that each client has sent. */
  ordinals: Int32Array;
  /** Things in the queue that are not about any request. */
  worldly: number;
  /** The popular keys are so many places on. */
  offset: number;
  /** Random chaos by node and kind: how often it struck, and whether it is to strike again. */
  strikes: Int32Array;
  isStruck: Uint8Array;
  /** What commands have done at the time `deedsTime`, as words. */
  deeds: number[];
  deedsTime: number;
  /** The last of the routing's rounds. */
  round: number;
  /** Retries that the budget allows. */
  tokens: number;
  /** Requests that have come, and of them left out, answered and failed. */
  sent: number;
  leftOut: number;
  answered: number;
  failed: number;
}

/** Room for one run. */
export function createState(prepared: Prepared): CacheState {
  const { nodesMax, keys, clients } = prepared;
  return {
    time: 0,
    done: false,
    queue: createEventQueue(),
    due: [],
    requests: createRequests(),
    calls: createCalls(),
    stations: createStations(nodesMax + 1),
    nodes: createNodes(nodesMax),
    breakers: createBreakers(nodesMax),
    disturbances: createDisturbances(),
    observations: createObservations(nodesMax),
    befallen: createBefallen(),
    entries: [],
    policies: [],
    emptyings: [],
    versions: new Int32Array(keys),
    commits: 0,
    ordinals: new Int32Array(clients),
    worldly: 0,
    offset: 0,
    strikes: new Int32Array(4 * nodesMax),
    isStruck: new Uint8Array(4 * nodesMax),
    deeds: [],
    deedsTime: 0,
    round: 0,
    tokens: 0,
    sent: 0,
    leftOut: 0,
    answered: 0,
    failed: 0,
  };
}
