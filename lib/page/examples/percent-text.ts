/** A share as a percentage; null and what is not finite: a dash. */
export function percentText(share: number | null, places = 0): string {
  if (share === null || !Number.isFinite(share)) return '–';
  return `${(100 * share)
    .toFixed(places)
    .replace(/^-(?=[\d.]*[1-9])/, '−')
    .replace(/^-/, '')} %`;
}
