import { cache } from '../../lib/models/cache/cache.ts';
import { contractTests } from './contract.ts';
import { samples } from './samples.ts';

contractTests(cache, samples.cache!);
