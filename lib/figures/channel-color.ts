import { light } from './theme.ts';

/** Places in the theme's series: a channel has the same colour in every figure. */
const PLACES: Readonly<Record<string, number>> = {
  adverse: 0,
  shocks: 0,
  direct: 1,
  fireSales: 2,
  funding: 3,
  markets: 4,
  interest: 5,
};

/** The colour of a channel of a loss; grey for one without a colour of its own. */
export function channelColor(name: string): string {
  return Object.hasOwn(PLACES, name) ? light.series[PLACES[name]!]! : light.survivor;
}
