import type { LoggedEvent } from '../core/event-kind.ts';
import { conditionText, type SeenComparison, sidesText, valueText } from './condition-words.ts';
import { counted } from './quantity.ts';
import type { TradeFlow } from './trade-flow.ts';

/** A line of a box: what, and at its right end what it was. */
export interface BoxLine {
  readonly left: string;
  readonly right: string;
}

/** What a flow diagram says of one event. */
export interface FlowBox {
  readonly node: string;
  /** What the node did. */
  readonly deed: string;
  readonly when: string;
  readonly type: string;
  /** The event's own name. */
  readonly name: string;
  readonly lines: readonly BoxLine[];
}

/** A part of a chain: boxes, and in their place where some are left out, how many, and when they were. */
export type FlowPiece = FlowBox | { readonly left: number; readonly from: string; readonly to: string };

/**
 * A chain in order: all of it, or the first box and the last ones, at most `max`, and between them what was
 * left out.
 *
 * @param when how times are written
 */
export function flowPieces(
  chain: readonly LoggedEvent[],
  { update, fills }: TradeFlow,
  max: number,
  when: (timestamp: string) => string,
): FlowPiece[] {
  const owner = update.position as string;
  const box = (event: LoggedEvent): FlowBox => flowBox(event, fills.get(event.id), owner, when);
  // To leave out a single one would save nothing.
  if (chain.length <= max + 1) return chain.map(box);
  const hidden = chain.slice(1, chain.length - max + 1);
  const [from, to] = [hidden[0]!, hidden.at(-1)!].map(({ timestamp }) => when(timestamp as string));
  return [
    box(chain[0]!),
    { left: hidden.length, from: from!, to: to! },
    ...chain.slice(chain.length - max + 1).map(box),
  ];
}

function flowBox(
  event: LoggedEvent,
  fill: LoggedEvent | undefined,
  owner: string,
  when: (timestamp: string) => string,
): FlowBox {
  const node = event.node as string;
  const conditions = (event.conditions ?? []) as readonly SeenComparison[];
  const variables = (event.variables ?? []) as readonly Kept[];
  return {
    node,
    deed: deedOf(event),
    when: when(event.timestamp as string),
    type: event.type,
    name: event.execution_id as string,
    lines: [
      ...conditions.map((seen) => ({
        left: `${seen.result ? '✓' : '✗'} ${conditionText(seen)}`,
        right: sidesText(seen),
      })),
      ...variables.map(({ variable, value }) => ({
        left: `keeps ${variable.startsWith(`${node}.`) ? variable.slice(node.length + 1) : variable}`,
        right: value === null ? 'missing' : valueText(value),
      })),
      ...orderLines(event, owner),
      ...(fill === undefined ? [] : fillLines(fill, when)),
    ],
  };
}

interface Kept {
  readonly variable: string;
  readonly value: number | null;
}

function deedOf(event: LoggedEvent): string {
  const again = (event.re_entry_num as number) > 0 ? `, re-entry ${event.re_entry_num}` : '';
  switch (event.type) {
    case 'strategy_started':
      return 'starts';
    case 'signal_emitted':
      return `signals${again}`;
    case 'condition_evaluated':
      return event.result === true ? 'decides: yes' : 'decides: no';
    case 'order_placed':
      return `orders${again}`;
    case 'bracket_hit':
      return `reaches its ${event.bracket}`;
    case 'square_off':
      return `squares off ${counted(event.positions as number, 'position')}`;
    default:
      return event.type.replaceAll('_', ' ');
  }
}

/** @param owner the position whose orders need not say so */
function orderLines(event: LoggedEvent, owner: string): BoxLine[] {
  const { type, order, side, symbol, quantity, price, position, bracket, level } =
    event as unknown as OrderFields;
  if (type !== 'order_placed' && type !== 'bracket_hit') return [];
  const lots = quantity === null ? '' : ` ${valueText(quantity)}`;
  const whose = position === owner ? '' : ` for ${position}`;
  const left = `order ${order}${whose}: ${side}${lots} ${symbol}`;
  const right =
    type === 'order_placed' ? `last price ${valueText(price)}` : `${bracket} at ${valueText(level)}`;
  return [{ left, right }];
}

interface OrderFields {
  readonly type: string;
  readonly order: number;
  readonly side: string;
  readonly symbol: string;
  readonly quantity: number | null;
  readonly price: number;
  readonly position: string;
  readonly bracket: string;
  readonly level: number;
}

function fillLines(fill: LoggedEvent, when: (timestamp: string) => string): BoxLine[] {
  const { timestamp, quantity, price, fee } = fill as unknown as FillFields;
  return [
    {
      left: `filled ${when(timestamp)}`,
      right: `${valueText(quantity)} at ${valueText(price)}, fee ${valueText(fee)}`,
    },
  ];
}

interface FillFields {
  readonly timestamp: string;
  readonly quantity: number;
  readonly price: number;
  readonly fee: number;
}
