import type { AnyOf, EventPattern, TypedEvents } from '../../core/typed-events.ts';
import type { Vocabulary } from '../../core/vocabulary.ts';
import type { BanksCommand } from './banks-command.ts';
import type { BanksEvent } from './banks-event.ts';
import type { BanksGivenConfig } from './banks-given-config.ts';
import type { BanksMetrics } from './banks-metrics.ts';
import type { BanksWholeConfig } from './banks-whole-config.ts';
import type { Losses } from './channels.ts';
import type { BanksView } from './view.ts';

/** What users of the interbank model write and read. */
export interface BanksVocabulary extends Vocabulary {
  readonly given: BanksGivenConfig;
  readonly config: BanksWholeConfig;
  readonly file: 'banks';
  readonly command: BanksCommand;
  readonly metric: keyof BanksMetrics;
  readonly metrics: BanksMetrics;
  readonly metricsByRun: BanksMetrics<Float64Array>;
  readonly event: AnyOf<BanksEvent>;
  readonly events: TypedEvents<BanksEvent>;
  readonly pattern: EventPattern<BanksEvent>;
  readonly view: BanksView;
  readonly channel: 'direct' | 'fireSales' | 'funding';
  readonly attributed: keyof Losses | 'passedOn';
}
