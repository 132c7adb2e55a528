/** What is known of a name or a call in a cell: its type, and what its author wrote about it. */
export interface CellInspection {
  readonly text: string;
  readonly markdown: string;
}

export interface Hover {
  readonly contents: { readonly value: string };
}

export interface SignatureHelp {
  readonly signatures: readonly {
    readonly label: string;
    readonly documentation?: string | { readonly value: string };
    readonly parameters?: readonly {
      readonly label: string | readonly [number, number];
      readonly documentation?: string | { readonly value: string };
    }[];
    readonly activeParameter?: number;
  }[];
  readonly activeSignature?: number;
  readonly activeParameter?: number;
}

export function hoverInspection(hover: Hover): CellInspection | null {
  const markdown = hover.contents.value.trim();
  const text = plain(markdown);
  // What the checker says of a name that nobody declared.
  return text === '' || text === 'any' ? null : { text, markdown };
}

/** All signatures, the one that fits the arguments first, with the parameter that the cursor is at. */
export function signatureInspection(help: SignatureHelp): CellInspection | null {
  const active = help.activeSignature ?? 0;
  const first = help.signatures[active];
  if (first === undefined) return null;
  const others = help.signatures.filter((_, i) => i !== active);
  const parameter = first.parameters?.[first.activeParameter ?? help.activeParameter ?? 0];
  const name =
    typeof parameter?.label === 'string'
      ? parameter.label
      : parameter && first.label.slice(parameter.label[0], parameter.label[1]);
  const about = [name && `\`${name}\``, words(parameter?.documentation)].filter(Boolean).join(' — ');
  const code = [first, ...others].map(({ label }) => label).join('\n');
  const markdown = [`\`\`\`typescript\n${code}\n\`\`\``, about, words(first.documentation)]
    .filter(Boolean)
    .join('\n\n');
  return { text: plain(markdown), markdown };
}

function words(documentation: string | { readonly value: string } | undefined): string {
  return typeof documentation === 'string' ? documentation : (documentation?.value ?? '');
}

/** Markdown as a terminal shows it: without fences, and without the marks of JSDoc tags. */
function plain(markdown: string): string {
  return markdown
    .replace(/^```\w*\n([\s\S]*?)\n```$/gm, '$1\n')
    .replace(/^\*(@\w+)\*/gm, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
