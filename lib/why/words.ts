import type { Events } from '../core/events.ts';
import type { Recipe } from '../core/recipe.ts';
import type { Consequence, FoundTarget, Prevention, RootCause } from './answer.ts';
import { numberText } from './number-text.ts';

/** An event in a sentence; a command with what it was told. */
export function sentenceOf(events: Events, recipe: Recipe | null, id: number): string {
  const event = events.get(id);
  if (event.type !== 'command' || recipe === null) return events.sentence(event);
  const given = recipe.commands[event.command as number];
  if (given === undefined) return events.sentence(event);
  const { name, at, ...fields } = given as { name: string; at: unknown };
  const told = Object.entries(fields).map(([field, value]) => `${field} ${valueText(value)}`);
  return `Command ${event.command}: ${[name, ...told].join(', ')}.`;
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What becomes of the target, in words: "it never comes". */
export function consequenceText(
  { effect, targetAt, targetChange }: Consequence,
  target: FoundTarget,
): string {
  if (target.kind === 'metric') {
    if (effect === 'unchanged') return 'it changes just as much';
    return `it changes by ${numberText(targetChange ?? 0)} instead`;
  }
  switch (effect) {
    case 'avoided':
      return target.kind === 'fate' ? 'it never comes' : 'it does not come';
    case 'delayed':
      return `it comes later, at t = ${numberText(targetAt as number)}`;
    case 'hastened':
      return `it comes earlier, at t = ${numberText(targetAt as number)}`;
    default:
      return 'it comes all the same';
  }
}

/** The whole answer in a few sentences. */
export function answerText(
  target: FoundTarget,
  rootCauses: readonly RootCause[],
  sets: readonly (readonly number[])[],
  prevention: Prevention | null,
  comesAnyway: boolean,
): string {
  const byId = new Map(rootCauses.map((cause) => [cause.id, cause]));
  const lines = [
    target.kind === 'metric' ? target.sentence : `At t = ${numberText(target.t)}: ${target.sentence}`,
  ];
  if (comesAnyway) {
    lines.push(
      rootCauses.length === 0
        ? 'Nothing that could be left out came before it.'
        : `It comes even with all ${rootCauses.length} candidates that were tried left out.`,
    );
  }
  for (const set of sets) {
    const causes = set.map((id) => byId.get(id)).filter((cause) => cause !== undefined);
    const named = causes.map((cause) => nameOf(cause)).join(' and ');
    if (causes.length === 1) {
      const [cause] = causes;
      lines.push(`${capital(named)} is ${aOf(cause)} cause: without it, ${consequenceText(cause, target)}.`);
    } else {
      const all = causes.length === 2 ? 'both' : `all ${causes.length}`;
      lines.push(`${capital(named)} together are a cause: only without ${all} of them it does not come.`);
    }
  }
  if (prevention !== null) {
    lines.push(`${capital(prevention.sentence)} prevents it: ${consequenceText(prevention, target)}.`);
  }
  return lines.join('\n');
}

function nameOf({ sentence, t, kind, command }: RootCause): string {
  const told = sentence.replace(/\.$/, '');
  if (command === undefined) return `the ${kind} at t = ${numberText(t)} (${told})`;
  return `command ${command} at t = ${numberText(t)} (${told.replace(/^Command \d+: /, '')})`;
}

function aOf({ verdict }: RootCause): string {
  return verdict === 'necessary'
    ? 'a necessary'
    : verdict === 'sufficient'
      ? 'a sufficient'
      : 'a contributing';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
