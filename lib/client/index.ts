export { Client, type ModelInfo, type NewSession } from './client.ts';
export { ClientError } from './client-error.ts';
export { type ConnectOptions, connect } from './connect.ts';
export type { WatchOptions } from './open-stream.ts';
export { type ForkOptions, RemoteSession } from './remote-session.ts';
export type { Retry } from './retry.ts';
export type { SessionInfo } from './session-info.ts';
export { SessionStream, type Subscription } from './session-stream.ts';
export type { Connection, ConnectionState, MessageType, StreamMessage } from './stream-message.ts';
