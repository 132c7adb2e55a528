// Prints data/banks-48.csv: the banks of the default config. Run after a build:
//   node data/make-banks-48.js > data/banks-48.csv
//   node data/make-banks-48.js --statistics        (the table of data/README.md)

import { parseConfig } from '../dist/core/config.js';
import { run } from '../dist/index.js';
import { syntheticBanks } from '../dist/models/banks/bank-table.js';
import { banks } from '../dist/models/banks/banks.js';

const rows = syntheticBanks(48, parseConfig(banks, {}));
const columns = ['name', 'capital', 'targetLeverage', 'riskFactor', 'interbankAssets'];

/** The seeds whose opening networks the statistics are means over. */
const SEEDS = 200;

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/** Geometric mean, standard deviation of the log, smallest and largest of the values above 0. */
function spread(values) {
  const logs = values.filter((value) => value > 0).map(Math.log);
  const mean = sum(logs) / logs.length;
  const variance = sum(logs.map((log) => (log - mean) ** 2)) / logs.length;
  const round = (value) => Number(value.toPrecision(4));
  return {
    geometricMean: round(Math.exp(mean)),
    spreadOfLog: round(Math.sqrt(variance)),
    least: round(Math.min(...values)),
    most: round(Math.max(...values)),
  };
}

/** Interbank loans as the runs open, over total assets: over all banks, and bank by bank. */
function openedShares() {
  const assets = rows.map(({ capital, targetLeverage }) => capital * targetLeverage);
  const shares = [];
  let lent = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const own = new Float64Array(rows.length);
    for (const { lender, amount } of run(banks, { seed, until: 0 }).events.get(0).loans)
      own[lender] += amount;
    lent += sum(own) / SEEDS;
    shares.push(...own.map((each, i) => each / assets[i]));
  }
  return { ofAll: Number((lent / sum(assets)).toPrecision(4)), ...spread(shares) };
}

if (process.argv.includes('--statistics')) {
  const assets = rows.map(({ capital, targetLeverage }) => capital * targetLeverage);
  const wanted = rows.map(({ interbankAssets }, i) => interbankAssets / assets[i]);
  const ofAll = Number((sum(rows.map((row) => row.interbankAssets)) / sum(assets)).toPrecision(4));
  const statistics = {
    capital: { ...spread(rows.map(({ capital }) => capital)), sum: sum(rows.map(({ capital }) => capital)) },
    leverage: spread(rows.map(({ targetLeverage }) => targetLeverage)),
    interbankShareWanted: { ofAll, ...spread(wanted) },
    interbankShareOpened: openedShares(),
  };
  console.log(JSON.stringify(statistics, null, 2));
} else console.log([columns, ...rows.map((row) => columns.map((column) => row[column]))].join('\n'));
