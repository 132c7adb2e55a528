/**
 * @file Questions that have no answer, about a run that is given: ids that do not exist, things that never came,
 * metrics that do not change, fields and kinds that there are not. Each must be refused by a FaultlineError.
 */

/**
 * A question without an answer, by number: every kind of them comes up in turn.
 *
 * @param {'banks' | 'cache' | 'trading'} model
 * @param {any} events
 * @param {number} number
 * @param {import('./random.js').Random} random
 * @returns {any}
 */
export function unanswerable(model, events, number, random) {
  const never = neverCame(model, events, random);
  const metric = { banks: 'loss', cache: 'failures', trading: 'trades' }[model];
  const questions = [
    { event: events.count + random.whole(0, 1000) },
    { event: -random.whole(1, 9) },
    { event: random.between(0.1, 0.9) + random.whole(1, 9) },
    never,
    { ...never, t: 1 },
    { type: 'collapse', bank: 1 },
    { type: never.type, nothing: random.whole(0, 9) },
    { metric: 'happiness', from: 1, to: 3 },
    { metric, from: 3, to: 2 },
    { metric, from: 0.1, to: 0.2 },
    { metric, from: 1e9, to: 2e9 },
    { event: 1, type: never.type },
  ];
  return questions[number % questions.length];
}

/** Something that might have come in such a run and did not. */
function neverCame(
  /** @type {string} */ model,
  /** @type {any} */ events,
  /** @type {import('./random.js').Random} */ random,
) {
  if (model === 'banks') {
    const failed = new Set([...events.where({ type: 'default' })].map(({ bank }) => bank));
    const living = events.get(0).banks.filter((/** @type {any} */ { bank }) => !failed.has(bank));
    return { type: 'default', bank: random.pick([...living, { bank: events.get(0).banks.length + 3 }]).bank };
  }
  if (model === 'cache') {
    const hits = [...events.where({ type: 'request', outcome: 'hit' })];
    return { type: 'request', request: random.pick(hits).request, outcome: 'timeout' };
  }
  return { type: 'trade_update', position: random.pick(['Z', 'nobody']) };
}
