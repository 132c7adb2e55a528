import { trading } from '../../lib/models/trading/trading.ts';
import { contractTests } from './contract.ts';
import { samples } from './samples.ts';

contractTests(trading, samples.trading!);
