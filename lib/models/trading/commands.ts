import { z } from 'zod';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { CommandKind } from '../../core/model.ts';
import { wealthOf } from './accounts.ts';
import type { TradingConfig } from './config.ts';
import type { TradingContext } from './context.ts';
import { KIND } from './events.ts';
import { COMMANDED } from './graph/reasons.ts';
import type { Prepared } from './prepared.ts';
import { closeAll } from './square-off.ts';
import type { TradingState } from './state.ts';

type Command = CommandKind<TradingConfig, Prepared, TradingState>;

const squareOff: Command = {
  help: 'Closes every position and stops every node, at once.',
  fields: z.strictObject({}),
  apply: (_command: Record<string, never>, state: TradingState, context: TradingContext, cause: number) =>
    closeAll(state, context, COMMANDED, cause),
};

const gapFields = z.strictObject({
  return: z.number().gt(-1).max(100).meta({ help: 'by how much prices jump, as a share of themselves' }),
  symbol: z.string().optional().meta({ help: 'whose; of all symbols when left out' }),
});

const gap: Command = {
  help: 'Prices jump: all that come are multiplied by 1 + return.',
  fields: gapFields,
  check: (command: z.infer<typeof gapFields>, { market }: Prepared, where: string) => {
    if (command.symbol === undefined || market.symbols.includes(command.symbol)) return;
    throw new FaultlineError(`${where}.symbol`, command.symbol, `one of ${market.symbols.join(', ')}`);
  },
  apply: (
    command: z.infer<typeof gapFields>,
    state: TradingState,
    { prepared, log }: TradingContext,
    cause: number,
  ) => {
    for (const [s, symbol] of prepared.market.symbols.entries()) {
      if (command.symbol !== undefined && command.symbol !== symbol) continue;
      state.factor[s] *= 1 + command.return;
      state.latent[s] *= 1 + command.return;
      if (log === null) continue;
      state.moves.push({ event: log.count, symbol: s });
      const row = log.append(KIND.price_gap, state.time, cause);
      log.rowsOf(KIND.price_gap).integers[0][row] = s;
      log.rowsOf(KIND.price_gap).numbers[0][row] = command.return;
    }
    state.wealth = wealthOf(state);
  },
};

/** What a person may do to a running market or strategy. */
export const commands = { square_off: squareOff, gap };
