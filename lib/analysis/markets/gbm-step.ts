/**
 * The log return over `years` of a geometric Brownian motion dS = drift S dt + volatility S dW, from a
 * standard normal: (drift - volatility² / 2) years + volatility √years normal. Drift and volatility are a
 * year's; e^(drift years) is the mean of the price over what it was. For inner loops: nothing is checked.
 */
export function gbmStep(drift: number, volatility: number, years: number, normal: number): number {
  return (drift - (volatility * volatility) / 2) * years + volatility * Math.sqrt(years) * normal;
}
