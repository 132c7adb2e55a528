import type { RawData } from 'ws';
import { z } from 'zod';
import { FaultlineError } from '../../core/faultline-error.ts';
import { parseWith } from '../../core/schema-error.ts';
import type { OpenSocket } from '../http/app-context.ts';
import type { SocketViewer } from '../hub/socket-viewer.ts';
import type { ViewerOptions } from '../hub/viewer-options.ts';
import type { ServedSession } from '../session/served-session.ts';

const resumeMessage = z.strictObject({ type: z.literal('resume'), after: z.int().min(0) });
const head = z.looseObject({ type: z.string() });

type Handler = (message: unknown) => Promise<void> | void;

/** A WebSocket of one of the documents’ paths: what comes in goes to handlers by `type`, in order. */
export class SocketCall {
  private readonly open: OpenSocket;
  private readonly handlers = new Map<string, Handler>();
  private viewer: SocketViewer | null = null;
  private handled: Promise<void> = Promise.resolve();

  constructor(open: OpenSocket) {
    this.open = open;
    this.handlers.set('ping', () => this.tell({ type: 'pong', timestamp: new Date().toISOString() }));
    this.on('resume', resumeMessage, ({ after }) => this.viewer?.resume(after));
    open.ws.on('message', (data, isBinary) => this.receive(data, isBinary));
  }

  /** What is done with messages of a type. Its errors are told to the client. */
  on<Schema extends z.ZodType>(
    type: string,
    schema: Schema,
    handle: (message: z.output<Schema>) => Promise<void> | void,
  ): void {
    this.handlers.set(type, (message) => handle(parseWith(schema, message, type)));
  }

  /** Sends a session’s messages from here on; null: it has too many viewers, and the socket closes. */
  watch(session: ServedSession, options: ViewerOptions): SocketViewer | null {
    const viewer = this.open.watch(session, options);
    this.viewer = viewer ?? this.viewer;
    return viewer;
  }

  /** Sends a message of its own. */
  tell(message: object): void {
    const json = JSON.stringify(message);
    if (this.viewer === null) this.open.ws.send(json);
    else this.viewer.tell(json);
  }

  private receive(data: RawData, isBinary: boolean): void {
    const { ws } = this.open;
    // What has not been dealt with is not read: a flood waits in the client.
    ws.pause();
    this.handled = this.handled
      .then(() => this.handle(data, isBinary))
      .catch((error: unknown) => this.tell({ type: 'error', message: lineOf(error) }))
      .then(() => ws.resume());
  }

  private handle(data: RawData, isBinary: boolean): Promise<void> | void {
    const message = isBinary ? undefined : parsed(String(data));
    if (message === undefined)
      throw new FaultlineError('message', isBinary ? 'bytes' : String(data), 'JSON text');
    const { type } = parseWith(head, message, 'message');
    const handler = this.handlers.get(type);
    if (handler !== undefined) return handler(message);
    throw new FaultlineError('message.type', type, `one of ${[...this.handlers.keys()].join(', ')}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function lineOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0] : String(error);
}
