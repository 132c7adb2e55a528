/**
 * @file The truth of an incident, by the definition and by force: the run with every subset of its commands
 * left out, looked at from outside. It shares nothing with `lib/why`.
 *
 * Causes are those of the modified definition of Halpern and Pearl, with commands as variables: a set X such
 * that without X, and with some idle commands W held at what they did (nothing), the target does not come; of
 * these the minimal ones. A command is idle when leaving it out changes nothing of how the target came:
 * neither its time nor its history, which is all that its causes lead back to. An idle command is no member
 * of a cause. Where idle commands replace each other, so that not all of them can be left out at once,
 * those are idle that are so in each largest set that can be left out without any change.
 */

/**
 * What became of the target in one run.
 *
 * @typedef {{ readonly comes: boolean, readonly history: string | null }} Fate
 */

/**
 * The minimal sets of causes among `count` commands, as lists of indices.
 *
 * @param {number} count
 * @param {(left: readonly number[]) => Fate} fateWithout what becomes of the target without those commands.
 * @returns {number[][]}
 */
export function trueCauses(count, fateWithout) {
  const fates = Array.from({ length: 2 ** count }, (_, mask) => fateWithout(membersOf(mask, count)));
  const idle = idleCommands(fates);
  const held = fates.map((_, mask) => mask).filter((mask) => (mask & ~idle) === 0);
  /** @type {number[]} */
  const causes = [];
  const bySize = fates.map((_, mask) => mask).sort((a, b) => sizeOf(a) - sizeOf(b) || a - b);
  for (const mask of bySize) {
    if (mask === 0 || (mask & idle) !== 0 || causes.some((cause) => (cause & mask) === cause)) continue;
    if (held.some((waiting) => !fates[mask | waiting].comes)) causes.push(mask);
  }
  return causes.map((mask) => membersOf(mask, count));
}

/** Those in every largest set of commands without which the target comes just as it came. */
function idleCommands(/** @type {readonly Fate[]} */ fates) {
  const actual = fates[0].history;
  const same = fates
    .map((_, mask) => mask)
    .filter((mask) => actual !== null && fates[mask].history === actual);
  const largest = same.filter((mask) => !same.some((other) => other !== mask && (other & mask) === mask));
  return largest.reduce((common, mask) => common & mask, largest[0] ?? 0);
}

function membersOf(/** @type {number} */ mask, /** @type {number} */ count) {
  return Array.from({ length: count }, (_, i) => i).filter((i) => (mask & (1 << i)) !== 0);
}

function sizeOf(/** @type {number} */ mask) {
  let size = 0;
  for (let rest = mask; rest > 0; rest >>= 1) size += rest & 1;
  return size;
}
