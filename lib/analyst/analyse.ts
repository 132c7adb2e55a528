import { FaultlineError } from '../core/faultline-error.ts';
import type { RootCause } from '../why/answer.ts';
import type { Analysis, Claim } from './analysis.ts';
import type { AskOptions } from './ask-options.ts';
import { type ChatModel, chatModel } from './chat-model.ts';
import { citedIds } from './claim-ground.ts';
import { Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import { modelFailure } from './model-failure.ts';
import { redactor } from './redactor.ts';
import { ModelFailed } from './with-retries.ts';

const MODEL = 'gpt-4o-mini';
const TIMEOUT = 60_000;
const TOKENS_MAX = 60_000;
const TOOL_CALLS_MAX = 12;
const RETRIES = 3;
const BACKOFF = 500;

const NO_MODEL = 'No language model is configured: this is the explainer’s answer.';

/**
 * Answers a question about a run in a person’s words: by a language model, of whose claims only those stand
 * that are borne out by `facts`; by the explainer’s text when there is no model, when it fails, or when too
 * little stands. Causes that the explainer found and the model does not name are added in its words.
 *
 * A failure of the model is no error: the notice tells of it. The key is in nothing that is given back or
 * thrown.
 * @throws FaultlineError for bad options, and when a model is asked for and LangChain is not installed; the
 * reason of `options.signal` when that ends it
 */
export async function analyse(question: string, facts: Facts, options: AskOptions = {}): Promise<Analysis> {
  checkOptions(options);
  options.signal?.throwIfAborted();
  const onText = options.onText ?? (() => {});
  if (!options.apiKey && !options.baseUrl) {
    onText(facts.text);
    return explained(facts, NO_MODEL, { tokens: 0, toolCalls: 0, retries: 0 }, []);
  }
  const apiKey = options.apiKey?.trim();
  const redact = redactor(apiKey);
  const model = await chatModel({
    model: options.model || MODEL,
    temperature: options.temperature,
    baseUrl: options.baseUrl || undefined,
    apiKey,
  });
  const timeout = options.timeoutMs ?? TIMEOUT;
  const ended = new AbortController();
  const timer = setTimeout(
    () => ended.abort(new ModelFailed(`The model took longer than ${timeout / 1000} s`)),
    timeout,
  );
  try {
    const signal =
      options.signal === undefined ? ended.signal : AbortSignal.any([options.signal, ended.signal]);
    return await asked({ question, facts, options, model, signal, redact, onText });
  } finally {
    clearTimeout(timer);
  }
}

async function asked(given: {
  readonly question: string;
  readonly facts: Facts;
  readonly options: AskOptions;
  readonly model: ChatModel;
  readonly signal: AbortSignal;
  readonly redact: (text: string) => string;
  readonly onText: (chunk: string) => void;
}): Promise<Analysis> {
  const { facts, options, redact } = given;
  const minimum = options.minimumClaims ?? 1;
  const said = new Answer(given.onText);
  const held: Claim[] = [];
  const exchange = new Exchange({
    model: given.model,
    facts,
    limits: {
      tokensMax: options.tokensMax ?? TOKENS_MAX,
      toolCallsMax: options.toolCallsMax ?? TOOL_CALLS_MAX,
      retries: options.retries ?? RETRIES,
      backoffMs: options.backoffMs ?? BACKOFF,
    },
    signal: given.signal,
    redact,
    failureOf: (error) => modelFailure(error, redact, options.now ?? Date.now),
    // Nothing is said before enough stands for an answer.
    onClaim: (claim) => {
      held.push(claim);
      if (held.length >= minimum) for (const each of held.splice(0)) said.line(lineOf(each));
    },
  });
  let failure: string | null = null;
  try {
    await exchange.ask(given.question);
  } catch (error) {
    options.signal?.throwIfAborted();
    const reason = given.signal.aborted ? given.signal.reason : error;
    if (!(reason instanceof ModelFailed)) throw reason;
    failure = reason.message;
  }
  const { claims, dropped, tokens, toolCalls, retries } = exchange;
  const usage = { tokens, toolCalls, retries };
  const isEnough = failure === null && claims.length >= Math.max(1, minimum);
  if (!isEnough) {
    const why =
      failure === null
        ? `The language model’s answer did not stand: ${told(claims.length, dropped.length)}`
        : ended(failure);
    said.after(facts.text);
    return explained(facts, `${why} This is the explainer’s answer.`, usage, dropped);
  }
  for (const cause of unnamed(claims, facts)) {
    said.line(`The explainer also found: ${cause.sentence} (${cause.verdict}) [#${cause.id}]`);
  }
  return {
    answer: said.text,
    claims,
    dropped,
    by: 'model',
    notice: `A language model answered; ${told(claims.length, dropped.length)}`,
    usage,
  };
}

/** An answer as it is said, line by line. */
class Answer {
  text = '';
  private readonly onText: (chunk: string) => void;

  constructor(onText: (chunk: string) => void) {
    this.onText = onText;
  }

  line(line: string): void {
    this.say(this.text === '' ? line : `\n${line}`);
  }

  after(text: string): void {
    this.say(this.text === '' ? text : `\n\n${text}`);
  }

  private say(chunk: string): void {
    this.text += chunk;
    this.onText(chunk);
  }
}

function explained(
  facts: Facts,
  notice: string,
  usage: Analysis['usage'],
  dropped: Analysis['dropped'],
): Analysis {
  return { answer: facts.text, claims: [], dropped, by: 'explainer', notice, usage };
}

function lineOf(claim: Claim): string {
  return [claim.text.trim(), ...citedIds(claim).map((id) => `[#${id}]`)].join(' ');
}

/** Causes that the explainer found and no claim cites as one. */
function unnamed(claims: readonly Claim[], facts: Facts): RootCause[] {
  const named = new Set(claims.flatMap(({ causes }) => causes));
  const found = facts.why?.sets.flat() ?? [];
  return facts.why?.rootCauses.filter(({ id }) => found.includes(id) && !named.has(id)) ?? [];
}

function told(stand: number, dropped: number): string {
  const claims = (count: number) => `${count} ${count === 1 ? 'claim' : 'claims'}`;
  if (stand + dropped === 0) return 'it claims nothing.';
  return `${claims(stand)} of ${stand + dropped} stood the check, ${dropped} dropped.`;
}

function ended(words: string): string {
  return /[.!?]$/u.test(words) ? words : `${words}.`;
}

/** Options that must be whole numbers, and the least of each. */
const WHOLE = { tokensMax: 1, toolCallsMax: 0, retries: 0, minimumClaims: 0 } as const;

function checkOptions(options: AskOptions): void {
  for (const [name, least] of Object.entries(WHOLE)) {
    const value = options[name as keyof typeof WHOLE];
    if (value !== undefined && !(Number.isInteger(value) && value >= least)) {
      throw new FaultlineError(name, value, `a whole number from ${least}`);
    }
  }
  const { timeoutMs, backoffMs, temperature, baseUrl } = options;
  if (timeoutMs !== undefined && !(timeoutMs > 0 && timeoutMs < 2 ** 31)) {
    throw new FaultlineError('timeoutMs', timeoutMs, 'milliseconds above 0, below 2^31');
  }
  if (backoffMs !== undefined && !(backoffMs >= 0)) {
    throw new FaultlineError('backoffMs', backoffMs, 'milliseconds from 0');
  }
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2)) {
    throw new FaultlineError('temperature', temperature, 'a number from 0 to 2');
  }
  if (baseUrl && !/^https?:\/\/[^@\s]+$/u.test(baseUrl)) {
    // Not shown as given: an address may hold a password.
    throw new FaultlineError('baseUrl', undefined, 'an http or https address without a user’s name');
  }
}
