import type { Context } from '../../core/model.ts';
import type { TradingConfig } from './config.ts';
import type { Prepared } from './prepared.ts';

export type TradingContext = Context<TradingConfig, Prepared>;
