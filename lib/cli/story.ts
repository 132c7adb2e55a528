import type { Run } from '../core/run.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { banksHighlights, banksStory } from './banks-story.ts';
import { cacheHighlights, cacheStory } from './cache-story.ts';
import { tradingAdditions, tradingHighlights, tradingStory } from './trading-story.ts';

/** What a model's runs are about, in words. */
interface Storyteller {
  /** What happened in a run: paragraphs, and tables, which are indented already. */
  readonly story: (run: Run) => readonly string[];
  /** What to know of many runs beside their losses: paragraphs. */
  readonly highlights: (sweep: Sweep) => readonly string[];
  /** Fields of a run as JSON beside those that the runs of every model have. */
  readonly additions?: (run: Run) => Readonly<Record<string, unknown>>;
}

const storytellers: Readonly<Record<string, Storyteller>> = {
  banks: { story: banksStory, highlights: banksHighlights },
  cache: { story: cacheStory, highlights: cacheHighlights },
  trading: { story: tradingStory, highlights: tradingHighlights, additions: tradingAdditions },
};

/** What happened in a run, in paragraphs; none for a model without a storyteller. */
export function storyOf(run: Run): readonly string[] {
  return storytellers[run.recipe.model]?.story(run) ?? [];
}

/** What to know of a sweep beside its losses, in paragraphs. */
export function highlightsOf(sweep: Sweep): readonly string[] {
  return storytellers[sweep.model]?.highlights(sweep) ?? [];
}

/** What the JSON of a run has beside what every model's has; mostly nothing. */
export function additionsOf(run: Run): Readonly<Record<string, unknown>> {
  return storytellers[run.recipe.model]?.additions?.(run) ?? {};
}
