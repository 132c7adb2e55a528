export { exp, expm1 } from './exp.ts';
export { log, log1p } from './log.ts';
export { normalCdf, normalQuantile } from './normal.ts';
export { pow } from './pow.ts';
