import type { Omission } from '../core/occasion.ts';
import type { RootCause } from './answer.ts';

/** An event with which something began. */
export interface RootEvent {
  readonly id: number;
  readonly kind: RootCause['kind'];
}

/** What can be left out: a command, or a turn with what begins in it. */
export interface Candidate {
  /** Its events, ascending: a crash of all markets is one shock with several. */
  readonly ids: readonly number[];
  readonly kind: RootCause['kind'];
  readonly t: number;
  /** Of a command: its index in the recipe. */
  readonly command: number | null;
  /** Of all others: the turn that is passed over. */
  readonly omission: Omission | null;
}

/** It came from outside: the system itself neither decided nor sent it. */
export function isOuter({ kind }: Candidate): boolean {
  return kind === 'shock' || kind === 'command';
}
