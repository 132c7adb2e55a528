import type { GivenConfig } from '../../core/config.ts';
import type { AnyModel } from '../../core/model.ts';
import type { Pace } from '../../live/pace.ts';
import type { SessionState } from '../../live/session-message.ts';

/** A command without the time at which it lands. */
export interface LeverCommand {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** The one slider of an example: at `start` the run holds, at `breaksAt` it breaks. */
export type Lever = {
  readonly label: string;
  readonly help: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly start: number;
  /** From here on it breaks: two to four times `start`. */
  readonly breaksAt: number;
  readonly show: (value: number) => string;
} & LeverDeed;

/** What a move of the slider does. */
export type LeverDeed =
  /** A live field of the config: each move sets it. */
  | { readonly path: string }
  /** Something is done once, when the slider comes to rest. */
  | { readonly strike: (value: number) => LeverCommand };

/** A number that is always in sight. */
export interface Headline {
  readonly label: string;
  readonly of: (state: SessionState) => string;
  /** Of what, where it is not plain: by the units of the run’s config. */
  readonly unit?: string;
  readonly help: string;
  /** Whether it is as it should not be. */
  readonly isBad?: (state: SessionState) => boolean;
}

/** A run that the page opens on: it is well, and the lever breaks it. */
export interface Example {
  readonly model: AnyModel;
  readonly title: string;
  readonly sentence: string;
  readonly config: GivenConfig;
  readonly seed: number;
  /** Slow enough to see what happens. */
  readonly pace: Pace;
  readonly headline: readonly Headline[];
  readonly lever: Lever;
}
