/** A number: a decimal as text, which keeps every digit, or a JSON number. */
export type DecimalText = string | number;

/** Stands for one of the strategy's parameters, anywhere in its nodes and indicators. */
export type ParameterReference = {
  readonly param: string;
};

/** What a comparison compares. Without `symbol` the strategy's only symbol is meant. */
export type Operand =
  | DecimalText
  | ParameterReference
  /** The last price. */
  | { readonly type: 'ltp'; readonly symbol?: string }
  /** A field of a closed candle; `offset` 0, the default, is the latest closed one, 1 the one before. */
  | {
      readonly type: 'candle';
      readonly field: 'open' | 'high' | 'low' | 'close' | 'volume';
      readonly symbol?: string;
      readonly timeframe?: string;
      readonly offset?: number | ParameterReference;
    }
  /** An indicator that the strategy declares, or else a value of that name that came with the tick. */
  | {
      readonly type: 'ind';
      readonly name: string;
      readonly output?: string;
      readonly offset?: number | ParameterReference;
    }
  /** An indicator that is spelled out where it is used. */
  | (IndicatorDeclaration & {
      readonly type: 'ind';
      readonly output?: string;
      readonly offset?: number | ParameterReference;
    })
  /** The time of day where the market is. */
  | { readonly type: 'time' }
  | { readonly type: 'const_time'; readonly value: string }
  /** What the open position was entered at, slippage included; missing while it is not open. */
  | { readonly type: 'entry_price'; readonly position: string }
  /** What a node kept when it completed last. */
  | { readonly type: 'node_variable'; readonly node: string; readonly name: string }
  /** Profit and loss after fees: of everything, or of one open position. */
  | { readonly type: 'pnl'; readonly position?: string }
  | {
      readonly type: 'expr';
      readonly op: '+' | '-' | '*' | '/' | 'min' | 'max';
      readonly left: Operand;
      readonly right: Operand;
    };

export const COMPARISONS = ['>', '>=', '<', '<=', '==', '!='] as const;
/** Above: not above at the last tick, above now. */
export const CROSSINGS = ['crosses_above', 'crosses_below', 'crosses'] as const;

export type Comparison = {
  readonly lhs: Operand;
  readonly op: (typeof COMPARISONS)[number] | (typeof CROSSINGS)[number];
  readonly rhs: Operand;
};

/** A tree of comparisons. One with a missing value is false. */
export type Condition =
  | Comparison
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

type NodeBase = {
  readonly id: string;
  /** What people call it; its id when left out. */
  readonly name?: string;
};

type Signal = NodeBase & {
  /** Values to keep when it completes, by name. */
  readonly variables?: Readonly<Record<string, Operand>>;
};

/** How much is bought or sold: lots, or as many whole lots as a share of the cash pays for, fees included. */
export type Quantity = DecimalText | ParameterReference | { readonly cash_share: DecimalText };

/** A node of a strategy. */
export type StrategyNode =
  /** Begins: completes at the first tick. */
  | (NodeBase & { readonly type: 'StrategyController' })
  /** Waits for its condition. */
  | (Signal & { readonly type: 'EntrySignalNode'; readonly condition: Condition })
  /** Waits for its condition while its position, if it names one, is open. */
  | (Signal & {
      readonly type: 'ExitSignalNode';
      readonly position_id?: string;
      readonly condition: Condition;
    })
  /**
   * Waits for its condition, at most that often since the entry signal that began its chain; what it
   * activates enters again, with the next number of a re-entry.
   */
  | (Signal & {
      readonly type: 'ReEntrySignalNode';
      readonly max_re_entries: number | ParameterReference;
      readonly condition: Condition;
    })
  /** Waits for its condition; with edges on `else` it decides at once, one way or the other. */
  | (Signal & { readonly type: 'ConditionNode'; readonly condition: Condition })
  /** Orders when its position is not open. Stop and target are fractions of the entry price, or prices. */
  | (NodeBase & {
      readonly type: 'EntryNode';
      readonly position_id: string;
      readonly symbol?: string;
      readonly side: 'buy' | 'sell';
      readonly quantity: Quantity;
      readonly lot_size?: DecimalText | ParameterReference;
      readonly stop_pct?: DecimalText | ParameterReference;
      readonly target_pct?: DecimalText | ParameterReference;
      readonly stop?: Operand;
      readonly target?: Operand;
    })
  /** Closes `quantity` lots of its position, or all that is left. */
  | (NodeBase & {
      readonly type: 'ExitNode';
      readonly position_id: string;
      readonly quantity?: DecimalText | ParameterReference;
      readonly reason?: string;
    })
  /** Waits for its condition, if it has one; then closes every position and stops every node. */
  | (Signal & { readonly type: 'SquareOffNode'; readonly condition?: Condition; readonly reason?: string });

/** From, to, and the outcome that takes this way: completed, when left out. */
export type StrategyEdge =
  | readonly [from: string, to: string]
  | readonly [from: string, to: string, on: 'else' | 'stop' | 'target' | 'rejected'];

/** An indicator, fed with the closed candles of a symbol and timeframe. */
export type IndicatorDeclaration = {
  readonly kind: 'sma' | 'ema' | 'rsi' | 'macd' | 'atr' | 'bollinger' | 'vwap';
  readonly symbol?: string;
  /** `1m`, `5m`, `1h`, `1d`, …; bars as they are, and a minute of ticks, when left out. */
  readonly timeframe?: string;
  readonly [option: string]: unknown;
};

/** What trading costs. Rates are shares of the price or of the notional of a fill. */
export type Costs = {
  /** On the notional of every fill. */
  readonly fee_rate?: DecimalText;
  /** On every fill. */
  readonly fee_per_order?: DecimalText;
  /**
   * How much worse than the market's price fills are: both sides, or by side. Targets fill at their price.
   */
  readonly slippage_rate?: DecimalText;
  readonly entry_slippage_rate?: DecimalText;
  readonly exit_slippage_rate?: DecimalText;
  /**
   * What becomes of positions open at the end: they stay, or close at the last price or the last bar's open.
   */
  readonly at_end?: 'open' | 'close' | 'close_at_open';
};

/** A strategy: nodes, the ways between them, and what it costs to trade. Plain JSON. */
export type Strategy = Costs & {
  readonly nodes: readonly StrategyNode[];
  readonly edges: readonly StrategyEdge[];
  readonly indicators?: Readonly<Record<string, IndicatorDeclaration>>;
  /** Values for `{ "param": name }`, which a config's `parameters` may replace. */
  readonly parameters?: Readonly<Record<string, DecimalText>>;
  /** Ways of counting, by name: costs that a config's `variant` puts in place of these. */
  readonly variants?: Readonly<Record<string, Costs>>;
};
