import { expect, test } from 'vitest';
import { tailShares } from '../../lib/figures/tail-shares.ts';

const measure = { name: 'capital loss', unit: 'EUR million', horizon: '52 steps, 1 year' };
const shares = Array.from({ length: 20 }, (_, i) => ({
  name: `Bank ${i}`,
  contribution: i,
  channels: { shocks: i + 1, funding: 0, interest: -1 },
}));
const figure = tailShares(0.99, shares, ['shocks', 'funding', 'interest'], measure);

test('the largest contributions first, at most 15', () => {
  const { ticktext } = figure.layout.yaxis as { ticktext: string[] };
  expect(ticktext).toHaveLength(15);
  expect(ticktext[0]).toBe('Bank 19');
  expect(figure.caption).toContain('The other 5 contribute less each.');
});

test('a bar a channel that took something, and discs for the contributions', () => {
  expect(figure.data.map(({ name }) => name)).toEqual(['shocks', 'interest', 'contribution']);
  expect(figure.data[0]).toMatchObject({ type: 'bar', orientation: 'h' });
  expect((figure.data[2]!.x as number[])[0]).toBe(19);
  expect(figure.layout.barmode).toBe('relative');
});
