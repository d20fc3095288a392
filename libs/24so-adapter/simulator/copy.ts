/**
 * A copy, so that who looks at the books cannot change them. Not `structuredClone`: inside jest its instants are of
 * another realm, and `toMatchObject` takes any two of those for the same.
 */
export function copyOf<Value>(value: Value): Value {
  if (value instanceof Date) return new Date(value) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copyOf(part)])) as Value;
}
