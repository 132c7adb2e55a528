import type { Command } from 'commander';
import { type ClearingInput, type ClearingResult, clearingPayments } from '../analysis/clearing-payments.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { displayUnit } from '../figures/display-unit.ts';
import { fixed } from '../figures/fixed.ts';
import { shortened } from '../figures/plain-text.ts';
import { counted } from '../figures/quantity.ts';
import { readJsonObject } from './read-json.ts';
import { noteLines } from './risk-lines.ts';
import { table } from './table.ts';
import { type Output, stdout } from './terminal.ts';

interface Flags {
  readonly json?: true;
}

const NAME_LENGTH = 24;

/** What a file may hold. */
const FIELDS = [
  'names',
  'liabilities',
  'externalAssets',
  'externalLiabilities',
  'recoveryExternal',
  'recoveryInterbank',
];

/** Adds `faultline clear`: what banks that owe each other can pay. */
export function addClear(program: Command): void {
  program
    .command('clear')
    .summary('what banks that owe each other can pay')
    .description(
      'Clears a network of debts: the greatest clearing vector of Eisenberg and Noe (2001) and, with ' +
        'recoveries below 1, of Rogers and Veraart (2013).',
    )
    .argument('<file.json>', 'an object with the fields below')
    .option('--json', 'print the result as one JSON object')
    .addHelpText(
      'after',
      `
Fields:
  liabilities          rows; liabilities[i][j] is what bank i owes bank j
  externalAssets       a list: what each bank has besides its claims on banks
  externalLiabilities  a list: what each owes the outside, of equal rank (0)
  recoveryExternal     share of its own assets that a failed bank pays out (1)
  recoveryInterbank    share of its receipts from banks that it pays out (1)
  names                a list of names (0, 1, 2, …)

Examples:
  faultline clear network.json
  faultline clear network.json --json`,
    )
    .action(act);
}

async function act(path: string, flags: Flags): Promise<void> {
  const given = readJsonObject(path, '<file.json>');
  for (const [field, value] of Object.entries(given)) {
    if (!FIELDS.includes(field)) {
      throw new FaultlineError(`${path}: ${field}`, value, `no such field; known are ${FIELDS.join(', ')}`);
    }
  }
  const { names: givenNames, ...rest } = given;
  const input = rest as unknown as ClearingInput;
  const result = clearing(input, path);
  const names = namesOf(givenNames, result.payments.length, path);
  if (flags.json) return stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  await stdout.write(page(input, result, names, stdout));
}

/** Says which file a fault is in. */
function clearing(input: ClearingInput, path: string): ClearingResult {
  try {
    return clearingPayments(input);
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error;
    throw new FaultlineError(`${path}: ${error.where}`, error.given, error.allowed);
  }
}

function namesOf(given: unknown, count: number, path: string): string[] {
  if (given === undefined) return Array.from({ length: count }, (_, i) => String(i));
  if (Array.isArray(given) && given.length === count && given.every((name) => typeof name === 'string')) {
    return given;
  }
  throw new FaultlineError(`${path}: names`, given, `a list of ${count} texts`);
}

function page(
  { liabilities, externalLiabilities, recoveryExternal = 1, recoveryInterbank = 1 }: ClearingInput,
  { payments, waves, equity, defaulted }: ClearingResult,
  names: readonly string[],
  { colors }: Output,
): string {
  const owed = liabilities.map(
    (row, i) => row.reduce((sum, each) => sum + each, 0) + (externalLiabilities?.[i] ?? 0),
  );
  const { align } = displayUnit('', [...owed, ...payments, ...equity]);
  const waveOf = (bank: number): string => {
    const wave = waves.findIndex((banks) => banks.includes(bank));
    return wave < 0 ? '' : String(wave + 1);
  };
  const rows = names.map((name, i) => [
    shortened(name, NAME_LENGTH),
    align(owed[i]),
    align(payments[i]),
    owed[i] > 0 ? `${fixed((100 * payments[i]) / owed[i], 1)} %` : '',
    align(equity[i]),
    waveOf(i),
  ]);
  const header = ['Bank', 'owes', 'pays', 'share', 'equity', 'fails in wave'];
  const model =
    recoveryExternal === 1 && recoveryInterbank === 1
      ? 'Without costs of default: Eisenberg and Noe.'
      : `Recoveries ${recoveryExternal} (external) and ${recoveryInterbank} (interbank): Rogers and Veraart.`;
  const failing = `${counted(defaulted.length, 'bank')} of ${names.length}`;
  const failed =
    defaulted.length === 0
      ? 'No bank fails.'
      : `${failing} cannot pay in full, in ${counted(waves.length, 'wave')}.`;
  return [
    table([header, ...rows], ['left', 'right', 'right', 'right', 'right', 'right'], colors.dim),
    '',
    `  ${failed}`,
    ...[
      model,
      'Equity: what a bank has and receives less all that it owes, also the part that it cannot pay.',
    ].map((note) => colors.dim(noteLines(note))),
    '',
  ].join('\n');
}
