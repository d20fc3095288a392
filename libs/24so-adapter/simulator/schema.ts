import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseXml, type XmlElement } from './xml.js';

/** One element of a sequence. `type` is `xs:int` and the like, or the name of a {@link Shape}. */
export interface Field {
  name: string;
  type: string;
  required: boolean;
  many: boolean;
  nillable: boolean;
  /** The service leaves an element out of its answers when it has this value (fact sheet 2.5). */
  default: string | undefined;
}

export type Shape =
  { kind: 'fields'; fields: Field[] } | { kind: 'values'; name: string; values: string[] } | { kind: 'guid' };

export interface Operation {
  name: string;
  input: Field[];
  output: Field[];
}

export interface Service {
  name: string;
  /** In lower case: IIS does not care about case in a path (fact sheet 1). */
  path: string;
  namespace: string;
  /** By SOAPAction. */
  operations: Map<string, Operation>;
  shapes: Map<string, Shape>;
}

/** Reads one of our own descriptions in `libs/24so-adapter/schema/`: the simulator knows no more than they say. */
export function loadService(file: string, folder = schemaFolder()): Service {
  const root = parseXml(readFileSync(join(folder, file), 'utf8'));
  const schemas = at(root, 'types', 'schema');
  const elements = schemas.flatMap((schema) => at(schema, 'element'));
  const wrapper = (name: string): Field[] =>
    elements
      .filter((element) => nameOf(element) === name)
      .flatMap((element) => at(element, 'complexType', 'sequence', 'element'))
      .map(fieldOf);

  const operations = at(root, 'binding', 'operation').map((bound): [string, Operation] => {
    const name = nameOf(bound);
    const action = at(bound, 'operation').map((o) => attribute(o, 'soapAction'))[0] ?? '';
    return [action, { name, input: wrapper(name), output: wrapper(`${name}Response`) }];
  });
  const address = at(root, 'service', 'port', 'address').map((a) => attribute(a, 'location'))[0] ?? '';

  return {
    name: at(root, 'service').map(nameOf)[0] ?? '',
    path: new URL(address).pathname.toLowerCase(),
    namespace: attribute(root, 'targetNamespace') ?? '',
    operations: new Map(operations),
    shapes: new Map(schemas.flatMap(shapesOf)),
  };
}

/** In the sources beside this folder; in a build, where only code is copied, in the sources above it. */
function schemaFolder(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'libs/24so-adapter/schema');
    if (existsSync(join(candidate, 'account.wsdl'))) return candidate;
  }
  throw new Error(
    `No libs/24so-adapter/schema above ${import.meta.dirname}: start the simulator in the project`,
  );
}

function shapesOf(schema: XmlElement): [string, Shape][] {
  const complex = at(schema, 'complexType').map((type): [string, Shape] => {
    return [nameOf(type), { kind: 'fields', fields: at(type, 'sequence', 'element').map(fieldOf) }];
  });
  const simple = at(schema, 'simpleType').map((type): [string, Shape] => {
    const values = at(type, 'restriction', 'enumeration').map((e) => attribute(e, 'value') ?? '');
    const name = nameOf(type);
    return [name, name === 'guid' ? { kind: 'guid' } : { kind: 'values', name, values }];
  });
  return [...complex, ...simple];
}

function fieldOf(element: XmlElement): Field {
  const type = attribute(element, 'type') ?? '';
  return {
    name: nameOf(element),
    type: type.startsWith('xs:') ? type : type.replace(/^.*:/, ''),
    required: attribute(element, 'minOccurs') !== '0',
    many: attribute(element, 'maxOccurs') === 'unbounded',
    nillable: attribute(element, 'nillable') === 'true',
    default: attribute(element, 'default'),
  };
}

/** The elements at the end of `path`, in document order. */
function at(element: XmlElement, ...path: string[]): XmlElement[] {
  return path.reduce(
    (elements, local) => elements.flatMap((e) => e.children.filter((child) => child.local === local)),
    [element],
  );
}

function attribute(element: XmlElement, local: string): string | undefined {
  return element.attributes.find((a) => a.local === local && a.uri === '')?.value;
}

function nameOf(element: XmlElement): string {
  return attribute(element, 'name') ?? '';
}
