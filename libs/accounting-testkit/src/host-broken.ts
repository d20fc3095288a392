import type { BrokenHost } from './host-breaking.js';
import { hostsBrokenAtFailing } from './host-broken-failing.js';
import { hostsBrokenAtReading } from './host-broken-reading.js';
import { hostsBrokenAtSaving } from './host-broken-saving.js';

/** Each breaks a promise of the host contract, so that the contract is seen to go red. */
export const brokenHosts: BrokenHost[] = [
  ...hostsBrokenAtReading,
  ...hostsBrokenAtSaving,
  ...hostsBrokenAtFailing,
];
