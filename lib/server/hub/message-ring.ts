import type { SessionMessage } from '../../live/session-message.ts';
import { type KeptMessage, keptMessage } from './kept-message.ts';

/** The latest messages of a session by number, as many as fit. */
export class MessageRing {
  /** The number of the oldest message kept; of the next one where none is. */
  first: number;
  /** The number that the next message gets. */
  next: number;
  private bytes = 0;
  private readonly countMax: number;
  private readonly bytesMax: number;
  /** Messages from `first` on begin at `head`; before it lie holes. */
  private kept: (KeptMessage | undefined)[] = [];
  private head = 0;

  constructor(firstSeq: number, countMax: number, bytesMax: number) {
    this.first = firstSeq;
    this.next = firstSeq;
    this.countMax = countMax;
    this.bytesMax = bytesMax;
  }

  /** Keeps a message. The oldest go; the newest stays, however large. */
  push(message: SessionMessage): KeptMessage {
    const kept = keptMessage(this.next++, message);
    this.kept.push(kept);
    this.bytes += kept.bytes;
    while (this.next - this.first > 1 && this.isOver) this.shift();
    if (this.head > this.kept.length / 2) {
      this.kept = this.kept.slice(this.head);
      this.head = 0;
    }
    return kept;
  }

  /** @param seq from `first` to before `next`. */
  get(seq: number): KeptMessage {
    return this.kept[this.head + seq - this.first] as KeptMessage;
  }

  clear(): void {
    this.first = this.next;
    this.kept = [];
    this.head = 0;
    this.bytes = 0;
  }

  private get isOver(): boolean {
    return this.next - this.first > this.countMax || this.bytes > this.bytesMax;
  }

  private shift(): void {
    this.bytes -= this.get(this.first).bytes;
    this.kept[this.head++] = undefined;
    this.first++;
  }
}
