/** How much a hub keeps, and how long it waits. Times are in milliseconds. */
export interface HubLimits {
  /** Messages kept for viewers that come back. */
  readonly bufferMessages: number;
  /** Bytes of them, about. */
  readonly bufferBytes: number;
  /** Nothing more is written to a socket with more bytes than this, until it has taken all of them. */
  readonly waitingMax: number;
  /** A socket that has not taken all of them in this time is closed. */
  readonly stall: number;
  /** Resets that a viewer may get in a row without ever having had all there was. */
  readonly resetsMax: number;
  /** Between two signs of life. */
  readonly heartbeat: number;
  /** For a WebSocket's first message, which may say from where it goes on. */
  readonly firstMessage: number;
  /** After the last viewer has left: so long the session tells on, for who comes back. */
  readonly linger: number;
}

const DEFAULTS: HubLimits = {
  bufferMessages: 65_536,
  bufferBytes: 16_000_000,
  waitingMax: 262_144,
  stall: 15_000,
  resetsMax: 5,
  heartbeat: 15_000,
  firstMessage: 250,
  linger: 60_000,
};

/** Those given, and the defaults of the others. */
export function hubLimits(given: Partial<HubLimits>): HubLimits {
  const limits = Object.entries(DEFAULTS).map(([name, value]) => [
    name,
    given[name as keyof HubLimits] ?? value,
  ]);
  return Object.fromEntries(limits) as HubLimits;
}
