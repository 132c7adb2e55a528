import type { Run } from '../core/run.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { banksHighlights, banksStory } from './banks-story.ts';
import { cacheHighlights, cacheStory } from './cache-story.ts';

/** What a model's runs are about, in words. */
interface Storyteller {
  /** What happened in a run: paragraphs. */
  readonly story: (run: Run) => readonly string[];
  /** What to know of many runs beside their losses: paragraphs. */
  readonly highlights: (sweep: Sweep) => readonly string[];
}

const storytellers: Readonly<Record<string, Storyteller>> = {
  banks: { story: banksStory, highlights: banksHighlights },
  cache: { story: cacheStory, highlights: cacheHighlights },
};

/** What happened in a run, in paragraphs; none for a model without a storyteller. */
export function storyOf(run: Run): readonly string[] {
  return storytellers[run.recipe.model]?.story(run) ?? [];
}

/** What to know of a sweep beside its losses, in paragraphs. */
export function highlightsOf(sweep: Sweep): readonly string[] {
  return storytellers[sweep.model]?.highlights(sweep) ?? [];
}
