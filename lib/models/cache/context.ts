import type { Context } from '../../core/model.ts';
import type { CacheConfig } from './config.ts';
import type { Prepared } from './prepared.ts';

/** What the turns of the cache model are given besides the state. */
export type CacheContext = Context<CacheConfig, Prepared>;
