import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
}

/** An entry of a list of completions. */
export interface Completion {
  readonly label: string;
  readonly detail?: string;
  readonly documentation?: string | { readonly value: string };
}

/** TypeScript's language server over a file that is not on the disk, in the folder of a test. */
export class LanguageServer {
  private readonly child: ChildProcess;
  private readonly uri: string;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private received = Buffer.alloc(0);
  private lastId = 0;
  private version = 0;

  /** @param path of the file, relative to the root of the repository. */
  constructor(path: string) {
    const tsc = `${root}node_modules/typescript/bin/tsc`;
    this.uri = pathToFileURL(root + path).href;
    this.child = spawn(process.execPath, [tsc, '--lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.child.stdout!.on('data', (data: Buffer) => this.receive(data));
  }

  async start(): Promise<void> {
    await this.ask('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(root).href,
      capabilities: {
        textDocument: {
          diagnostic: {},
          completion: { completionItem: { documentationFormat: ['plaintext'] } },
          hover: { contentFormat: ['plaintext'] },
        },
      },
    });
    this.send({ method: 'initialized', params: {} });
  }

  stop(): void {
    this.child.kill();
  }

  /** What can stand at the `|` in the text, by name. */
  async completions(text: string): Promise<Map<string, Completion>> {
    const answer = await this.ask('textDocument/completion', this.placed(text));
    const items = (answer as { items?: readonly Completion[] } | null)?.items ?? [];
    return new Map(items.map((item) => [item.label, item]));
  }

  /** A completion with its documentation. */
  async resolved(item: Completion | undefined): Promise<string> {
    const { detail, documentation } = (await this.ask('completionItem/resolve', item)) as Completion;
    const words = typeof documentation === 'object' ? documentation.value : documentation;
    return `${detail}\n${words}`;
  }

  /** What is shown of the name before the `|`. */
  async hover(text: string): Promise<string> {
    const { position, ...rest } = this.placed(text);
    const at = { ...rest, position: { ...position, character: position.character - 1 } };
    const answer = (await this.ask('textDocument/hover', at)) as { contents: { value: string } } | null;
    return answer?.contents.value ?? '';
  }

  /** The messages of the text's errors. */
  async errors(text: string): Promise<string[]> {
    this.show(text);
    const answer = await this.ask('textDocument/diagnostic', { textDocument: { uri: this.uri } });
    return (answer as { items: { message: string; severity: number }[] }).items
      .filter(({ severity }) => severity === 1)
      .map(({ message }) => message);
  }

  private placed(text: string): { textDocument: object; position: { line: number; character: number } } {
    const at = text.indexOf('|');
    this.show(text.slice(0, at) + text.slice(at + 1));
    const lines = text.slice(0, at).split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)!.length };
    return { textDocument: { uri: this.uri }, position };
  }

  private show(text: string): void {
    const { uri } = this;
    const version = ++this.version;
    const document = { uri, languageId: 'typescript', version, text };
    if (version === 1) this.send({ method: 'textDocument/didOpen', params: { textDocument: document } });
    else {
      const params = { textDocument: { uri, version }, contentChanges: [{ text }] };
      this.send({ method: 'textDocument/didChange', params });
    }
  }

  private ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.lastId;
    const answer = new Promise<unknown>((resolve) => {
      this.waiting.set(id, ({ result }) => resolve(result));
    });
    this.send({ id, method, params });
    return answer;
  }

  private send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin!.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  private receive(data: Buffer): void {
    this.received = Buffer.concat([this.received, data]);
    for (;;) {
      const head = this.received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.received.toString('utf8', 0, head))![1]);
      const end = head + 4 + length;
      if (this.received.length < end) return;
      this.handle(JSON.parse(this.received.toString('utf8', head + 4, end)) as Message);
      this.received = this.received.subarray(end);
    }
  }

  private handle(message: Message): void {
    const { id, method, params } = message;
    if (id === undefined) return;
    if (method === undefined) this.waiting.get(id)?.(message);
    else
      this.send({ id, result: method === 'workspace/configuration' ? params?.items?.map(() => null) : null });
  }
}
