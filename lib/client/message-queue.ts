/** Messages that wait for whoever takes them one by one, in order. */
export class MessageQueue<Message> implements AsyncIterator<Message, undefined> {
  private readonly onTaken: () => void;
  private readonly onLeft: (queue: MessageQueue<Message>) => void;
  private messages: Message[] = [];
  /** Those before this index were taken. */
  private head = 0;
  private waiting: {
    readonly resolve: (result: IteratorResult<Message, undefined>) => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  private isOver = false;
  private error: Error | null = null;

  /** `onTaken` is called after each message that is taken, `onLeft` when nobody takes any more. */
  constructor(onTaken: () => void, onLeft: (queue: MessageQueue<Message>) => void) {
    this.onTaken = onTaken;
    this.onLeft = onLeft;
  }

  get length(): number {
    return this.messages.length - this.head;
  }

  push(message: Message): void {
    if (this.isOver) return;
    const first = this.waiting.shift();
    if (first === undefined) this.messages.push(message);
    else first.resolve({ done: false, value: message });
  }

  /** No more come. What is there can still be taken; whoever wants more is given the error, if any. */
  end(error: Error | null): void {
    if (this.isOver) return;
    this.isOver = true;
    this.error = error;
    for (const { reject, resolve } of this.waiting.splice(0)) {
      if (this.error === null) resolve({ done: true, value: undefined });
      else reject(this.error);
      this.error = null;
    }
  }

  next(): Promise<IteratorResult<Message, undefined>> {
    if (this.length > 0) {
      const value = this.messages[this.head++];
      if (this.head >= 1000 && this.head * 2 >= this.messages.length) {
        this.messages = this.messages.slice(this.head);
        this.head = 0;
      }
      this.onTaken();
      return Promise.resolve({ done: false, value });
    }
    if (!this.isOver) return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
    const { error } = this;
    this.error = null;
    return error === null ? Promise.resolve({ done: true, value: undefined }) : Promise.reject(error);
  }

  return(): Promise<IteratorResult<Message, undefined>> {
    this.messages = [];
    this.head = 0;
    this.end(null);
    this.error = null;
    this.onLeft(this);
    return Promise.resolve({ done: true, value: undefined });
  }
}
