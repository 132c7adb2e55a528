/**
 * The member that owns a hash (an unsigned 32-bit integer) by its remainder: of the members for which
 * `alive`, one number a member, is not 0, in their order, the one at hash % (how many there are). -1 when
 * there is none. Nearly every key moves when one member comes or goes: see `movedShare`. Nothing is checked
 * and nothing allocated.
 */
export function moduloOwner(hash: number, alive: Uint8Array): number {
  let living = 0;
  for (let member = 0; member < alive.length; member++) if (alive[member] !== 0) living++;
  if (living === 0) return -1;
  let left = hash % living;
  if (living === alive.length) return left;
  let member = 0;
  for (; ; member++) if (alive[member] !== 0 && left-- === 0) return member;
}

/**
 * The member at hash % (how many members there are, living or not), or where that one is not alive the next
 * in order that is, round to the first. -1 when there is none. A common shortcut: what the lost member had
 * goes all to its successor, which then has twice its part. Nothing is checked and nothing allocated.
 */
export function probeOwner(hash: number, alive: Uint8Array): number {
  const first = hash % alive.length;
  for (let member = first; member < alive.length; member++) if (alive[member] !== 0) return member;
  for (let member = 0; member < first; member++) if (alive[member] !== 0) return member;
  return -1;
}
