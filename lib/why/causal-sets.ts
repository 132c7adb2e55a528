/** A node: whether a set ends here, and where sets go on with a further number. */
interface Node {
  isEnd: boolean;
  /** How many more members the shortest set through here has. */
  least: number;
  readonly next: Map<number, Node>;
}

/** Sets of numbers, each given as an ascending list, as a tree in which lists share their beginnings. */
export class CausalSets {
  readonly #root: Node = newNode();

  add(set: readonly number[]): void {
    let node = this.#root;
    set.forEach((member, i) => {
      node.least = Math.min(node.least, set.length - i);
      let next = node.next.get(member);
      if (next === undefined) {
        next = newNode();
        node.next.set(member, next);
      }
      node = next;
    });
    node.isEnd = true;
    node.least = 0;
  }

  /** Whether the ascending list `set` holds all members of a set here. */
  isWithin(set: readonly number[]): boolean {
    return someWithin(this.#root, set, 0);
  }
}

function newNode(): Node {
  return { isEnd: false, least: Number.POSITIVE_INFINITY, next: new Map() };
}

function someWithin(node: Node, set: readonly number[], from: number): boolean {
  if (node.isEnd) return true;
  for (let i = from; i + node.least <= set.length; i++) {
    const next = node.next.get(set[i]);
    if (next !== undefined && someWithin(next, set, i + 1)) return true;
  }
  return false;
}
