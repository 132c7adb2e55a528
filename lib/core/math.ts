export { exp, expm1 } from './exp.ts';
export { log, log1p } from './log.ts';
export { normalCdf } from './normal-cdf.ts';
export { normalQuantile } from './normal-quantile.ts';
export { pow } from './pow.ts';
