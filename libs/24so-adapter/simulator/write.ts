import { type Field, type Shape } from './schema.js';
import { escapeXml } from './xml.js';

/**
 * A value as the service would write it (fact sheet 2.5, 2.6 and 2.9): in the schema's order, without what has
 * its default, a list without items as an empty element, and `null` as an element that is nil, even where the
 * schema does not allow one: recorded answers have such addresses.
 */
export function writeFields(value: object, fields: Field[], shapes: Map<string, Shape>): string {
  const record = value as Record<string, unknown>;
  for (const name of Object.keys(record)) {
    if (!fields.some((field) => field.name === name)) throw new Error(`The schema has no element ${name}`);
  }
  return fields
    .map((field) => {
      const content = record[field.name];
      if (field.many)
        return list(content)
          .map((item) => writeOne(item, field, shapes))
          .join('');
      return writeOne(content, field, shapes);
    })
    .join('');
}

function writeOne(value: unknown, field: Field, shapes: Map<string, Shape>): string {
  if (value === null) return `<${field.name} xsi:nil="true" />`;
  if (value === undefined) {
    if (!field.required) return '';
    if (field.nillable) return `<${field.name} xsi:nil="true" />`;
    throw new Error(`The schema demands an element ${field.name}`);
  }
  const shape = shapes.get(field.type);
  const content =
    typeof value === 'object' && shape?.kind === 'fields'
      ? writeFields(value, shape.fields, shapes)
      : escapeXml(typeof value === 'string' ? value : JSON.stringify(value));
  if (content === field.default) return '';
  return content === '' ? `<${field.name} />` : `<${field.name}>${content}</${field.name}>`;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
