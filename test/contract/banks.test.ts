import { banks } from '../../lib/models/banks/banks.ts';
import { contractTests } from './contract.ts';
import { samples } from './samples.ts';

contractTests(banks, samples.banks!);
