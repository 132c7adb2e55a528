import type { AnyOf, EventPattern, TypedEvents } from '../../core/typed-events.ts';
import type { Vocabulary } from '../../core/vocabulary.ts';
import type { CacheCommand } from './cache-command.ts';
import type { CacheEvent } from './cache-event.ts';
import type { CacheGivenConfig } from './cache-given-config.ts';
import type { CacheMetrics } from './cache-metrics.ts';
import type { CacheWholeConfig } from './cache-whole-config.ts';
import type { LOSSES } from './metrics.ts';
import type { CacheView } from './view.ts';

/** What users of the cache model write and read. */
export interface CacheVocabulary extends Vocabulary {
  readonly given: CacheGivenConfig;
  readonly config: CacheWholeConfig;
  readonly file: 'trace';
  readonly command: CacheCommand;
  readonly metric: keyof CacheMetrics;
  readonly metrics: CacheMetrics;
  readonly metricsByRun: CacheMetrics<Float64Array>;
  readonly event: AnyOf<CacheEvent>;
  readonly events: TypedEvents<CacheEvent>;
  readonly pattern: EventPattern<CacheEvent>;
  readonly view: CacheView;
  readonly channel: never;
  readonly attributed: (typeof LOSSES)[number];
}
