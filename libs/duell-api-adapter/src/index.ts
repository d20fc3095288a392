export { DuellApiHost } from './duell.host.js';
export type { Assumptions, DuellApiOptions, Filter } from './duell.options.js';
export { DUELL_REASONS } from './duell.reasons.js';
