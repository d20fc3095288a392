/**
 * JSON with the keys of every object in code-unit order, and no white space: equal values give equal texts, so
 * a hash of it compares contents. What JSON leaves out (`undefined`, functions) is left out here too.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isPlainObject(part) ? sorted(part) : part));
}

function isPlainObject(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}

/**
 * Keys that look like array indexes are put first, in numeric order, by every JavaScript object: the same for
 * equal values, which is all that is asked.
 */
function sorted(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
