import type { GivenCommand, Recipe } from '../core/recipe.ts';

/** Something in which two recipes differ. */
export interface Difference {
  readonly kind: 'config' | 'seed' | 'command' | 'until' | 'without';
  /** A config field, or a command in words. */
  readonly what: string;
  /** Of a command: its index in the first recipe, or in the second. */
  readonly command?: { readonly in: 'a' | 'b'; readonly index: number };
}

/** In what two recipes of one model differ: config fields, the seed, commands that only one of them has. */
export function differencesOf(a: Recipe, b: Recipe): Difference[] {
  const found: Difference[] = [];
  const fields = new Set([...Object.keys(a.config), ...Object.keys(b.config)]);
  for (const field of fields) {
    if (!isSame(a.config[field], b.config[field])) found.push({ kind: 'config', what: field });
  }
  if (a.seed !== b.seed) found.push({ kind: 'seed', what: `seed ${a.seed} against ${b.seed}` });
  if (a.until !== b.until) found.push({ kind: 'until', what: `the end, ${a.until} against ${b.until}` });
  if (!isSame(a.without ?? [], b.without ?? [])) found.push({ kind: 'without', what: 'what is left out' });
  for (const [index, command] of onlyIn(a, b)) {
    found.push({ kind: 'command', what: commandText(command), command: { in: 'a', index } });
  }
  for (const [index, command] of onlyIn(b, a)) {
    found.push({ kind: 'command', what: commandText(command), command: { in: 'b', index } });
  }
  return found;
}

/** The first recipe with some of its differences as in the second. */
export function mixed(a: Recipe, b: Recipe, fromB: readonly Difference[]): Recipe {
  const config: Record<string, unknown> = { ...a.config };
  let { seed, until, without } = a;
  const dropped = new Set<number>();
  const added: GivenCommand[] = [];
  for (const { kind, what, command } of fromB) {
    if (kind === 'config') config[what] = b.config[what];
    else if (kind === 'seed') seed = b.seed;
    else if (kind === 'until') until = b.until;
    else if (kind === 'without') without = b.without;
    else if (command?.in === 'a') dropped.add(command.index);
    else if (command !== undefined) added.push(b.commands[command.index]);
  }
  const kept = a.commands.filter((_, index) => !dropped.has(index));
  const { without: _, ...rest } = a;
  const commands = [...kept, ...added];
  return { ...rest, config, seed, until, commands, ...(without !== undefined && { without }) };
}

/** Commands of one recipe that the other does not have, each as often as it has it less. */
function onlyIn(recipe: Recipe, other: Recipe): [number, GivenCommand][] {
  const left = other.commands.map((command) => JSON.stringify(command));
  const only: [number, GivenCommand][] = [];
  for (const [index, command] of recipe.commands.entries()) {
    const at = left.indexOf(JSON.stringify(command));
    if (at >= 0) left.splice(at, 1);
    else only.push([index, command]);
  }
  return only;
}

function commandText({ name, at, ...fields }: GivenCommand): string {
  const told = Object.entries(fields).map(([field, value]) => `${field} ${JSON.stringify(value)}`);
  return `${[name, ...told].join(', ')} at ${JSON.stringify(at)}`;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
