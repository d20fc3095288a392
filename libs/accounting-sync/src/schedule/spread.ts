const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * A place in [0, 1) that is always the same for a key, and even over many: who comes when, without a dice. FNV-1a,
 * and Murmur's last step: FNV alone leaves keys that differ in their last digit close together.
 */
export function share(key: string): number {
  let hash = OFFSET_BASIS;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
