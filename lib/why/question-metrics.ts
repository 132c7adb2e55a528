import { nameWords } from './question-words.ts';

/** The metric that a question names, and the question without it. */
export interface QuestionMetric {
  readonly metric: string;
  readonly rest: string;
}

/**
 * Finds a metric by its name (`hitRatio`) or its words (`hit ratio`), two of them also turned round (`p99
 * latency`). Words of a longer name are not those of a shorter one. Null for none, and for several.
 */
export function metricIn(text: string, metrics: readonly string[]): QuestionMetric | null {
  const found = metrics.flatMap((metric) =>
    [...text.matchAll(patternOf(metric))].map(({ 0: words, index }) => ({
      metric,
      from: index,
      to: index + words.length,
    })),
  );
  const whole = found.filter(
    (one) =>
      !found.some(
        (other) => other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from,
      ),
  );
  const names = new Set(whole.map(({ metric }) => metric));
  const [metric] = names;
  if (metric === undefined || names.size > 1) return null;
  const rest = whole.reduce(
    (left, { from, to }) => left.slice(0, from) + ' '.repeat(to - from) + left.slice(to),
    text,
  );
  return { metric, rest };
}

function patternOf(metric: string): RegExp {
  const words = nameWords(metric);
  const orders = words.length === 2 ? [words, [words[1], words[0]]] : [words];
  const forms = orders.map((order) => order.join(String.raw`[\s_-]*`));
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${forms.join('|')})(?:e?s)?(?![\p{L}\p{N}])`, 'gu');
}
