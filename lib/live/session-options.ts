import type { AnyModel } from '../core/model.ts';
import type { Clock } from './clock.ts';
import type { LiveRun } from './live-run.ts';
import type { Pace } from './pace.ts';
import type { SessionMessage } from './session-message.ts';
import type { Decided, SessionRecord } from './session-record.ts';

export interface SessionOptions {
  readonly model: AnyModel;
  readonly live: LiveRun;
  readonly clock: Clock;
  /** Tells viewers, in order. */
  readonly post: (messages: readonly SessionMessage[]) => void;
  /** Keeps a change. When it throws, the change is taken back and whoever asked for it is told. */
  readonly record?: (record: SessionRecord) => void;
  readonly pace?: Pace;
  /** Paused when left out. */
  readonly status?: 'running' | 'paused' | 'stopped';
  /** Milliseconds to wait for a person’s answer, null: for ever; left out: nobody is asked. */
  readonly decisionWait?: number | null | undefined;
  /** Decisions that were taken before. */
  readonly decided?: readonly Decided[];
  /** The run is stopped when its log is this long. */
  readonly eventsMax?: number;
  /** Events of 216 bytes told one by one in a second, at most; larger ones count for more. */
  readonly toldPerSecond?: number;
}
