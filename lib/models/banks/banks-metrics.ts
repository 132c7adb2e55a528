// Made by scripts/model-types.js from what the model banks says of itself: change that.

/** The metrics of the model banks: numbers of a run, or what a sweep has of each. */
export type BanksMetrics<Value = number> = {
  /**
   * Opening equity and injections less closing equity (0 if failed), and what others outside
   * lost. Unit: currency.
   */
  readonly loss: Value;
  /** Banks that failed. Unit: banks. */
  readonly defaults: Value;
  /** Banks that failed, of all. Unit: share. */
  readonly failedShare: Value;
  /** Rounds of the longest cascade; 1: nobody was brought down by another. Unit: rounds. */
  readonly cascadeDepth: Value;
  /** Closing equity of all banks, a failed one counting 0. Unit: currency. */
  readonly finalEquity: Value;
  /** Channel: what prices and the cost of own orders took. Unit: currency. */
  readonly lossMarkets: Value;
  /** Channel: what shocks destroyed. Unit: currency. */
  readonly lossWriteOffs: Value;
  /** Channel: what estates hold beyond what they owe. Unit: currency. */
  readonly lossEstates: Value;
  /** Channel: interest on central bank credit. Unit: currency. */
  readonly lastResortCost: Value;
  /** Channel: earned on external assets less the cost of deposits. Unit: currency. */
  readonly income: Value;
  /**
   * Written down by creditors of failed banks; passed on, not lost to the system. Unit: currency.
   */
  readonly interbankLosses: Value;
  /** What depositors of failed banks lost. Unit: currency. */
  readonly depositorLosses: Value;
  /** What the outside lost beyond depositors. Unit: currency. */
  readonly outsideLosses: Value;
  /** Equity that banks lost: opening equity and injections less finalEquity. Unit: currency. */
  readonly capitalLoss: Value;
  /** Of capitalLoss: what shocks took at once. Unit: currency. */
  readonly shockLosses: Value;
  /** Of capitalLoss: noise and the impact of voluntary orders. Unit: currency. */
  readonly marketLosses: Value;
  /** Of capitalLoss: forced sales to meet a requirement, and their marks. Unit: currency. */
  readonly fireSaleLosses: Value;
  /**
   * Of capitalLoss: sales forced by recalls, their marks, interest on central bank credit. Unit:
   * currency.
   */
  readonly fundingLosses: Value;
  /** What losses of failed banks exceeded their equity by: creditors bear it. Unit: currency. */
  readonly passedOn: Value;
};
