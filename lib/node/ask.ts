import { analyse } from '../analyst/analyse.ts';
import type { Analysis } from '../analyst/analysis.ts';
import type { AskOptions } from '../analyst/ask-options.ts';
import type { Facts } from '../analyst/facts.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { WhyNotAnswer } from '../core/reasons.ts';
import type { Sweep } from '../study/sweep-result.ts';
import type { Why, WhyTarget } from '../why/answer.ts';
import { numberText } from '../why/number-text.ts';
import type { FateReading } from '../why/question-fates.ts';
import { analystFacts } from './analyst-facts.ts';
import { type TailFeatures, type TailFeaturesOptions, tailFeatures } from './tail-features.ts';
import type { Explained } from './why.ts';

/** How a run is asked about. */
export interface AskRunOptions extends AskOptions {
  /** What is asked about; left out: what the question says, if that is clear. */
  readonly target?: WhyTarget | undefined;
}

/** An answer about a run. */
export interface RunAnalysis extends Analysis {
  /** What the question was read as; null when it asks for none, or was not clear. */
  readonly target: WhyTarget | null;
  /** The explainer’s answer, which the claims were checked against. */
  readonly why: Why | null;
  /** Of a question why something did not happen: what was asked, and what held it back. */
  readonly whyNot: (WhyNotAnswer & { readonly target: FateReading }) | null;
}

/** How a sweep is asked about. */
export interface AskSweepOptions extends AskOptions, TailFeaturesOptions {}

/** An answer about a sweep. */
export interface SweepAnalysis extends Analysis {
  readonly features: TailFeatures;
}

const QUESTION_MAX = 2000;
const ASK_OPTIONS = [
  ...['model', 'temperature', 'baseUrl', 'apiKey', 'signal', 'timeoutMs', 'tokensMax', 'toolCallsMax'],
  ...['retries', 'backoffMs', 'onText', 'minimumClaims', 'now'],
];

/**
 * Answers a question about a run in a person’s words. The explainer answers first, exactly; a language model
 * may put it into words, and of what it says only that stands which the explainer, the log and re-runs bear
 * out. Without a key and a server, no model is asked: the answer is the explainer’s text. A question without
 * a sure reading is answered by questions worth asking.
 *
 * What is not given is taken from `OPENAI_API_KEY`, `OPENAI_BASE_URL` and `FAULTLINE_MODEL`. The key goes to
 * that server and nowhere else.
 *
 * @param run what `run` or `open` gave, or `{ model, events }` of a log.
 * @throws FaultlineError for bad options, for a target that the run does not have, and when a model is asked
 * for and LangChain is not installed; the reason of `options.signal` when that ends it.
 */
export async function ask(
  run: Explained,
  question: string,
  options: AskRunOptions = {},
): Promise<RunAnalysis> {
  check('ask', question, options, [...ASK_OPTIONS, 'target']);
  const { target: given, ...others } = options;
  const { facts, reading, why, whyNot } = analystFacts(run, question, given);
  const analysis = await answered(question, facts, others);
  return {
    ...analysis,
    target: reading !== null && 'target' in reading ? reading.target : null,
    why,
    whyNot:
      whyNot !== null && reading !== null && 'whyNot' in reading
        ? { ...whyNot, target: reading.whyNot }
        : null,
  };
}

/**
 * Answers a question about a sweep: what its worst runs share. That is computed before a model is asked
 * (`tailFeatures`), and what a model says must be among its figures. `worst 5 %` or `worst 20 runs` in the
 * question says how many, unless `share` does.
 *
 * @throws FaultlineError as `ask` and `tailFeatures` do.
 */
export async function askSweep(
  sweep: Sweep,
  question: string,
  options: AskSweepOptions = {},
): Promise<SweepAnalysis> {
  check('askSweep', question, options, [...ASK_OPTIONS, 'share', 'sample']);
  const { share, sample, ...others } = options;
  const features = tailFeatures(sweep, { share: share ?? shareIn(question, sweep.runs), sample });
  const analysis = await answered(question, sweepFacts(sweep, features), others);
  return { ...analysis, features };
}

/** The environment fills in what is not given. */
function answered(question: string, facts: Facts, options: AskOptions): Promise<Analysis> {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, FAULTLINE_MODEL } = process.env;
  const apiKey = options.apiKey ?? OPENAI_API_KEY;
  const baseUrl = options.baseUrl ?? OPENAI_BASE_URL;
  const model = options.model ?? FAULTLINE_MODEL;
  return analyse(question, facts, {
    ...options,
    ...(apiKey && { apiKey }),
    ...(baseUrl && { baseUrl }),
    ...(model && { model }),
  });
}

function check(where: string, question: unknown, options: unknown, known: readonly string[]): void {
  if (typeof question !== 'string' || question.trim() === '' || question.length > QUESTION_MAX) {
    throw new FaultlineError(`${where}: question`, question, `a text of 1 to ${QUESTION_MAX} characters`);
  }
  if (typeof options !== 'object' || options === null) {
    throw new FaultlineError(`${where}: options`, undefined, `an object with any of ${known.join(', ')}`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    // Not shown as given: it may be a key under a misspelt name.
    throw new FaultlineError(
      `${where}: ${unknown}`,
      undefined,
      `no such option; known are ${known.join(', ')}`,
    );
  }
  const { apiKey } = options as AskOptions;
  if (apiKey !== undefined && typeof apiKey !== 'string') {
    throw new FaultlineError(`${where}: apiKey`, undefined, 'a text');
  }
}

/** `worst 5 %`, `worst 20 runs`. */
function shareIn(question: string, runs: number): number | undefined {
  const percent = /\bworst\s+(\d+(?:\.\d+)?)\s*(?:%|per ?cent\b)/iu.exec(question);
  if (percent !== null) return Number(percent[1]) / 100;
  const count = /\bworst\s+(\d+)\s+runs?\b/iu.exec(question);
  return count === null ? undefined : Number(count[1]) / runs;
}

function sweepFacts(sweep: Sweep, features: TailFeatures): Facts {
  const { model, runs, measure, levels, seed } = sweep;
  const figures: Record<string, number> = { runs, 'worst loss': sweep.worst.loss, ...features.figures };
  for (const [level, row] of Object.entries(levels)) {
    for (const [name, value] of Object.entries(row)) {
      if (typeof value === 'number') figures[`${name} ${level}`] = value;
    }
  }
  return {
    summary: [
      `a sweep of ${runs} runs of ${model}, ${measure.horizon}, seed ${JSON.stringify(seed)}`,
      `measured is ${measure.name} in ${measure.unit}; the worst is ${numberText(sweep.worst.loss)}`,
      'compared are the worst runs (tail) and the rest; the figures “difference” are in standard deviations',
      'there are no events to cite, and no causes: cite figures',
      ...features.text.split('\n'),
    ].join('\n'),
    text: features.text,
    event: () => null,
    figures,
    tools: [],
  };
}
