import { z } from 'zod';
import type { Claim, DroppedClaim } from './analysis.ts';
import type { ChatMessage, ChatModel, Reply, ToolCall } from './chat-model.ts';
import { checkClaim } from './check-claim.ts';
import { completeSoFar, readClaims } from './claim-form.ts';
import type { Facts } from './facts.ts';
import type { ModelFailure } from './model-failure.ts';
import { prompt, toolText, toolWords } from './prompt.ts';
import { BrokenOff, ModelFailed, NotTheModel, withRetries } from './with-retries.ts';

/** What an exchange with a model may take. */
export interface Limits {
  readonly tokensMax: number;
  readonly toolCallsMax: number;
  readonly retries: number;
  readonly backoffMs: number;
}

/** A model that does not answer in the form asked for is told so, this often. */
const REMINDERS_MAX = 2;
const CHARACTERS_A_TOKEN = 4;

/**
 * One question’s exchange with a model: rounds of tools, then claims, each checked as soon as it has come.
 * What stands and what was dropped is here at any time, also after the exchange failed.
 */
export class Exchange {
  readonly claims: Claim[] = [];
  readonly dropped: DroppedClaim[] = [];
  tokens = 0;
  toolCalls = 0;
  retries = 0;
  private readonly model: ChatModel;
  private readonly facts: Facts;
  private readonly limits: Limits;
  private readonly signal: AbortSignal;
  private readonly redact: (text: string) => string;
  private readonly failureOf: (error: unknown) => ModelFailure;
  private readonly onClaim: (claim: Claim) => void;
  private readonly seen = new Set<string>();

  constructor(given: {
    readonly model: ChatModel;
    readonly facts: Facts;
    readonly limits: Limits;
    /** Ends it, in the middle of a body too. */
    readonly signal: AbortSignal;
    readonly redact: (text: string) => string;
    readonly failureOf: (error: unknown) => ModelFailure;
    /** Gets each claim that stands, once. */
    readonly onClaim: (claim: Claim) => void;
  }) {
    this.model = given.model;
    this.facts = given.facts;
    this.limits = given.limits;
    this.signal = given.signal;
    this.redact = given.redact;
    this.failureOf = given.failureOf;
    this.onClaim = given.onClaim;
  }

  /** Asks until the model has answered. @throws ModelFailed; the signal’s reason */
  async ask(question: string): Promise<void> {
    const messages = prompt(question, this.facts);
    for (let reminders = 0; ; ) {
      const isLast = this.toolCalls >= this.limits.toolCallsMax;
      const reply = await this.reply(messages, isLast);
      const json = answerIn(reply);
      if (json !== null && this.take(json)) return;
      messages.push({ role: 'assistant', text: this.redact(reply.text), calls: reply.calls });
      // After the last call that is allowed, one that asks for more does not answer.
      if (json !== null || reply.calls.length === 0 || isLast) {
        if (reminders++ === REMINDERS_MAX) {
          throw new ModelFailed('The model did not answer in the form asked for');
        }
      }
      for (const call of reply.calls) {
        messages.push({ role: 'tool', call: call.id, text: await this.callTool(call) });
      }
      if (reply.calls.length === 0) {
        messages.push({ role: 'user', text: 'Answer by calling the tool "answer" with your claims.' });
      }
    }
  }

