import { FaultlineError } from '../../core/faultline-error.ts';
import type { Modules } from '../../core/model.ts';
import type { Policy } from './policy.ts';
import { randomPolicy } from './random-policy.ts';
import { rulesPolicy } from './rules-policy.ts';

const BUILT_IN: Readonly<Record<string, Policy>> = { rules: rulesPolicy, random: randomPolicy };

/** True for a policy that is part of the model, false for the path of a module. */
export function isBuiltIn(name: string): boolean {
  return Object.hasOwn(BUILT_IN, name);
}

/** The policy of a name or of a module's export `policy`. @throws FaultlineError when it is not one. */
export function policyOf(name: string, modules: Modules): Policy {
  if (isBuiltIn(name)) return BUILT_IN[name];
  const exports = modules.get(name) as { policy?: Policy; default?: Policy } | undefined;
  const policy = exports?.policy ?? exports?.default;
  if (typeof policy?.decide === 'function') return policy;
  throw new FaultlineError(
    'config.policy',
    name,
    'rules, random, or a module with `export const policy = { decide(observation, decision) {} }`',
  );
}
