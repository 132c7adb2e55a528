import type { Events } from '../core/events.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { RunOptions } from '../core/recipe.ts';
import { trading } from '../models/trading/trading.ts';
import type { TradingVocabulary } from '../models/trading/trading-vocabulary.ts';
import { type NodeWhyNot, whyNot as whyNotNode } from '../models/trading/why-not.ts';
import { run } from './run.ts';

export type { NodeWhyNot as WhyNotAnswer, Sight, WithheldTick } from '../models/trading/why-not.ts';

/** What did not happen: a node that did not act, at a time or between two. */
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

/**
 * Why a node of a strategy did not act at a time: the run is made again from its recipe, and what the node's
 * condition saw is recorded at every tick asked for. Nothing else of the run changes.
 *
 * @param given a run of the trading model, or the options of one.
 * @throws FaultlineError for a node without a condition, and for a time that is none.
 */
export function whyNot(
  given: RunOptions<TradingVocabulary> | { readonly recipe: RunOptions<TradingVocabulary> },
  nonEvent: NonEvent,
): NodeWhyNot {
  const what = 'a run of the trading model, or options of one, and { node, at, to }';
  if (typeof given !== 'object' || given === null || typeof nonEvent !== 'object' || nonEvent === null) {
    throw new FaultlineError('whyNot', [given, nonEvent], what);
  }
  const { config = {}, seed, commands, until, without } = 'recipe' in given ? given.recipe : given;
  const rerun = (changes: Readonly<Record<string, unknown>>): Events =>
    run(trading, { config: { ...config, ...changes }, seed, commands, until, without })
      .events as unknown as Events;
  const answer = whyNotNode(
    { ...nonEvent },
    {
      // Of the run as it was: its ids are not those of a run that watches.
      get events() {
        return 'events' in given ? (given.events as Events) : rerun({});
      },
      config,
      rerun,
    },
  );
  if (answer === null) throw new FaultlineError('whyNot', nonEvent, what);
  return answer;
}
