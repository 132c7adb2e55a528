/** Objects and lists within each other, at most: more than any input has, few enough for any reader. */
const DEPTH_MAX = 100;

/** Whether parsed JSON lies so deep that what reads it call by call would run out of stack. */
export function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}
