import type { LoggedEvent } from '../core/event-kind.ts';
import { type Run, runRecipe } from '../core/run.ts';
import { moneyText } from '../figures/display-unit.ts';
import { banks } from '../models/banks/banks.ts';
import { nodeHost } from '../node/node-host.ts';
import { type Explained, why } from '../node/why.ts';
import type { Prevention, RootCause, Why } from '../why/answer.ts';
import { shellWord } from './shell-word.ts';

/** So many cascades are asked about. */
const CASCADES_MAX = 4;

/** A default, why it came, and what preventing it saves. */
interface Fall {
  readonly event: LoggedEvent;
  readonly answer: Why;
  /** Banks that failed in the run and do not with the prevention. */
  readonly saved: number;
}

/**
 * Why one of the largest cascades of a run of banks came, that of which the prevention saves most banks: one
 * sentence whose every part a run has shown, and the command that asks it. None where no bank failed.
 */
export function whyOfWorst(run: Run): readonly string[] {
  const { events, recipe } = run;
  const falls = largestCascades(run).map((event): Fall => {
    const answer = why(run as Explained, { event: event.id });
    return { event, answer, saved: savedBy(answer, run) };
  });
  const [worst] = falls.sort((a, b) => b.saved - a.saved);
  if (worst === undefined) return [];
  const { event, answer } = worst;
  const name = events.log.entities.bank.names[event.bank as number];
  const parts = [`${name} fell at step ${event.t}`];
  const [cause] = answer.rootCauses;
  if (cause?.verdict === 'necessary') parts.push(`without ${causeText(cause, run)} it lives`);
  if (worst.saved > 0) parts.push(rescueText(worst, run));
  const asked = `npx faultline why banks --seed ${shellWord(String(recipe.seed))} --event ${event.id}`;
  return [`${parts.join('; ')}.`, `  ${asked}`];
}

/** The defaults that began the cascades in which most failed. */
function largestCascades({ events }: Run): LoggedEvent[] {
  const cascades = [...events.where({ type: 'cascade' })];
  cascades.sort((a, b) => (b.defaults as number) - (a.defaults as number) || a.id - b.id);
  return cascades.slice(0, CASCADES_MAX).flatMap(({ trigger }) => {
    for (const event of events.where({ type: 'default', bank: trigger })) return [event];
    return [];
  });
}

function causeText({ id, kind, t }: RootCause, { events }: Run): string {
  const { kind: shock } = events.get(id);
  return typeof shock === 'string'
    ? `the ${shock.replaceAll('_', ' ')} of step ${t}`
    : `the ${kind} of step ${t}`;
}

function savedBy({ prevention }: Why, { recipe, metrics }: Run): number {
  if (prevention === null) return 0;
  const commands = [...recipe.commands, ...prevention.commands];
  return (
    metrics.defaults - runRecipe(banks, { ...recipe, commands } as typeof recipe, nodeHost).metrics.defaults
  );
}

function rescueText({ answer, saved }: Fall, { events, recipe }: Run): string {
  const { commands, amount } = answer.prevention as Prevention;
  const [{ bank, at }] = commands;
  const money = moneyText(amount as number, String(recipe.config.currency));
  const step = typeof at === 'number' ? at : at.time;
  const name = events.log.entities.bank.names[bank as number];
  return `${money} for ${name} at step ${step} saves ${saved === 1 ? 'one bank' : `${saved} banks`}`;
}
