import type { Entities } from '../../core/event-kind.ts';
import type { Model, ModelOf } from '../../core/model.ts';
import { attribution } from './attribution.ts';
import { parseBanks } from './bank-table.ts';
import type { BanksVocabulary } from './banks-vocabulary.ts';
import { check } from './check.ts';
import { commands, modulePaths } from './commands.ts';
import { type BanksConfig, config, presets } from './config.ts';
import { decide } from './decide.ts';
import { events } from './events.ts';
import { measure, metrics } from './metrics.ts';
import { createState, openBooks } from './opening.ts';
import { type Prepared, prepare } from './prepared.ts';
import { reasons } from './reasons.ts';
import { type BanksState, columnsOf } from './state.ts';
import { advance, nextTurn, omit, PHASES } from './turns.ts';
import { view } from './view.ts';

const model: Model<BanksConfig, Prepared, BanksState, BanksVocabulary> = {
  name: 'banks',
  version: 2,
  help: 'An interbank network: loans, markets, shocks, defaults and their cascades',
  config,
  presets,
  files: { banks: parseBanks },
  modulePaths,
  events,
  commands,
  metrics,
  loss: 'loss',
  attribution,
  decomposable: {
    metric: 'capitalLoss',
    calm: { config: { shocks: 'none' }, commands: ['apply_shock'] },
    channels: {
      direct: { directLosses: 'none' },
      fireSales: { fireSales: false },
      funding: { funding: false },
    },
  },
  phases: PHASES,
  streams: ['network', 'noise', 'shocks', 'decisions'],
  describe: ({ currency, steps, stepsPerYear }) => {
    const years = Number((steps / stepsPerYear).toPrecision(3));
    const time = `${steps} ${steps === 1 ? 'step' : 'steps'}`;
    return { units: { currency }, horizon: `${time}, ${years} ${years === 1 ? 'year' : 'years'}` };
  },
  prepare,
  entities,
  create: createState,
  rejoin: (state) => Object.assign(state, columnsOf(state.books, state.bankCount)),
  start: openBooks,
  nextTurn,
  advance,
  omit,
  reasons,
  decide,
  measure: (state, _context, out) => measure(state, out),
  view,
  check,
};

function entities(prepared: Prepared): Entities {
  const names = prepared.banks.map((bank) => bank.name);
  return {
    bank: { names, printed: 'index' },
    bankName: { names, printed: 'name' },
    market: { names: prepared.marketNames, printed: 'name' },
    policy: { names: prepared.policyNames, printed: 'name' },
  };
}

/** The interbank model: banks that lend to each other, invest and fail. docs/banks.md describes it. */
export const banks: ModelOf<BanksVocabulary> = model;
