import { type Field, type Shape } from './schema.js';
import { readScalar } from './scalars.js';
import { type XmlElement, XmlError } from './xml.js';

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** ASP.NET ignores an unknown element, takes any order and fills in what is missing; the simulator does not. */
export const STRICTER = '(The simulator is stricter here than the service.)';

/** "Not set", in .NET's words (fact sheet 2.3): read as absent. */
const SENTINELS = new Set([
  '-2147483648',
  '-32768',
  '-9223372036854775808',
  '-79228162514264337593543950335',
  '-1.7976931348623157E+308',
  '0001-01-01T00:00:00',
  '0001-01-01',
  '00000000-0000-0000-0000-000000000000',
]);

/**
 * Turns an element into a value, and refuses whatever does not follow the schema to the letter.
 * Numbers that fit become numbers, decimals and times stay text, base64 becomes a Buffer.
 */
export function readFields(
  element: XmlElement,
  fields: Field[],
  shapes: Map<string, Shape>,
): Record<string, unknown> {
  refuseStrayContent(element, fields);
  const result: Record<string, unknown> = {};
  let position = 0;
  for (const field of fields) {
    const here: XmlElement[] = [];
    for (let child = element.children[position]; child?.local === field.name;) {
      here.push(child);
      position += 1;
      child = field.many ? element.children[position] : undefined;
    }
    result[field.name] = field.many
      ? here.map((child) => readOne(child, field, shapes))
      : readOptional(here[0], element, field, shapes);
  }
  const left = element.children[position];
  if (left) refuse(left, `Element '${left.local}' is out of order in '${element.local}'. ${STRICTER}`);
  return result;
}

function readOptional(
  child: XmlElement | undefined,
  parent: XmlElement,
  field: Field,
  shapes: Map<string, Shape>,
): unknown {
  if (child) return readOne(child, field, shapes);
  if (field.required) {
    const misplaced = parent.children.some((other) => other.local === field.name);
    const what = misplaced ? 'out of order' : 'missing';
    refuse(parent, `Element '${field.name}' is ${what} in '${parent.local}'. ${STRICTER}`);
  }
  if (field.default === undefined || SENTINELS.has(field.default)) return undefined;
  return readScalar(field.default, field.type, shapes.get(field.type));
}

function readOne(child: XmlElement, field: Field, shapes: Map<string, Shape>): unknown {
  if (isNil(child)) {
    if (!field.nillable) refuse(child, `Element '${child.local}' is not nillable. ${STRICTER}`);
    if (child.text !== '' || child.children.length > 0)
      refuse(child, `Element '${child.local}' is nil, not empty.`);
    return undefined;
  }
  const shape = shapes.get(field.type);
  if (shape?.kind === 'fields') return readFields(child, shape.fields, shapes);
  if (child.children.length > 0) refuse(child, `Unexpected node type Element in '${child.local}'.`);
  if (SENTINELS.has(child.text) && child.text === field.default) return undefined;
  try {
    return readScalar(child.text, field.type, shape);
  } catch (error) {
    return refuse(child, error instanceof Error ? error.message : String(error));
  }
}

function refuseStrayContent(element: XmlElement, fields: Field[]): void {
  for (const { uri, local } of element.attributes) {
    const known = uri === 'http://www.w3.org/2000/xmlns/' || (uri === XSI && local === 'nil');
    if (!known) refuse(element, `Attribute '${local}' is unknown on '${element.local}'. ${STRICTER}`);
  }
  if (element.text.trim() !== '') refuse(element, `Text is not allowed in '${element.local}'. ${STRICTER}`);
  const seen = new Set<string>();
  for (const child of element.children) {
    const field = fields.find(({ name }) => name === child.local);
    if (!field) refuse(child, `Element '${child.local}' is unknown in '${element.local}'. ${STRICTER}`);
    if (seen.has(field.name) && !field.many) {
      refuse(child, `Element '${child.local}' is repeated in '${element.local}'. ${STRICTER}`);
    }
    if (child.uri !== element.uri) {
      refuse(child, `Element '${child.local}' is in the namespace '${child.uri}'. ${STRICTER}`);
    }
    seen.add(field.name);
  }
}

function isNil(element: XmlElement): boolean {
  return element.attributes.some(
    ({ uri, local, value }) => uri === XSI && local === 'nil' && value === 'true',
  );
}

function refuse(element: XmlElement, reason: string): never {
  throw new XmlError(element.line, element.column, reason);
}
