import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel } from '../core/model.ts';
import { runSeed } from '../core/seed.ts';
import { Simulation } from '../core/simulation.ts';
import { unitName } from '../core/unit-name.ts';
import { models } from '../models/models.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { byDifference, evenly, splitTail, type TailFeature, tailFeature } from '../study/tail-features.ts';
import { numberText } from '../why/number-text.ts';
import { nodeHost } from './node-host.ts';

/** What the worst runs of a sweep share, against the rest. */
export interface TailFeatures {
  readonly model: string;
  readonly measure: Sweep['measure'];
  readonly share: number;
  /** Runs in the tail, those tied with its last included; and the rest. */
  readonly tail: { readonly runs: number; readonly from: number; readonly sampled: number };
  readonly rest: { readonly runs: number; readonly sampled: number };
  /** The farthest apart first. Those of events are from the sampled runs, which were run again. */
  readonly features: readonly TailFeature[];
  /** Every number above by a name. */
  readonly figures: Readonly<Record<string, number>>;
  readonly text: string;
}

/** How much of a sweep is looked at. */
export interface TailFeaturesOptions {
  /** Of the runs, the worst: 0.01 when left out. */
  readonly share?: number | undefined;
  /** Runs of the tail, and as many of the rest, that are run again for their events: 50 when left out. */
  readonly sample?: number | undefined;
}

const SHARE = 0.01;
const SAMPLE = 50;
const SAMPLE_MAX = 10_000;
const TOLD_MAX = 5;
/** A difference of fewer standard deviations is not told. */
const TOLD_FROM = 0.5;

/**
 * What the worst runs of a sweep share: every metric, and how many root causes of each kind came, compared
 * with the rest. For the events some runs, evenly apart in their order, are run again from their seeds.
 *
 * @throws FaultlineError for a share outside (0, 1), a sample that is no whole number from 1, and a model
 * that is not in the list.
 */
export function tailFeatures(sweep: Sweep, options: TailFeaturesOptions = {}): TailFeatures {
  const { share = SHARE, sample = SAMPLE } = options;
  if (!(Number.isInteger(sample) && sample >= 1 && sample <= SAMPLE_MAX)) {
    throw new FaultlineError('tailFeatures: sample', sample, `a whole number from 1 to ${SAMPLE_MAX}`);
  }
  const model = models.find(({ name }) => name === sweep.model);
  if (model === undefined) {
    const names = models.map(({ name }) => name).join(', ');
    throw new FaultlineError('tailFeatures: model', sweep.model, `one of ${names}`);
  }
  const { tail, rest } = splitTail(sweep.losses, share);
  const metrics = Object.entries(sweep.metrics as Readonly<Record<string, Float64Array>>).map(
    ([name, values]) => tailFeature(name, 'metric', pick(values, tail), pick(values, rest)),
  );
  const sampled = { tail: evenly(tail, sample), rest: evenly(rest, sample) };
  const counts = [...runsAgain(model, sweep, [...sampled.tail, ...sampled.rest])];
  const names = [...new Set(counts.flatMap((each) => [...each.keys()]))];
  const events = names.map((name) => {
    const values = counts.map((each) => each.get(name) ?? 0);
    const cut = sampled.tail.length;
    return tailFeature(name, 'event', values.slice(0, cut), values.slice(cut));
  });
  const found = {
    model: sweep.model,
    measure: sweep.measure,
    share,
    tail: {
      runs: tail.length,
      from: Math.min(...tail.map((run) => sweep.losses[run])),
      sampled: sampled.tail.length,
    },
    rest: { runs: rest.length, sampled: sampled.rest.length },
    features: byDifference([...metrics, ...events]),
  };
  return { ...found, figures: figuresOf(found), text: textOf(model, sweep, found) };
}

type Found = Omit<TailFeatures, 'figures' | 'text'>;

function pick(values: Float64Array, runs: readonly number[]): Float64Array {
  return Float64Array.from(runs, (run) => values[run]);
}

/** Makes runs of a sweep again, each with its log, and counts what began in them. */
function* runsAgain(
  model: AnyModel,
  { recipe, seed }: Sweep,
  runs: readonly number[],
): Generator<Map<string, number>> {
  const simulation = new Simulation(model, recipe, nodeHost, true);
  for (const run of runs) {
    simulation.restart(runSeed(seed, run));
    simulation.finish();
    yield rootsOf(model, simulation);
  }
}

