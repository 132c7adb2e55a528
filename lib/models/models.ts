import type { AnyModel } from '../core/model.ts';
import { banks } from './banks/banks.ts';
import { cache } from './cache/cache.ts';
import { trading } from './trading/trading.ts';

/** Every model there is. A new one is a folder and a line here. */
export const models: readonly AnyModel[] = [banks, trading, cache];
