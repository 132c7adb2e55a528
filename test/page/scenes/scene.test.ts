import { expect, test } from 'vitest';
import { dark, light } from '../../../lib/figures/theme.ts';
import { nextPlace, type Place, placeAt } from '../../../lib/page/scenes/scene.ts';
import { healthColor, mixed, sceneTheme } from '../../../lib/page/scenes/scene-theme.ts';

const places: readonly Place[] = [
  { id: 'a', label: 'A', x: 100, y: 100, reach: 10 },
  { id: 'b', label: 'B', x: 115, y: 100, reach: 10 },
  { id: 'box', label: 'Box', x: 300, y: 100, reach: 20, halfWidth: 60 },
];

test('a point is in the place that it is deepest in, or next to', () => {
  expect(placeAt(places, 100, 100)?.id).toBe('a');
  expect(placeAt(places, 109, 100)?.id).toBe('b');
  expect(placeAt(places, 100, 113)?.id).toBe('a');
  expect(placeAt(places, 100, 115)).toBeNull();
  expect(placeAt(places, 100, 115, 14)?.id).toBe('a');
});

test('a box is as wide as it is', () => {
  expect(placeAt(places, 355, 105)?.id).toBe('box');
  expect(placeAt(places, 300, 126)).toBeNull();
  expect(placeAt(places, 366, 100)).toBeNull();
});

test('keys go round', () => {
  expect(nextPlace(places, null, 1)?.id).toBe('a');
  expect(nextPlace(places, null, -1)?.id).toBe('box');
  expect(nextPlace(places, 'box', 1)?.id).toBe('a');
  expect(nextPlace(places, 'a', -1)?.id).toBe('box');
  expect(nextPlace(places, 'gone', 1)?.id).toBe('a');
  expect(nextPlace([], 'a', 1)).toBeNull();
});

test('colours are those of the page, and of the figures where it says nothing', () => {
  const theme = sceneTheme(true, (name) => (name === '--fg' ? ' #abcdef ' : ''));
  expect([theme.text, theme.background]).toEqual(['#abcdef', dark.background]);
  expect(sceneTheme(false, () => '').text).toBe(light.text);
});

test('what is whole has the colour of a bank that is well, what is lost is red, and no share is off the ramp', () => {
  const theme = sceneTheme(false, () => '');
  expect(healthColor(theme, 1)).toBe(light.bar);
  expect(healthColor(theme, 7)).toBe(light.bar);
  expect(healthColor(theme, 0)).toBe('#b01f35');
  expect(healthColor(theme, -3)).toBe('#b01f35');
  expect(healthColor(theme, Number.NaN)).toBe('#b01f35');
  expect(theme.health).toHaveLength(64);
  for (const color of theme.health) expect(color).toMatch(/^#[0-9a-f]{6}$/);
  expect(mixed('#000000', '#ff8040', 0.5)).toBe('#804020');
});
