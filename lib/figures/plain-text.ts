/** Text that plotly, which reads some HTML, shows letter by letter. */
export function plainText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** At most `length` letters of a text, with an ellipsis where some were left out. */
export function shortened(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

/** A shadow in the colour of the ground that keeps text apart from the lines below it. */
export function halo(color: string): string {
  return ['1px 1px', '-1px 1px', '1px -1px', '-1px -1px'].map((at) => `${at} 1px ${color}`).join(', ');
}

/** Lines of plain text for a hover label: the first in bold. */
export function hoverText([first, ...rest]: readonly string[]): string {
  return [`<b>${plainText(first ?? '')}</b>`, ...rest.map(plainText)].join('<br>');
}
