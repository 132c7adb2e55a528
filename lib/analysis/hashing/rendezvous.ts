import { keyHash } from './key-hash.ts';

/**
 * The member that owns a hash by rendezvous hashing, or highest random weight (Thaler & Ravishankar, IEEE/ACM
 * Transactions on Networking 1998): each (hash, member) has a weight, and of the members for which `alive`,
 * one number a member, is not 0, the heaviest owns it; of equals the lower. -1 when there is none. Nothing is
 * checked and nothing allocated; the time is that of one `keyHash` a living member.
 */
export function rendezvousOwner(hash: number, alive: Uint8Array): number {
  let owner = -1;
  let most = -1;
  for (let member = 0; member < alive.length; member++) {
    if (alive[member] === 0) continue;
    const weight = keyHash(hash, member);
    if (weight > most) {
      owner = member;
      most = weight;
    }
  }
  return owner;
}

/**
 * Writes the `count` heaviest living members for a hash into `out`, the owner first: where copies are kept.
 * Returns how many there are, fewer than `count` when fewer are alive. `out` needs `count` places. Nothing is
 * checked and nothing allocated.
 */
export function rendezvousOwners(hash: number, alive: Uint8Array, count: number, out: Int32Array): number {
  let found = 0;
  // Of equals the lower is first, so those after a member are lighter, or as heavy and higher.
  let last = Infinity;
  let lastMember = -1;
  while (found < count) {
    let owner = -1;
    let most = -1;
    for (let member = 0; member < alive.length; member++) {
      if (alive[member] === 0) continue;
      const weight = keyHash(hash, member);
      if (weight > most && (weight < last || (weight === last && member > lastMember))) {
        owner = member;
        most = weight;
      }
    }
    if (owner < 0) return found;
    out[found++] = owner;
    last = most;
    lastMember = owner;
  }
  return found;
}
