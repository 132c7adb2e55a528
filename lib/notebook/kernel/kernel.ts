import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Message, newHeader } from '../protocol/message.ts';
import type { Output } from '../session/session-message.ts';
import { CellRunner } from './cell-runner.ts';
import { codePoints, utf16Offset } from './code-points.ts';
import { History } from './history.ts';
import { kernelInfo } from './kernel-info.ts';
import type { Channel } from './kernel-sockets.ts';
import { StreamBuffer } from './stream-buffer.ts';

/** Where a kernel's messages go. */
export interface KernelWire {
  readonly send: (channel: Channel, message: Message) => void;
  readonly publish: (message: Message) => void;
}

export interface KernelOptions {
  readonly wire: KernelWire;
  /** The folder of the notebook. */
  readonly directory: string;
  readonly checksTypes: boolean;
  /** Told when a front end asked the kernel to end. */
  readonly onShutdown: () => void;
}

type Content = Record<string, unknown>;

/** A cell that ran, as far as what it left running may still refer to it. */
interface Run {
  readonly request: Message;
  readonly silent: boolean;
  readonly count: number;
  readonly payload: Content[];
}

/** Runs remembered for what comes late. */
const RUNS_MAX = 10_000;

/** Cells that were sent before a failure was known may take this long to arrive, in ms. */
const ARRIVAL = 5;

/** A Jupyter kernel: answers messages. It knows nothing of sockets, so that it can be tested without. */
export class Kernel {
  private readonly options: KernelOptions;
  private readonly runner: CellRunner;
  private readonly history = new History();
  private readonly session = randomUUID();
  private readonly runs = new Map<number, Run>();
  private readonly streams: StreamBuffer;
  /** Cells that wait for their turn. */
  private readonly queue: Message[] = [];
  /** A cell's request for a person's input, and the id of the message that asks for it. */
  private asked: { request: number; id: string } | undefined;
  /** Requests that wait until the front end has answered the one before: it shows one field at a time. */
  private asking: (() => void)[] = [];
  /** Takes the result of an expression that stands beside a cell. */
  private readonly capture = new Map<number, (bundle: Content) => void>();
  private latest = 0;
  private count = 0;
  private isDraining = false;

  constructor(options: KernelOptions) {
    this.options = options;
    const { directory, checksTypes } = options;
    this.streams = new StreamBuffer((execution, name, text) =>
      this.publish('stream', { name, text }, this.runs.get(execution)?.request),
    );
    this.runner = new CellRunner({
      directory,
      checksTypes,
      onOutput: (execution, output) => this.show(execution, output),
    });
  }

  /** Says that it is there, and starts what the first cell will need. */
  start(): void {
    this.publish('status', { execution_state: 'starting' }, undefined);
    this.runner.warm();
  }

  /** Stops the running cell, as `interrupt_request` does. */
  interrupt(): void {
    for (const request of this.queue.splice(0)) this.abort(request);
    this.runner.interrupt();
  }

  close(): void {
    this.runner.close();
  }

  /** Takes one message. */
  receive(channel: Channel, request: Message): void {
    const type = request.header.msg_type;
    if (channel === 'stdin') {
      if (type === 'input_reply') this.takeInput(request);
      return;
    }
    if (type === 'execute_request') {
      this.queue.push(request);
      void this.drain();
      return;
    }
    void this.answer(channel, request);
  }

  /** Everything but cells is answered at once, also while a cell runs. */
  private async answer(channel: Channel, request: Message): Promise<void> {
    this.publish('status', { execution_state: 'busy' }, request);
    const type = request.header.msg_type.replace(/_request$/, '');
    try {
      const content = await this.contentFor(type, request.content);
      if (content) this.reply(channel, request, `${type}_reply`, content);
    } catch (error) {
      const { name, message } = error as Error;
      this.reply(channel, request, `${type}_reply`, {
        status: 'error',
        ename: name,
        evalue: message,
        traceback: [],
      });
    }
    this.publish('status', { execution_state: 'idle' }, request);
    if (type === 'shutdown') this.options.onShutdown();
  }

