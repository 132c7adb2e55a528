import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { compilerPath } from './compiler-path.ts';
import { encodeMessage, type Message, MessageStream } from './message-stream.ts';

/** The server ended, or does not answer. The next request starts another. */
export class ServerFailure extends Error {}

/** The server refused a request, and goes on. */
export class RequestFailure extends Error {}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

interface Running {
  readonly child: ChildProcess;
  readonly stream: MessageStream;
  readonly waiting: Map<number, Waiting>;
  /** The end of what it wrote to stderr: a panic tells there what happened. */
  complaint: string;
}

/** Longer than any check: a cell of a megabyte takes seconds. */
const answerWithin = 60_000;

const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  workspace: { configuration: true },
  textDocument: {
    diagnostic: {},
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    hover: { contentFormat: ['markdown'] },
    signatureHelp: {
      signatureInformation: {
        documentationFormat: ['markdown'],
        activeParameterSupport: true,
        parameterInformation: { labelOffsetSupport: true },
      },
    },
    completion: {
      completionItem: {
        documentationFormat: ['markdown'],
        resolveSupport: { properties: ['detail', 'documentation'] },
      },
      completionList: { itemDefaults: ['editRange'] },
    },
  },
};

/** What the server asks for by `workspace/configuration`. Names that would need an import are not offered. */
const settings = {
  preferences: { includeCompletionsForModuleExports: false, importModuleSpecifierEnding: 'js' },
  suggest: { autoImports: false },
  disableAutomaticTypeAcquisition: true,
};

/**
 * The compiler as a language server, over its standard streams. It starts with the first request, and again
 * with the first one after it ended. It ends when its input does, so it never outlives this process.
 */
export class LanguageServer {
  private readonly directory: string;
  private readonly onStart: () => void;
  private running: Promise<Running> | undefined;
  private alive: Running | undefined;
  private lastId = 0;
  private isClosed = false;

  /**
   * `onStart` is called for each new process, which knows no document yet, before the request that needs it.
   */
  constructor(directory: string, onStart: () => void) {
    this.directory = directory;
    this.onStart = onStart;
  }

  /** Starts the server unless it runs. @throws ServerFailure */
  async start(): Promise<void> {
    await this.process();
  }

  /** The id of the process; undefined while none runs. */
  get processId(): number | undefined {
    return this.alive?.child.pid;
  }

  /** @throws ServerFailure when the server ends before it answers; RequestFailure when it refuses */
  async request<Result>(method: string, params: unknown): Promise<Result> {
    const server = await this.process();
    return (await this.ask(server, method, params)) as Result;
  }

  /** Sends a notification to a server that runs; lost on one that does not. */
  notify(method: string, params: unknown): void {
    if (this.alive !== undefined) send(this.alive, { method, params });
  }

  /** Ends the process. A later request starts another. */
  stop(): void {
    const server = this.alive;
    if (server === undefined) return;
    this.end(server, new ServerFailure('the type checker was stopped'));
    server.child.kill('SIGKILL');
  }

  /** Ends the process for good. */
  close(): void {
    this.isClosed = true;
    this.stop();
  }

  private process(): Promise<Running> {
    if (this.isClosed) return Promise.reject(new ServerFailure('the type checker is closed'));
    if (this.running === undefined) {
      const starting = this.spawn();
      this.running = starting;
      starting.catch(() => {
        if (this.running === starting) this.running = undefined;
      });
    }
    return this.running;
  }

  private async spawn(): Promise<Running> {
    const path = await compilerPath().catch((error: Error) => {
      throw new ServerFailure(`cannot find the TypeScript compiler: ${error.message}; run npm install`);
    });
    if (this.isClosed) throw new ServerFailure('the type checker is closed');
    const child = spawn(path, ['--lsp', '--stdio'], { cwd: this.directory, stdio: 'pipe' });
    const server: Running = { child, stream: new MessageStream(), waiting: new Map(), complaint: '' };
    child.stdout.on('data', (chunk: Buffer) => this.read(server, chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      server.complaint = (server.complaint + chunk.toString()).slice(-4000);
    });
    // A write to a process that has just ended; its end is reported below.
    child.stdin.on('error', () => {});
    child.on('error', (error) =>
      this.end(server, new ServerFailure(`cannot start ${path}: ${error.message}`)),
    );
    child.on('close', (code, signal) => {
      const panic = /^(?:panic|fatal error): .*$/m.exec(server.complaint)?.[0];
      const reason = [`the type checker ended by itself (${signal ?? `code ${code}`})`, panic];
      this.end(server, new ServerFailure(reason.filter(Boolean).join(': ')));
    });
    this.alive = server;
    const rootUri = pathToFileURL(this.directory).href;
    await this.ask(server, 'initialize', { processId: process.pid, rootUri, capabilities });
    send(server, { method: 'initialized', params: {} });
    this.onStart();
    return server;
  }

  private ask(server: Running, method: string, params: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.alive !== server) return reject(new ServerFailure('the type checker ended by itself'));
      this.lastId += 1;
      const id = this.lastId;
      const timer = setTimeout(() => {
        this.end(
          server,
          new ServerFailure(`the type checker did not answer within ${answerWithin / 1000} s`),
        );
        server.child.kill('SIGKILL');
      }, answerWithin);
      server.waiting.set(id, { resolve, reject, timer });
      send(server, { id, method, params });
    });
  }

  private read(server: Running, chunk: Buffer): void {
    try {
      for (const message of server.stream.push(chunk)) receive(server, message);
    } catch (error) {
      this.end(server, new ServerFailure(`the type checker sent nonsense: ${(error as Error).message}`));
      server.child.kill('SIGKILL');
    }
  }

  private end(server: Running, reason: ServerFailure): void {
    if (this.alive === server) {
      this.alive = undefined;
      this.running = undefined;
    }
    for (const { reject, timer } of server.waiting.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    server.waiting.clear();
  }
}

function send(server: Running, message: Message): void {
  server.child.stdin!.write(encodeMessage(message));
}

function receive(server: Running, message: Message): void {
  const { id, method, params, result, error } = message;
  if (method !== undefined) {
    if (id !== undefined) send(server, { id, result: answer(method, params) });
    return;
  }
  const waiting = server.waiting.get(id as number);
  if (waiting === undefined) return;
  server.waiting.delete(id as number);
  clearTimeout(waiting.timer);
  if (error === undefined) waiting.resolve(result);
  else waiting.reject(new RequestFailure(error.message));
}

/** What a client without files to watch and without settings of its own answers. */
function answer(method: string, params: unknown): unknown {
  if (method !== 'workspace/configuration') return null;
  return (params as { items: readonly unknown[] }).items.map(() => settings);
}
