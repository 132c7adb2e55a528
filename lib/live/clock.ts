/** The clock on the wall, lent by who has one. It decides when turns come, never what they do. */
export interface Clock {
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Calls back once, after so many milliseconds; 0: as soon as others have had their turn. */
  readonly after: (milliseconds: number, call: () => void) => void;
}
