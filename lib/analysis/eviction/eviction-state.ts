import { checkInteger } from '../check-input.ts';
import type { EvictionState } from './eviction.ts';

const CAPACITY_MAX = 2 ** 26;

/** What every policy's state starts with. @throws FaultlineError */
export function evictionState(capacity: number): EvictionState {
  return { capacity: checkInteger('capacity', capacity, 1, CAPACITY_MAX), size: 0, seed0: 0, seed1: 0 };
}