/** How many root events of each kind, and label of it, a run has; of arrivals, which are many, by kind. */
function rootsOf(model: AnyModel, { events: { log } }: Simulation): Map<string, number> {
  const counts = new Map<string, number>();
  const roots = Object.entries(model.reasons?.roots ?? {});
  const kinds = new Map(roots.map(([name, root]) => [log.kindNamed(name), root] as const));
  for (const [kind, root] of kinds) {
    const { name, rows } = log.byKind[kind];
    if (root.kind === 'arrival' && rows.count > 0) counts.set(name, rows.count);
  }
  for (let segment = 0; segment < log.segmentCount; segment++) {
    const isWanted = kinds.has(log.segmentKind[segment]) || kinds.has(log.segmentPair[segment]);
    if (!isWanted) continue;
    const hasCauses = log.causesOf(segment).length > 0;
    for (let id = log.segmentEvent[segment]; id < log.segmentEnd(segment); id++) {
      const kind = log.kindOf(id, segment);
      const root = kinds.get(kind);
      // What has causes is a root only where the model says so.
      if (root === undefined || root.kind === 'arrival' || (hasCauses && root.partOf === undefined)) continue;
      const { name, rows } = log.byKind[kind];
      const place = rows.places.find(({ column }) => column.type === 'label');
      const label =
        place?.column.type === 'label'
          ? place.column.labels[rows.value(log.rowOf(id, segment), place)]
          : undefined;
      const key = label === undefined ? name : `${name}: ${label}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

function figuresOf({ tail, rest, features, share }: Found): Record<string, number> {
  const figures: Record<string, number> = {
    share,
    'tail: runs': tail.runs,
    'tail: least loss': tail.from,
    'tail: sampled': tail.sampled,
    'rest: runs': rest.runs,
    'rest: sampled': rest.sampled,
  };
  for (const feature of features) {
    const { name } = feature;
    figures[`tail mean: ${name}`] = feature.tail;
    figures[`rest mean: ${name}`] = feature.rest;
    if (feature.difference !== null) figures[`difference: ${name}`] = feature.difference;
    figures[`tail above: ${name}`] = feature.above;
    if (feature.tailShare !== undefined) figures[`tail share: ${name}`] = feature.tailShare;
    if (feature.restShare !== undefined) figures[`rest share: ${name}`] = feature.restShare;
  }
  return figures;
}

function textOf(model: AnyModel, sweep: Sweep, { tail, rest, features, share, measure }: Found): string {
  const from = `${measure.name} from ${numberText(tail.from)} on, in ${measure.unit}`;
  const lines = [
    `The worst ${percentText(share)} of ${sweep.runs} runs are ${tail.runs} (${from}); ` +
      `the rest are ${rest.runs}.`,
  ];
  const told = features.filter(({ difference }) => difference === null || Math.abs(difference) >= TOLD_FROM);
  const events = told.filter(({ kind }) => kind === 'event').slice(0, TOLD_MAX);
  const metrics = told
    .filter(({ kind, name }) => kind === 'metric' && name !== measure.name)
    .slice(0, TOLD_MAX);
  const worst =
    tail.sampled === tail.runs ? `the worst ${runsText(tail.runs)}` : `${tail.sampled} of the worst runs`;
  lines.push(...events.map((feature) => `${eventText(model, feature, worst)}.`));
  for (const { name, tail: worse, rest: usual, difference, above } of metrics) {
    const unit = unitName(model, sweep.recipe.config, model.metrics[name].unit);
    const apart =
      difference === null
        ? ''
        : `, ${shortText(Number(Math.abs(difference).toPrecision(2)))} standard deviations apart`;
    const high =
      worse > usual ? `; in ${percentText(above)} of the worst it is above the rest’s 95 % quantile` : '';
    lines.push(
      `${name} is ${shortText(worse)} on average against ${shortText(usual)} in the rest ` +
        `(${unit})${apart}${high}.`,
    );
  }
  if (events.length + metrics.length === 0) lines.push('In nothing that was compared do they stand apart.');
  lines.push(
    `Events were counted by running ${tail.sampled} of the worst and ${rest.sampled} of the rest again. ` +
      'This is a comparison: what the worst share need not be why they are the worst.',
  );
  return lines.join('\n');
}

function eventText(model: AnyModel, feature: TailFeature, worst: string): string {
  const { name, tail, rest, tailShare = 0, restShare = 0 } = feature;
  const [kind, label = kind] = name.split(': ');
  // A shock comes or does not; of decisions and arrivals there are more or fewer.
  if (model.reasons?.roots[kind].kind !== 'shock' || tailShare === restShare) {
    return `A run of ${worst} had ${shortText(tail)} of ${name} on average; of the rest, ${shortText(rest)}`;
  }
  const words = label.replaceAll('_', ' ');
  const what = `${/^[aeiou]/u.test(words) ? 'an' : 'a'} ${words}`;
  const others = shareText(restShare, 'all', 'none');
  return `${shareText(tailShare, 'All', 'None')} of ${worst} had ${what}; ${others} of the rest did`;
}

function shareText(share: number, all: string, none: string): string {
  return share === 1 ? all : share === 0 ? none : percentText(share);
}

function runsText(count: number): string {
  return count === 1 ? 'run' : `${count} runs`;
}

function shortText(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** Two digits, and one more near 0. */
function percentText(share: number): string {
  const percent = 100 * share;
  return `${Number(percent.toPrecision(percent > 99.5 ? 3 : 2))} %`;
}
