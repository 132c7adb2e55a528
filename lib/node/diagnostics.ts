import { readFileSync } from 'node:fs';
import { FaultlineError } from '../core/faultline-error.ts';
import type { Run } from '../core/run.ts';
import type { NodeMessage } from '../models/trading/node-message.ts';
import type { TradingVocabulary } from '../models/trading/trading-vocabulary.ts';
import { nodeMessages } from './run-strategy.ts';
import { checkWritable, writeWhole } from './whole-file.ts';

/** Every event of a strategy's nodes by name, and the last one of each node. */
export interface Diagnostics {
  readonly events_history: Readonly<Record<string, NodeMessage>>;
  readonly current_state: Readonly<Record<string, NodeMessage>>;
}

/** The diagnostics of a run of the trading model. */
export function diagnosticsOf(run: Run<TradingVocabulary>): Diagnostics {
  checkRun('diagnosticsOf: run', run);
  const history: Record<string, NodeMessage> = {};
  const state: Record<string, NodeMessage> = {};
  for (const message of nodeMessages(run)) {
    history[message.execution_id] = message;
    state[message.node_id] = message;
  }
  return { events_history: history, current_state: state };
}

/**
 * Writes the diagnostics of a run as one JSON file, an event a line, whole or not at all. What is held of it
 * in memory meanwhile does not grow with the run.
 *
 * @throws FaultlineError for a path that cannot be written.
 */
export async function writeDiagnostics(path: string, run: Run<TradingVocabulary>): Promise<void> {
  checkRun('writeDiagnostics: run', run);
  checkWritable(path, 'writeDiagnostics');
  await writeWhole(path, 'writeDiagnostics', pieces(run), new AbortController().signal);
}

function checkRun(where: string, run: Run<TradingVocabulary> | null | undefined): void {
  if (run?.recipe?.model === 'trading' && run.events !== undefined) return;
  throw new FaultlineError(where, run, 'a run of the trading model');
}

const PIECE_LENGTH = 1 << 16;

function* pieces(run: Run<TradingVocabulary>): Generator<string> {
  const state: Record<string, NodeMessage> = {};
  let piece = '{\n"events_history": {';
  let separator = '\n';
  for (const message of nodeMessages(run)) {
    state[message.node_id] = message;
    piece += `${separator}${JSON.stringify(message.execution_id)}: ${JSON.stringify(message)}`;
    separator = ',\n';
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n},\n"current_state": ${JSON.stringify(state)}\n}\n`;
}

/**
 * Reads diagnostics back.
 *
 * @throws FaultlineError for a file that is none, for an event under another name than its own, for one whose
 * parent is not there or comes later, and for a current state that is not in the history.
 */
export function readDiagnostics(path: string): Diagnostics {
  const read = jsonOf(path) as Partial<Diagnostics> | null;
  const { events_history: history, current_state: state } = read ?? {};
  for (const [field, value] of Object.entries({ events_history: history, current_state: state })) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new FaultlineError(`${path}: ${field}`, value, 'an object: the diagnostics of a strategy');
    }
  }
  const seen = new Set<string>();
  for (const [name, event] of Object.entries(history as Diagnostics['events_history'])) {
    const where = `${path}: events_history[${JSON.stringify(name)}]`;
    if (event?.execution_id !== name) {
      throw new FaultlineError(
        `${where}.execution_id`,
        event?.execution_id,
        'the name under which it stands',
      );
    }
    const { parent_execution_id: parent } = event;
    if (parent !== null && !seen.has(parent)) {
      throw new FaultlineError(`${where}.parent_execution_id`, parent, 'null, or an event before this one');
    }
    seen.add(name);
  }
  for (const [node, event] of Object.entries(state as Diagnostics['current_state'])) {
    if (event?.node_id === node && seen.has(event.execution_id)) continue;
    const where = `${path}: current_state[${JSON.stringify(node)}]`;
    throw new FaultlineError(where, event, 'the last event of that node, as it stands in events_history');
  }
  return { events_history: history, current_state: state } as Diagnostics;
}

function jsonOf(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new FaultlineError('readDiagnostics', path, `a file that can be read (${reasonOf(error)})`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FaultlineError(path, error, 'the diagnostics of a strategy as JSON');
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

/**
 * The chain that led to an event, from the start of the strategy to it, by its parents. Takes as many steps
 * as the chain is long.
 *
 * @throws FaultlineError for an event that is not in the history.
 */
export function diagnosticsChain(diagnostics: Diagnostics, leaf: string | null): NodeMessage[] {
  const history = diagnostics?.events_history;
  if (typeof history !== 'object' || history === null) {
    throw new FaultlineError('diagnosticsChain', history, 'diagnostics, as readDiagnostics gives them');
  }
  if (leaf === null) return [];
  if (!Object.hasOwn(history, leaf)) {
    throw new FaultlineError('diagnosticsChain: leaf', leaf, 'the execution_id of an event of the history');
  }
  const chain: NodeMessage[] = [];
  for (let id: string | null = leaf; id !== null; ) {
    const event: NodeMessage = history[id];
    chain.push(event);
    id = event.parent_execution_id;
  }
  return chain.reverse();
}
