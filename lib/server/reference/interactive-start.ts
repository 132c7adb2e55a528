import { z } from 'zod';
import { FaultlineError } from '../../core/faultline-error.ts';
import { type Pace, paceSchema } from '../../live/pace.ts';
import { newSessionSchema, type ParsedNewSession } from '../session/new-session.ts';

/** By this name the sessions begun here are found again. */
export const INTERACTIVE = 'interactive';

/** Seconds between two transactions, which follow each other turn by turn. */
const TRANSACTION_DELAY = 0.4;
/** Target leverage of a node that gives none: that of the preset. */
const TARGET = 3;

const node = z.strictObject({
  capital: z.number().meta({ help: 'opening equity' }),
  target: z.number().default(TARGET).meta({ help: 'target leverage: total assets over equity' }),
  risk: z.number().optional().meta({ help: 'risk factor, 0 to 1' }),
  name: z.string().min(1).optional(),
  id: z.union([z.string(), z.number()]).optional().meta({ help: 'its name, where it has none' }),
});

/** What of the body is not the config of the model. */
const shape = {
  nodes: z.array(node).min(2).optional().meta({ help: 'the banks' }),
  transaction_delay: z
    .number()
    .min(0)
    .max(3600)
    .optional()
    .meta({ help: `seconds between transactions, ${TRANSACTION_DELAY} when left out; 0: as fast as it can` }),
  pace: paceSchema.optional().meta({ help: 'instead of transaction_delay' }),
  seed: newSessionSchema.shape.seed,
  commands: newSessionSchema.shape.commands,
  until: newSessionSchema.shape.until,
  decisions: newSessionSchema.shape.decisions,
};

export const interactiveStartSchema = z
  .looseObject(shape)
  .meta({ help: 'nodes, and any fields of the config of banks; the preset is reference unless told' });

/**
 * The session that the body of a start asks for: it waits until its viewer is there.
 *
 * @throws FaultlineError for fields that contradict each other. Those of the config are checked later, when
 * the session is set up.
 */
export function interactiveStart(given: z.output<typeof interactiveStartSchema>): ParsedNewSession {
  const { commands, decisions, nodes, pace, seed, transaction_delay, until, ...config } = given;
  if (pace !== undefined && transaction_delay !== undefined) {
    throw new FaultlineError('body.pace', pace, 'no transaction_delay beside it: both say how fast it goes');
  }
  if (nodes !== undefined && 'banks' in config) {
    throw new FaultlineError(
      'body.banks',
      config.banks,
      'no nodes beside them: both say which banks there are',
    );
  }
  return {
    model: 'banks',
    config: { preset: 'reference', ...config, ...(nodes !== undefined && { banks: nodes.map(bankOf) }) },
    ...(seed !== undefined && { seed }),
    ...(commands !== undefined && { commands }),
    ...(until !== undefined && { until }),
    ...(decisions !== undefined && { decisions }),
    name: INTERACTIVE,
    pace: pace ?? paceOf(transaction_delay ?? TRANSACTION_DELAY),
    start: false,
  };
}

function bankOf({ capital, id, name, risk, target }: z.output<typeof node>) {
  const called = name ?? (id === undefined ? undefined : String(id));
  return {
    capital,
    targetLeverage: target,
    ...(risk !== undefined && { riskFactor: risk }),
    ...(called !== undefined && { name: called }),
  };
}

function paceOf(delay: number): Pace {
  return delay === 0 ? 'max' : { turns: 1 / delay };
}
