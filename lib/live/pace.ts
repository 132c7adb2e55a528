import { z } from 'zod';

/** How fast a session goes by the clock on the wall. */
export type Pace =
  /** As fast as it can. */
  | 'max'
  /** Turns a second. */
  | { readonly turns: number }
  /** Units of the model's time a second. */
  | { readonly time: number };

export const paceSchema = z.union([
  z.literal('max'),
  z.strictObject({ turns: z.number().gt(0).max(1e9).meta({ help: 'turns a second' }) }),
  z.strictObject({ time: z.number().gt(0).max(1e9).meta({ help: 'units of model time a second' }) }),
]);
