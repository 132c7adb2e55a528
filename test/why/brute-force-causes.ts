import type { ActualCausesInput } from '../../lib/why/actual-causes.ts';
import type { Equation, Expression } from '../../lib/why/equation.ts';

type World = Record<string, number>;

/**
 * The minimal causes straight from the definition: every set of candidates by size, every setting of it, every set
 * of other variables frozen. For tests, up to about ten variables.
 */
export function bruteForceCauses({ variables, equations, context, effect, exclude = [] }: ActualCausesInput) {
  const names = Object.keys(variables);
  const worldWith = (fixed: World): World => {
    const world: World = { ...context, ...fixed };
    const solve = (name: string): number => {
      if (!(name in world)) world[name] = evaluate(equations[name], solve, names);
      return world[name];
    };
    names.forEach(solve);
    return world;
  };
  const holds = (world: World) => evaluate(effect, (name) => world[name], names) !== 0;
  const actual = worldWith({});
  if (!holds(actual)) return [];
  const canPrevent = (set: readonly string[]) => {
    const others = names.filter((name) => !set.includes(name));
    for (const setting of settings(set, variables)) {
      for (const frozen of subsets(others)) {
        const kept = Object.fromEntries(frozen.map((name) => [name, actual[name]]));
        if (!holds(worldWith({ ...kept, ...setting }))) return true;
      }
    }
    return false;
  };
  const causes: string[][] = [];
  const candidates = names.filter((name) => !exclude.includes(name));
  for (const set of subsets(candidates).sort((a, b) => a.length - b.length)) {
    if (set.length === 0 || causes.some((cause) => cause.every((name) => set.includes(name)))) continue;
    if (canPrevent(set)) causes.push(set);
  }
  const rank = (set: readonly string[]) => set.map((name) => names.indexOf(name));
  return causes.sort((a, b) => a.length - b.length || lexical(rank(a), rank(b)));
}

function lexical(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}

function subsets(names: readonly string[]): string[][] {
  return names.reduce<string[][]>((sets, name) => sets.concat(sets.map((set) => set.concat(name))), [[]]);
}

function settings(names: readonly string[], variables: ActualCausesInput['variables']): World[] {
  return names.reduce<World[]>(
    (worlds, name) =>
      worlds.flatMap((world) => variables[name].map((value) => ({ ...world, [name]: value }))),
    [{}],
  );
}

function evaluate(equation: Equation, get: (name: string) => number, names: readonly string[]): number {
  if (typeof equation === 'function') {
    const values: World = {};
    for (const name of names) Object.defineProperty(values, name, { get: () => get(name) });
    return equation(values);
  }
  if (typeof equation === 'number') return equation;
  if (typeof equation === 'string') return get(equation);
  const [op, ...terms] = equation as [string, ...Expression[]];
  const [a, b, c] = terms;
  const at = (term: Expression) => evaluate(term, get, names);
  const list = () => terms.map(at);
  switch (op) {
    case 'and':
      return Number(list().every((value) => value !== 0));
    case 'or':
      return Number(list().some((value) => value !== 0));
    case 'not':
      return Number(at(a) === 0);
    case 'eq':
      return Number(at(a) === at(b));
    case 'ne':
      return Number(at(a) !== at(b));
    case 'ge':
      return Number(at(a) >= at(b));
    case 'le':
      return Number(at(a) <= at(b));
    case 'gt':
      return Number(at(a) > at(b));
    case 'lt':
      return Number(at(a) < at(b));
    case 'sum':
      return list().reduce((x, y) => x + y);
    case 'sub':
      return at(a) - at(b);
    case 'mul':
      return list().reduce((x, y) => x * y);
    case 'min':
      return Math.min(...list());
    case 'max':
      return Math.max(...list());
    case 'if':
      return at(a) !== 0 ? at(b) : at(c);
    default:
      throw new Error(`no operator ${op}`);
  }
}
