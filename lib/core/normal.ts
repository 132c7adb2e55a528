export { normalCdf } from './normal-cdf.ts';
export { normalQuantile } from './normal-quantile.ts';
