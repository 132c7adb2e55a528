import { type FormName, formNames } from './form.ts';

/** What a hub has done so far. */
export interface HubStats {
  /** Viewers now, by form. */
  readonly viewers: Readonly<Record<FormName, number>>;
  /** Messages told. */
  readonly messages: number;
  /** Writes to viewers, and their bytes. */
  readonly writes: number;
  readonly bytes: number;
  readonly resets: number;
  /** Viewers that were too slow. */
  readonly drops: number;
  /** Messages that the viewer furthest behind has not been sent. */
  readonly lag: number;
}

export class HubCounts {
  messages = 0;
  writes = 0;
  bytes = 0;
  resets = 0;
  drops = 0;
  viewerCount = 0;
  private readonly viewers = Object.fromEntries(formNames.map((name) => [name, 0])) as Record<
    FormName,
    number
  >;

  add(form: FormName): void {
    this.viewerCount++;
    this.viewers[form]++;
  }

  remove(form: FormName): void {
    this.viewerCount--;
    this.viewers[form]--;
  }

  stats(lag: number): HubStats {
    const { bytes, drops, messages, resets, viewers, writes } = this;
    return { viewers: { ...viewers }, messages, writes, bytes, resets, drops, lag };
  }
}
