import { expect, test } from 'vitest';
import { hoverText, plainText, shortened } from '../../lib/figures/plain-text.ts';
import { counted, percent, quantity } from '../../lib/figures/quantity.ts';

test.each([
  [512293.4, '512,300'],
  [-512293.4, '−512,300'],
  [999.96, '1,000'],
  [1234567890, '1,235,000,000'],
  [0.00012346, '0.0001235'],
  [0.1, '0.1'],
  [0, '0'],
  [-0, '0'],
  [1e-9, '1e−9'],
  [2.5e22, '2.5e22'],
])('quantity(%s) is %s', (value, text) => {
  expect(quantity(value)).toBe(text);
});

test('shares and counts', () => {
  expect(percent(0.3152)).toBe('31.5 %');
  expect(percent(0.999, 15)).toBe('99.9 %');
  expect(percent(0.29, 15)).toBe('29 %');
  expect(counted(1, 'bank')).toBe('1 bank');
  expect(counted(10000, 'run')).toBe('10,000 runs');
  expect(counted(2, 'loss', 'losses')).toBe('2 losses');
});

test('plotly reads text letter by letter', () => {
  expect(plainText('</script><b>&')).toBe('&lt;/script&gt;&lt;b&gt;&amp;');
  expect(hoverText(['A<b>', 'c'])).toBe('<b>A&lt;b&gt;</b><br>c');
  expect(shortened('Générale', 8)).toBe('Générale');
  expect(shortened('Banque Générale', 8)).toBe('Banque …');
});
