import { FaultlineError } from '../core/faultline-error.ts';
import type { WhyNotAnswer } from '../core/reasons.ts';
import type { RunOptions } from '../core/recipe.ts';
import { trading } from '../models/trading/trading.ts';
import type { TradingVocabulary } from '../models/trading/trading-vocabulary.ts';
import type { NodeWhyNot } from '../models/trading/why-not.ts';
import { whyNotOf } from '../why/why-not.ts';
import { run } from './run.ts';
import { type Explained, sourceOf } from './why.ts';

/** What did not happen in a strategy: a node that did not act, at a time or between two. */
export interface NonEvent {
  /** A node with a condition. */
  readonly node: string;
  /**
   * A tick's number, a time of day (`11:42`: that minute, of every day), or a date with or without its time.
   */
  readonly at: number | string;
  /** The end, included, of the same kind. */
  readonly to?: number | string;
}

/** An event that did not come: `{ type: 'default', bank: 7 }`. */
export interface MissingEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * Why something did not happen: the guard that held it back, its value and its threshold. Of a strategy's
 * node the run is made again from its recipe, and what the node's condition saw is recorded at every tick
 * asked for; nothing else of the run changes.
 *
 * @param given a run, a live run, `{ model, events }` of a log, or options of a run of the trading model.
 * @throws FaultlineError for what the model does not have, and for a node without a condition.
 */
export function whyNot(given: Explained | RunOptions<TradingVocabulary>, target: NonEvent): NodeWhyNot;
export function whyNot(given: Explained | RunOptions<TradingVocabulary>, target: MissingEvent): WhyNotAnswer;
export function whyNot(
  given: Explained | RunOptions<TradingVocabulary>,
  target: NonEvent | MissingEvent,
): WhyNotAnswer {
  if (typeof given !== 'object' || given === null) {
    throw new FaultlineError('whyNot: run', given, 'what run or open gave, or options of the trading model');
  }
  if (
    typeof target !== 'object' ||
    target === null ||
    !('type' in target || ('node' in target && 'at' in target))
  ) {
    const forms = "an event that did not come, such as { type: 'default', bank: 7 }, or { node, at, to }";
    throw new FaultlineError('whyNot: target', target, forms);
  }
  const explained =
    'events' in given
      ? given
      : (run(trading, given as RunOptions<TradingVocabulary>) as unknown as Explained);
  return whyNotOf(sourceOf('whyNot', explained), { ...target });
}