  private async contentFor(type: string, content: Content): Promise<Content | undefined> {
    switch (type) {
      case 'kernel_info':
        return kernelInfo();
      case 'complete':
        return this.complete(String(content.code ?? ''), Number(content.cursor_pos ?? 0));
      case 'inspect': {
        const { code = '', cursor_pos = 0, detail_level = 0 } = content;
        return this.inspect(String(code), Number(cursor_pos), detail_level === 1 ? 1 : 0);
      }
      case 'is_complete':
        return { ...(await this.runner.language.isComplete(String(content.code ?? ''))) };
      case 'history':
        return { status: 'ok', history: this.historyFor(content) };
      case 'comm_info':
        return { status: 'ok', comms: {} };
      case 'interrupt':
        this.interrupt();
        return { status: 'ok' };
      case 'shutdown':
        return { status: 'ok', restart: content.restart === true };
      default:
        return undefined;
    }
  }

  private async complete(source: string, cursor: number): Promise<Content> {
    const found = await this.runner.language.complete(source, utf16Offset(source, cursor));
    const start = codePoints(source, found.start);
    const end = codePoints(source, found.end);
    const types = found.details.map(({ text, type, help }) => ({
      text,
      type,
      start,
      end,
      ...(help && { signature: help }),
    }));
    const metadata = { _jupyter_types_experimental: types };
    return { status: 'ok', matches: found.matches, cursor_start: start, cursor_end: end, metadata };
  }

  private async inspect(source: string, cursor: number, detail: 0 | 1): Promise<Content> {
    const found = await this.runner.language.inspect(source, utf16Offset(source, cursor), detail);
    const data = found ? { 'text/plain': found.text, 'text/markdown': found.markdown } : {};
    return { status: 'ok', found: found !== null, data, metadata: {} };
  }

  private historyFor(content: Content): unknown[] {
    const { hist_access_type: type, output = false, n = null } = content;
    const count = n === null ? null : Number(n);
    const entries =
      type === 'range'
        ? this.history.range(
            Number(content.session ?? 0),
            Number(content.start ?? 0),
            numberOrNull(content.stop),
          )
        : type === 'search'
          ? this.history.search(String(content.pattern ?? '*'), count, content.unique === true)
          : this.history.tail(count ?? 0);
    return entries.map(({ session, line, source, output: result }) => [
      session,
      line,
      output === true ? [source, result] : source,
    ]);
  }

