import type { ImportDeclaration } from 'oxc-parser';
import { cellHostName } from './cell-host.ts';
import type { CellNames } from './cell-names.ts';
import type { CellText } from './cell-text.ts';

/**
 * Makes an `import` statement with values a call of the host.
 *
 * @param isHoisted takes it to the top of the cell, where a module's imports run
 */
export function rewriteImport(
  text: CellText,
  node: ImportDeclaration,
  isHoisted: boolean,
  names: CellNames,
): void {
  const { start, end, source } = node;
  const taken: { readonly name: string; readonly local: string }[] = [];
  let namespace: string | undefined;
  for (const each of node.specifiers) {
    if (each.type === 'ImportNamespaceSpecifier') namespace = names.of(each.local.name);
    else if (each.type === 'ImportDefaultSpecifier') {
      taken.push({ name: 'default', local: names.of(each.local.name) });
    } else if (each.importKind !== 'type') {
      const { imported } = each;
      taken.push({
        name: imported.type === 'Literal' ? imported.value : imported.name,
        local: names.of(each.local.name),
      });
    }
  }
  const pattern = `{ ${taken.map(({ name, local }) => `${JSON.stringify(name)}: ${local}`).join(', ')} }`;
  const options = optionsOf(node, namespace === undefined ? taken.map(({ name }) => name) : []);
  const target = namespace ?? (taken.length > 0 ? pattern : undefined);
  const rest = namespace !== undefined && taken.length > 0 ? `, ${pattern} = ${namespace}` : '';
  const open = `${target === undefined ? '' : `let ${target} = `}await ${cellHostName}.import(`;
  const close = `${options})${rest};`;
  if (!isHoisted) {
    text.replace(start, source.start, open);
    text.replace(source.end, end, close);
    return;
  }
  // One line at the top, its line breaks where it stood: then no other line moves.
  text.text.update(start, source.start, open);
  if (source.end === end) text.after(end, close);
  else text.text.update(source.end, end, close);
  text.after(start, text.lineBreaks(start, end));
  text.hoist(start, end);
}

function optionsOf(node: ImportDeclaration, names: readonly string[]): string {
  const attributes = node.attributes.map(({ key, value }) => [
    key.type === 'Literal' ? key.value : key.name,
    value.value,
  ]);
  const parts = [
    ...(names.length > 0 ? [`names: ${JSON.stringify(names)}`] : []),
    ...(attributes.length > 0 ? [`with: ${JSON.stringify(Object.fromEntries(attributes))}`] : []),
  ];
  return parts.length > 0 ? `, { ${parts.join(', ')} }` : '';
}
