import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a request to `/chat/completions` said. */
export interface AskedOfModel {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model: string;
    readonly stream?: boolean;
    readonly temperature?: number;
    readonly messages: readonly {
      readonly role: string;
      readonly content: string;
      readonly tool_call_id?: string;
    }[];
    readonly tools?: readonly {
      readonly function: { readonly name: string; readonly parameters: unknown };
    }[];
    readonly tool_choice?: unknown;
  };
}

/** One answer of the server. */
export interface FakeAnswer {
  readonly text?: string;
  /** Calls of tools; arguments that are a string go out as they are, broken JSON too. */
  readonly calls?: readonly { readonly name: string; readonly args: unknown }[];
  /** Tokens that `usage` tells; absent: the server tells none, as some do. */
  readonly tokens?: number;
  /** Instead of an answer: a status with a body. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds between one piece of a stream and the next. */
  readonly pause?: number;
  /** Milliseconds before the head. */
  readonly wait?: number;
  /** The connection is cut: before the head, or in the middle of the stream. */
  readonly cut?: 'before' | 'middle';
  /** The stream ends in order, but half way, without a finish. */
  readonly half?: true;
}

/** The next answer: fixed, or worked out from what was asked. */
export type FakeStep = FakeAnswer | ((asked: AskedOfModel) => FakeAnswer);

/** A server on loopback that speaks the chat completions of OpenAI, and says what it is told to. */
export interface FakeOpenAi {
  readonly baseUrl: string;
  /** In the order in which they came. */
  readonly asked: AskedOfModel[];
  /** Requests whose client went away before the answer was out. */
  readonly abandoned: () => number;
  readonly close: () => Promise<void>;
}

/** Starts one. It gives the steps in their order; when they run out it answers 500 and says so. */
export async function fakeOpenAi(steps: readonly FakeStep[]): Promise<FakeOpenAi> {
  const asked: AskedOfModel[] = [];
  let abandoned = 0;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    const said = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text) };
    const step = steps[asked.push(said) - 1] ?? { status: 500, body: 'the script has run out' };
    response.on('close', () => {
      if (!response.writableFinished) abandoned++;
    });
    await answer(response, typeof step === 'function' ? step(said) : step, said.body.stream === true);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    abandoned: () => abandoned,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

async function answer(response: ServerResponse, step: FakeAnswer, stream: boolean): Promise<void> {
  if (step.wait !== undefined) await sleep(step.wait);
  if (step.cut === 'before') return void response.destroy();
  if (step.status !== undefined) {
    response.writeHead(step.status, { 'content-type': 'application/json', ...step.headers });
    return void response.end(step.body ?? JSON.stringify({ error: { message: `status ${step.status}` } }));
  }
  if (!stream) {
    response.writeHead(200, { 'content-type': 'application/json', ...step.headers });
    return void response.end(step.body ?? JSON.stringify(whole(step)));
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', ...step.headers });
  const pieces = step.body === undefined ? chunks(step) : [step.body];
  const last = step.cut === 'middle' || step.half ? Math.ceil(pieces.length / 2) : pieces.length;
  for (const piece of pieces.slice(0, last)) {
    if (response.destroyed) return;
    response.write(piece);
    // Each piece by itself, so that a client sees them come one by one.
    await sleep(step.pause ?? 0);
  }
  if (step.cut === 'middle') response.destroy();
  else response.end();
}

const toolCalls = (step: FakeAnswer) =>
  (step.calls ?? []).map(({ name, args }, index) => ({
    index,
    id: `call_${name}_${index}`,
    type: 'function',
    function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
  }));

const usage = (tokens: number) => ({
  prompt_tokens: tokens - 1,
  completion_tokens: 1,
  total_tokens: tokens,
});

function whole(step: FakeAnswer): unknown {
  const calls = toolCalls(step);
  const message = { role: 'assistant', content: step.text ?? null, ...(calls[0] && { tool_calls: calls }) };
  return {
    id: 'fake',
    object: 'chat.completion',
    created: 0,
    model: 'fake',
    choices: [{ index: 0, message, finish_reason: calls[0] ? 'tool_calls' : 'stop' }],
    ...(step.tokens !== undefined && { usage: usage(step.tokens) }),
  };
}

function chunks(step: FakeAnswer): string[] {
  const chunk = (choices: unknown[], more: object = {}) =>
    `data: ${JSON.stringify({
      id: 'fake',
      object: 'chat.completion.chunk',
      created: 0,
      model: 'fake',
      choices,
      ...more,
    })}\n\n`;
  const delta = (given: object, finish: string | null = null) =>
    chunk([{ index: 0, delta: given, finish_reason: finish }]);
  const out = [delta({ role: 'assistant', content: '' })];
  for (const piece of step.text?.match(/.{1,12}/gsu) ?? []) out.push(delta({ content: piece }));
  for (const call of toolCalls(step)) {
    const head = { ...call, function: { name: call.function.name, arguments: '' } };
    out.push(delta({ tool_calls: [head] }));
    for (const piece of call.function.arguments.match(/.{1,24}/gsu) ?? []) {
      out.push(delta({ tool_calls: [{ index: call.index, function: { arguments: piece } }] }));
    }
  }
  out.push(delta({}, step.calls ? 'tool_calls' : 'stop'));
  if (step.tokens !== undefined) out.push(chunk([], { usage: usage(step.tokens) }));
  out.push('data: [DONE]\n\n');
  return out;
}
