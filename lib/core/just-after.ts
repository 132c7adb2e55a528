/** A time just above another: turns before it are those up to that other. */
export function justAfter(time: number): number {
  return time + Math.max(Number.MIN_VALUE, Math.abs(time) * Number.EPSILON);
}
