import type { Context } from '../../core/model.ts';
import type { BanksConfig } from './config.ts';
import type { Prepared } from './prepared.ts';

/** What the phases of the interbank model are given besides the state. */
export type BanksContext = Context<BanksConfig, Prepared>;
