// Prints data/banks-48.csv: the banks of the default config. Run after a build:
//   node data/make-banks-48.js > data/banks-48.csv

import { parseConfig } from '../dist/core/config.js';
import { syntheticBanks } from '../dist/models/banks/bank-table.js';
import { banks } from '../dist/models/banks/banks.js';

const rows = syntheticBanks(48, parseConfig(banks, {}));
const columns = ['name', 'capital', 'targetLeverage', 'riskFactor'];
console.log([columns, ...rows.map((row) => columns.map((column) => row[column]))].join('\n'));
