import type { BindingIdentifier, BindingPattern, Node } from 'oxc-parser';

/** The identifiers that a pattern binds, from left to right. */
export function boundNames(pattern: BindingPattern | Node): BindingIdentifier[] {
  const node = pattern as Node;
  switch (node.type) {
    case 'Identifier':
      return [node as BindingIdentifier];
    case 'ObjectPattern':
      return node.properties.flatMap((property) =>
        boundNames((property.type === 'RestElement' ? property.argument : property.value) as Node),
      );
    case 'ArrayPattern':
      return node.elements.flatMap((element) => (element === null ? [] : boundNames(element as Node)));
    case 'RestElement':
      return boundNames(node.argument as Node);
    case 'AssignmentPattern':
      return boundNames(node.left as Node);
    default:
      return [];
  }
}
