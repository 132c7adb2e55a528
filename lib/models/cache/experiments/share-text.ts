/** A share as a percentage with one decimal: 57.3 %. */
export function shareText(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
