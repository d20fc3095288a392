export { TwentyFourSoAdapter } from './24so.adapter.js';
export type { Assumptions, TwentyFourSoOptions } from './24so.options.js';
export { TWENTYFOURSO_REASONS } from './24so.reasons.js';
