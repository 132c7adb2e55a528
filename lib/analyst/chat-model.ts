import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import { FaultlineError } from '../core/faultline-error.ts';

/** A message of an exchange. */
export type ChatMessage =
  | { readonly role: 'system' | 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly calls: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly call: string; readonly text: string };

/** A call that a model asks for. `args` is JSON as it came, which may be broken. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly args: string;
}

/** A tool as a model is told of it. `parameters` is JSON Schema. */
export interface ToolWords {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a model said, so far or in all. */
export interface Reply {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  /** As the server counts the request and the reply; null when it does not. */
  readonly tokens: number | null;
  /** Why it ended, as the server says; null when the stream ended without saying so. */
  readonly finish: string | null;
}

/** A language model with a key that nothing can read from it. */
export interface ChatModel {
  /** Asks, and hands each state of the reply to `onReply`. Sends once: no retries. */
  readonly ask: (
    messages: readonly ChatMessage[],
    tools: readonly ToolWords[],
    signal: AbortSignal,
    onReply: (reply: Reply) => void,
  ) => Promise<Reply>;
}

const OPENAI = 'https://api.openai.com/v1';

/**
 * A model behind an OpenAI-compatible server, over LangChain, which is loaded here alone.
 * @throws FaultlineError when its packages are not installed
 */
export async function chatModel(given: {
  readonly model: string;
  readonly temperature: number | undefined;
  readonly baseUrl: string | undefined;
  readonly apiKey: string | undefined;
}): Promise<ChatModel> {
  const { ChatOpenAICompletions, messagesOf } = await load();
  const model = new ChatOpenAICompletions({
    model: given.model,
    ...(given.temperature !== undefined && { temperature: given.temperature }),
    // Never from the environment: who calls decides which key goes to which server.
    apiKey: given.apiKey || 'none',
    maxRetries: 0,
    // The client logs what it cannot read, and a server may have put the key there.
    configuration: { baseURL: given.baseUrl ?? OPENAI, logLevel: 'off' },
  });
  // A closure: printing the result shows a function, while printing the model would show the key.
  return {
    ask: async (messages, tools, signal, onReply) => {
      const bound = model.bindTools(
        tools.map((tool) => ({ type: 'function' as const, function: { ...tool } })),
      );
      const indexes: (number | undefined)[] = [];
      let reply: Reply = { text: '', calls: [], tokens: null, finish: null };
      for await (const chunk of await bound.stream(messagesOf(messages), { signal })) {
        reply = joined(reply, chunk, indexes);
        onReply(reply);
      }
      signal.throwIfAborted();
      return reply;
    },
  };
}

async function load() {
  let openai: typeof import('@langchain/openai');
  let core: typeof import('@langchain/core/messages');
  try {
    openai = await import('@langchain/openai');
    core = await import('@langchain/core/messages');
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new FaultlineError(
      'a language model',
      why,
      'install what it needs: npm install langchain @langchain/openai @langchain/core',
    );
  }
  const messageOf = (message: ChatMessage): BaseMessage => {
    if (message.role === 'tool') {
      return new core.ToolMessage({ content: message.text, tool_call_id: message.call });
    }
    if (message.role === 'assistant') {
      const calls = message.calls.map(({ id, name, args }) => ({ id, name, args: objectIn(args) }));
      return new core.AIMessage({ content: message.text, tool_calls: calls });
    }
    return message.role === 'system'
      ? new core.SystemMessage(message.text)
      : new core.HumanMessage(message.text);
  };
  return {
    // Not `ChatOpenAI`, which takes some models to another protocol by their names.
    ChatOpenAICompletions: openai.ChatOpenAICompletions,
    messagesOf: (messages: readonly ChatMessage[]) => messages.map(messageOf),
  };
}

function objectIn(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/**
 * The arguments of calls are joined here piece by piece: LangChain mends broken JSON without a word, and a
 * list that was cut short would read as a whole one.
 */
function joined(reply: Reply, chunk: AIMessageChunk, indexes: (number | undefined)[]): Reply {
  const calls = [...reply.calls];
  for (const piece of chunk.tool_call_chunks ?? []) {
    const place = placeOf(piece.index, piece.id, indexes);
    const before = calls[place] ?? { id: '', name: '', args: '' };
    calls[place] = {
      id: before.id || piece.id || `call_${place}`,
      name: before.name || (piece.name ?? ''),
      args: before.args + (piece.args ?? ''),
    };
  }
  const finish = chunk.response_metadata.finish_reason;
  const usage = chunk.usage_metadata as { readonly total_tokens: number } | undefined;
  return {
    text: reply.text + (typeof chunk.content === 'string' ? chunk.content : ''),
    calls,
    tokens: usage?.total_tokens ?? reply.tokens,
    finish: typeof finish === 'string' ? finish : reply.finish,
  };
}

/** Which call a piece goes on with, or begins. Some servers give no index, or begin above 0. */
function placeOf(index: number | undefined, id: string | undefined, indexes: (number | undefined)[]): number {
  if (index === undefined) return id || indexes.length === 0 ? indexes.push(index) - 1 : indexes.length - 1;
  const found = indexes.indexOf(index);
  return found < 0 ? indexes.push(index) - 1 : found;
}
