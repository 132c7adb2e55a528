import { FEATURE_COUNT, FEATURES } from './policy.ts';

/** Scratch room in which a step's decisions are made: what is in it never outlives a turn. */
export interface Room {
  /** What never changes is filled in once: the risk factor and the target leverage. */
  readonly features: Float64Array;
  readonly draws: Float64Array;
  /** What one of several policies decides. */
  readonly other: {
    readonly priority: Uint8Array;
    readonly action: Uint8Array;
    readonly amount: Float64Array;
  };
}

export function createRoom(riskFactor: Float64Array, targetLeverage: Float64Array): Room {
  const banks = riskFactor.length;
  const features = new Float64Array(banks * FEATURE_COUNT);
  for (let i = 0; i < banks; i++) {
    features[i * FEATURE_COUNT + FEATURES.indexOf('riskFactor')] = riskFactor[i];
    features[i * FEATURE_COUNT + FEATURES.indexOf('targetLeverage')] = targetLeverage[i];
  }
  return {
    features,
    draws: new Float64Array(banks),
    other: {
      priority: new Uint8Array(banks),
      action: new Uint8Array(banks),
      amount: new Float64Array(banks),
    },
  };
}
