/**
 * A number for people: rounded to some significant digits (4 unless told), thousands apart, a true
 * minus sign. 512293.4 gives 512,300.
 */
export function quantity(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size < 1e-6 || size >= 1e21) return minus(rounded.toExponential().replace('e+', 'e'));
  const [whole, fraction] = String(size).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return rounded < 0 ? `−${text}` : text;
}

/** A share as a percentage: 0.3152 gives 31.5 %. */
export function percent(share: number, digits = 3): string {
  return `${quantity(share * 100, digits)} %`;
}

/** A count with its noun: 1 bank, 18 banks. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${quantity(count, 15)} ${count === 1 ? noun : plural}`;
}

function minus(text: string): string {
  return text.replaceAll('-', '−');
}
