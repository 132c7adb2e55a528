import type { AnyOf, EventPattern, TypedEvents } from '../../core/typed-events.ts';
import type { Vocabulary } from '../../core/vocabulary.ts';
import type { CHANNELS } from './attribution.ts';
import type { TradingCommand } from './trading-command.ts';
import type { TradingEvent } from './trading-event.ts';
import type { TradingGivenConfig } from './trading-given-config.ts';
import type { TradingMetrics } from './trading-metrics.ts';
import type { TradingWholeConfig } from './trading-whole-config.ts';
import type { TradingView } from './view.ts';

/** What users of the trading model write and read. */
export interface TradingVocabulary extends Vocabulary {
  readonly given: TradingGivenConfig;
  readonly config: TradingWholeConfig;
  readonly file: 'strategy' | 'ticks' | 'bars';
  readonly command: TradingCommand;
  readonly metric: keyof TradingMetrics;
  readonly metrics: TradingMetrics;
  readonly metricsByRun: TradingMetrics<Float64Array>;
  readonly event: AnyOf<TradingEvent>;
  readonly events: TypedEvents<TradingEvent>;
  readonly pattern: EventPattern<TradingEvent>;
  readonly view: TradingView;
  readonly channel: never;
  readonly attributed: (typeof CHANNELS)[number];
}
