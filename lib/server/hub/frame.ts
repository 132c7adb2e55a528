/** What one message becomes for viewers of one wording, before it is put on a wire. */
export interface Frame {
  /** What a viewer resumes from, once it has this; null: it has not yet had the whole message. */
  readonly id: number | null;
  /** The name of the event under SSE; '' for the default. */
  readonly event: string;
  readonly data: string;
}
