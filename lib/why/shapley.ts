/** More than so many players are more coalitions than anybody waits for. */
export const PLAYERS_MAX = 8;

/**
 * Each player's Shapley value (Shapley 1953): what it adds to a coalition, over all orders in which the
 * coalition may form. They add up to the worth of all less the worth of none.
 *
 * @param worth of a coalition, given as bits; each is asked for once.
 * @throws RangeError for more than `PLAYERS_MAX` players.
 */
export function shapleyValues(players: number, worth: (coalition: number) => number): number[] {
  if (players > PLAYERS_MAX) throw new RangeError(`${players} players; ${PLAYERS_MAX} at most`);
  const worths = Array.from({ length: 1 << players }, (_, coalition) => worth(coalition));
  // weights[k]: how often a player joins a coalition of k others, over all orders.
  const weights = [1 / players];
  for (let k = 1; k < players; k++) weights.push((weights[k - 1] * k) / (players - k));
  return Array.from({ length: players }, (_, player) => {
    const bit = 1 << player;
    let sum = 0;
    for (const [coalition, before] of worths.entries()) {
      if ((coalition & bit) === 0) sum += weights[sizeOf(coalition)] * (worths[coalition | bit] - before);
    }
    return sum;
  });
}

function sizeOf(coalition: number): number {
  let size = 0;
  for (let rest = coalition; rest > 0; rest >>= 1) size += rest & 1;
  return size;
}
