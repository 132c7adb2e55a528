import { expect } from 'vitest';
import type { LoggedEvent } from '../../lib/core/event-kind.ts';
import type { Skipped } from '../../lib/live/session-message.ts';

/** A message of a session, by whatever client it came. */
export interface ToldMessage {
  readonly seq: number;
  readonly type: string;
  readonly data: unknown;
}

/**
 * Holds what a viewer was told to the log: numbers rise, every event is that of the log, between two resets each
 * comes after the one before or is said to be skipped, and the last event is the log's. Gives the ids of those that were told.
 */
export function toldWhole(messages: readonly ToldMessage[], log: readonly LoggedEvent[]): number[] {
  const ids: number[] = [];
  expect(messages[0]?.type).toBe('reset');
  let seq = 0;
  let next: number | null = null;
  const skips = messages.flatMap(({ data, type }) => (type === 'skipped' ? [data as Skipped] : []));
  const isSkipped = (id: number): boolean => skips.some(({ from, to }) => id >= from && id <= to);
  for (const message of messages) {
    expect(message.seq).toBeGreaterThan(seq);
    if (message.type !== 'reset') expect(message.seq).toBe(seq + 1);
    seq = message.seq;
    if (message.type === 'reset') next = null;
    if (message.type === 'skipped') next = (message.data as Skipped).to + 1;
    if (message.type !== 'event') continue;
    const event = message.data as LoggedEvent;
    expect(event).toEqual(log[event.id]);
    if (next !== null && !isSkipped(event.id)) expect(event.id).toBe(next);
    next = event.id + 1;
    ids.push(event.id);
  }
  expect(next).toBe(log.length);
  return ids;
}
