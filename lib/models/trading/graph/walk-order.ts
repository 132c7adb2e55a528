import { FaultlineError } from '../../../core/faultline-error.ts';

/**
 * The order in which a tick visits nodes: depth first from the controller, children as their edges are
 * listed, each once. It is the same at every tick, since whether a node is active does not change the way.
 *
 * @param children by node, in the order of edges
 * @throws FaultlineError for a node that no way leads to.
 */
export function walkOrder(
  ids: readonly string[],
  children: readonly (readonly number[])[],
  first: number,
  where: string,
): number[] {
  const order: number[] = [];
  const isSeen = new Set<number>();
  // The children of a node stand reversed on the stack, so that the first comes off first.
  const stack = [first];
  while (stack.length > 0) {
    const node = stack.pop() as number;
    if (isSeen.has(node)) continue;
    isSeen.add(node);
    order.push(node);
    for (let i = children[node].length - 1; i >= 0; i--) stack.push(children[node][i]);
  }
  const lost = ids.findIndex((_, node) => !isSeen.has(node));
  if (lost >= 0) {
    throw new FaultlineError(`${where}.edges`, ids[lost], 'a node to which a way leads from the controller');
  }
  return order;
}
