import { z } from 'zod';

const count = (standard: number, max: number, help: string) =>
  z.int().min(1).max(max).default(standard).meta({ help });

/** What a server takes, and for how long it waits. */
export const limitsSchema = z.strictObject({
  connections: count(4_096, 1e6, 'connections at once'),
  connectionsPerAddress: count(2_048, 1e6, 'connections at once from one address (of IPv6: one /64)'),
  streamsPerSession: count(2_048, 1e6, 'viewers of a session at once'),
  requestsPerMinute: count(6_000, 1e9, 'requests a minute from one address, and messages of one WebSocket'),
  bodyBytes: count(1_048_576, 1e9, 'bytes of a request’s body'),
  messageBytes: count(65_536, 1e9, 'bytes of a WebSocket’s message'),
  pendingRequests: count(32, 10_000, 'requests of one WebSocket that wait for their answers'),
  sessions: count(32, 10_000, 'sessions at once'),
  eventsPerRun: count(5_000_000, 1e9, 'events of a run, which is stopped then'),
  headersTimeout: count(15_000, 1e7, 'ms for the head of a request'),
  requestTimeout: count(30_000, 1e7, 'ms for a whole request'),
  keepAliveTimeout: count(10_000, 1e7, 'ms that a connection may be idle between requests'),
});

export type ServerLimits = z.output<typeof limitsSchema>;
