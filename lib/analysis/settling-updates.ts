/**
 * Updates of a chain of networks after which its start is forgotten, by the probability of a link: some
 * three times the longest autocorrelation measured for 48 banks of lognormal size, that of the largest
 * link (5, 40 and 240 n^2 updates at 0.15, 0.5 and 1). The denser the network, the longer it holds.
 */
export function settlingUpdates(size: number, linkProbability: number): number {
  return Math.ceil(Math.max(20, 720 * linkProbability * linkProbability) * size * size);
}
