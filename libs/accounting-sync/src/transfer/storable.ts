/** The same without U+0000, which a vendor's answer may hold and PostgreSQL's text and jsonb can't. */
export function storable<Value>(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('\u0000', '') as Value;
  if (Array.isArray(value)) return value.map((part: unknown) => storable(part)) as Value;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, storable(part)])) as Value;
}