  private async drain(): Promise<void> {
    if (this.isDraining) return;
    this.isDraining = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      await this.execute(next);
    }
    this.isDraining = false;
  }

  private async execute(request: Message): Promise<void> {
    const { content } = request;
    const source = String(content.code ?? '');
    const silent = content.silent === true;
    const stored = !silent && content.store_history !== false;
    if (!silent) this.count++;
    const execution = ++this.latest;
    const run: Run = { request, silent, count: this.count, payload: [] };
    this.remember(execution, run);
    this.publish('status', { execution_state: 'busy' }, request);
    if (!silent) this.publish('execute_input', { code: source, execution_count: run.count }, request);
    if (stored) this.history.add(run.count, source);

    const label = silent ? 'cell' : `cell [${run.count}]`;
    const failure = (await this.help(execution, source))
      ? null
      : await this.runner.run(execution, label, source);
    this.streams.flush();
    this.asked = undefined;
    this.asking = [];

    const base = { execution_count: run.count };
    if (failure) {
      const { name: ename, message: evalue, traceback } = failure;
      const stale = content.stop_on_error === false ? [] : await this.waiting();
      if (!silent) this.publish('error', { ename, evalue, traceback }, request);
      this.reply('shell', request, 'execute_reply', { status: 'error', ...base, ename, evalue, traceback });
      this.publish('status', { execution_state: 'idle' }, request);
      for (const each of stale) this.abort(each);
    } else {
      const user_expressions = await this.evaluate(content.user_expressions);
      const ok = { status: 'ok', ...base, payload: run.payload, user_expressions };
      this.reply('shell', request, 'execute_reply', ok);
      this.publish('status', { execution_state: 'idle' }, request);
    }
  }

  /** The cells that were sent before anybody could know of a failure; they will not run. */
  private async waiting(): Promise<Message[]> {
    await pause(ARRIVAL);
    return this.queue.splice(0);
  }

  /** `name?` shows the help of a name in the front end's pager, as in other kernels. */
  private async help(execution: number, source: string): Promise<boolean> {
    const [, name] = /^\s*\??\s*([\w$.]+)\s*\?{0,2}\s*$/.exec(source) ?? [];
    if (name === undefined || !source.includes('?')) return false;
    const found = await this.runner.language.inspect(name, name.length, 1).catch(() => null);
    const text = found?.text ?? `Nothing is known of ${name}.`;
    this.show(execution, { type: 'page', bundle: { 'text/plain': text } });
    return true;
  }

  /** Expressions that a front end asks for beside a cell, each by its name. */
  private async evaluate(expressions: unknown): Promise<Content> {
    const results: Content = {};
    for (const [name, source] of Object.entries((expressions ?? {}) as Content)) {
      const execution = ++this.latest;
      let data: Content = {};
      this.remember(execution, {
        request: {} as Message,
        silent: true,
        count: 0,
        payload: [],
      });
      this.capture.set(execution, (bundle) => {
        data = bundle;
      });
      const failure = await this.runner.run(execution, name, String(source));
      this.capture.delete(execution);
      results[name] = failure
        ? { status: 'error', ename: failure.name, evalue: failure.message, traceback: failure.traceback }
        : { status: 'ok', data, metadata: {} };
    }
    return results;
  }

  private remember(execution: number, run: Run): void {
    this.runs.set(execution, run);
    this.runs.delete(execution - RUNS_MAX);
  }

  /** Passes on what a cell shows, with that cell's request as its parent, however late it comes. */
  private show(execution: number, output: Output): void {
    const run = this.runs.get(execution);
    if (!run || (run.silent && output.type !== 'result')) return;
    if (output.type === 'stream') {
      this.streams.write(execution, output.name, this.runner.retell(output.text));
      return;
    }
    this.streams.flush();
    switch (output.type) {
      case 'display': {
        const transient = output.id === undefined ? {} : { display_id: output.id };
        const type = output.update ? 'update_display_data' : 'display_data';
        this.publish(type, { data: output.bundle, metadata: {}, transient }, run.request);
        return;
      }
      case 'result': {
        const captured = this.capture.get(execution);
        if (captured) captured(output.bundle);
        if (run.silent) return;
        const text = output.bundle['text/plain'];
        if (typeof text === 'string') this.history.setOutput(run.count, text);
        const data =
          typeof text === 'string'
            ? { ...output.bundle, 'text/plain': this.runner.retell(text) }
            : output.bundle;
        const content = { execution_count: run.count, data, metadata: {} };
        this.publish('execute_result', content, run.request);
        return;
      }
      case 'clear':
        this.publish('clear_output', { wait: output.wait }, run.request);
        return;
      case 'page':
        run.payload.push({ source: 'page', data: output.bundle, start: 0 });
        return;
      case 'input':
        this.ask(run, output);
    }
  }

  private ask(run: Run, { request, prompt, password }: Output & { type: 'input' }): void {
    if (run.request.content.allow_stdin !== true) {
      this.runner.answer(request, null);
      return;
    }
    const send = (): void => {
      const message = this.message('input_request', { prompt, password }, run.request);
      this.asked = { request, id: message.header.msg_id };
      this.options.wire.send('stdin', { ...message, identities: run.request.identities });
    };
    if (this.asked) this.asking.push(send);
    else send();
  }

  private takeInput(message: Message): void {
    const { asked } = this;
    // A late answer to a cell that was interrupted is not one to the next cell.
    const { msg_id: id, msg_type: type } = message.parent;
    if (type === 'input_request' && id !== asked?.id) return;
    this.asked = undefined;
    if (asked) this.runner.answer(asked.request, String(message.content.value ?? ''));
    this.asking.shift()?.();
  }

  private abort(request: Message): void {
    this.publish('status', { execution_state: 'busy' }, request);
    const content = { status: 'aborted', execution_count: this.count };
    this.reply('shell', request, 'execute_reply', content);
    this.publish('status', { execution_state: 'idle' }, request);
  }

  private reply(channel: Channel, request: Message, type: string, content: Content): void {
    const message = this.message(type, content, request);
    this.options.wire.send(channel, { ...message, identities: request.identities });
  }

  private publish(type: string, content: Content, parent: Message | undefined): void {
    const message = this.message(type, content, parent);
    this.options.wire.publish({ ...message, identities: [Buffer.from(type)] });
  }

  private message(type: string, content: Content, parent: Message | undefined): Message {
    const header = newHeader(type, this.session);
    return { identities: [], header, parent: parent?.header ?? {}, metadata: {}, content, buffers: [] };
  }
}

function numberOrNull(value: unknown): number | null {
  return value === undefined || value === null ? null : Number(value);
}