  /** One reply, whole. Claims are taken while they come. */
  private reply(messages: readonly ChatMessage[], isLast: boolean): Promise<Reply> {
    const tools = toolWords(isLast ? null : this.facts);
    const asked = Math.ceil(JSON.stringify([messages, tools]).length / CHARACTERS_A_TOKEN);
    return withRetries({
      attempt: async (hasBegun) => {
        if (this.tokens + asked > this.limits.tokensMax) throw this.tooManyTokens();
        const tooMany = new AbortController();
        const before = this.tokens;
        // Asking costs, also when no answer comes.
        this.tokens += asked;
        const signal = AbortSignal.any([this.signal, tooMany.signal]);
        let read = 0;
        let taken = '';
        const reply = await this.model
          .ask(messages, tools, signal, (soFar) => {
            hasBegun();
            this.tokens = before + (soFar.tokens ?? asked + lengthOf(soFar));
            if (this.tokens > this.limits.tokensMax && soFar.finish === null) tooMany.abort();
            const args = soFar.calls.find(({ name }) => name === 'answer')?.args ?? '';
            // Only a bracket can complete a claim: a long answer is not read again with every piece of it.
            const mayBeMore = args.indexOf('}', read) >= 0;
            read = args.length;
            const json = mayBeMore ? completeSoFar(args) : null;
            if (json === null || json === taken) return;
            taken = json;
            this.takeNow(json);
          })
          .catch((error: unknown) => {
            throw tooMany.signal.aborted && !this.signal.aborted ? this.tooManyTokens() : error;
          });
        if (reply.finish === 'length') throw new ModelFailed('The reply was longer than the server allows');
        if (reply.finish === null) throw new BrokenOff('The stream ended before the reply did');
        return reply;
      },
      failureOf: this.failureOf,
      retries: this.limits.retries,
      backoffMs: this.limits.backoffMs,
      signal: this.signal,
      onRetry: () => {
        this.retries++;
      },
    });
  }

  private tooManyTokens(): ModelFailed {
    return new ModelFailed(`The limit of ${this.limits.tokensMax} tokens was reached`);
  }

  /** Takes claims in the middle of a reply: what facts or the caller throw there ends all of it. */
  private takeNow(json: string): void {
    try {
      this.take(json);
    } catch (error) {
      throw new NotTheModel('while claims were checked', { cause: error });
    }
  }

  /** Checks the claims of an answer that were not seen before. False when it is no answer. */
  private take(json: string): boolean {
    const read = readClaims(json, this.redact);
    if (read === null) return false;
    for (const { claim, fault } of read) {
      const key = JSON.stringify(claim);
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      const reason = fault ?? checkClaim(claim, this.facts);
      if (reason !== null) this.dropped.push({ claim, reason });
      else if (!this.claims.some(({ text }) => text === claim.text)) {
        this.claims.push(claim);
        this.onClaim(claim);
      }
    }
    return true;
  }

  private async callTool({ name, args }: ToolCall): Promise<string> {
    if (name === 'answer') return 'Not taken: the arguments are no JSON with a list of claims. Answer again.';
    if (this.toolCalls >= this.limits.toolCallsMax) return 'No more calls are allowed. Answer now.';
    this.toolCalls++;
    const tool = this.facts.tools.find((each) => each.name === name);
    if (tool === undefined) return 'There is no such tool.';
    let given: unknown;
    try {
      given = JSON.parse(args === '' ? '{}' : args);
    } catch {
      return 'Not called: the arguments are no JSON.';
    }
    const read = tool.schema.safeParse(given);
    if (!read.success) return toolText(`Not called: ${z.prettifyError(read.error)}`);
    try {
      const call = Promise.resolve(tool.call(read.data as never, this.signal));
      return this.redact(toolText(await orAborted(call, this.signal)));
    } catch (error) {
      this.signal.throwIfAborted();
      // The first line: what follows is for those who have the code.
      return toolText(this.redact((error instanceof Error ? error.message : String(error)).split('\n')[0]));
    }
  }
}

/** The arguments of `answer`, or a text that is JSON, as servers without tools give it. */
function answerIn({ text, calls }: Reply): string | null {
  const call = calls.find(({ name }) => name === 'answer');
  if (call !== undefined) return call.args;
  if (calls.length > 0) return null;
  const json = /^\s*(?:```(?:json)?\s*)?(\{.*\})\s*(?:```)?\s*$/su.exec(text)?.[1];
  return json ?? null;
}

function lengthOf({ text, calls }: Reply): number {
  const length = calls.reduce((sum, { name, args }) => sum + name.length + args.length, text.length);
  return Math.ceil(length / CHARACTERS_A_TOKEN);
}

/** The promise, or the signal’s reason if that comes first: a tool may not heed the signal. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}
