import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { createClientAsync } from 'soap';

/** Our file, and the name under which the vendor's description of the same service is kept. */
const SERVICES = {
  'authenticate.wsdl': 'authService.wsdl',
  'account.wsdl': 'accountService.wsdl',
  'attachment.wsdl': 'attachmentService.wsdl',
  'client.wsdl': 'clientService.wsdl',
  'company.wsdl': 'companyService.wsdl',
  'invoice.wsdl': 'invoiceService.wsdl',
  'product.wsdl': 'productService.wsdl',
  'transaction.wsdl': 'transactionService.wsdl',
};

/** The vendor's files are theirs and are not in this repository: who has a copy names its folder. */
const VENDOR =
  process.env.TWENTYFOURSO_WSDL_DIR ?? resolve(import.meta.dirname, '../../../../shared/24so/wsdl');

type Node = Readonly<Record<string, unknown>>;

/** What two descriptions must agree on for the bytes on the wire to be the same. */
interface Contract {
  head: Record<string, string | undefined>;
  operations: Record<string, Record<string, string | undefined>>;
  /** Wrapper elements, types and enumerations, by `{namespace}name`, each with its lines in order. */
  shapes: Record<string, string[]>;
}

const XML = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  transformTagName: (tag) => tag.replace(/^.*:/, ''),
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

/** The elements at the end of `path`, in document order. */
const all = (node: Node, ...path: string[]): Node[] =>
  path.reduce<Node[]>((nodes, tag) => nodes.flatMap((n) => (n[tag] ?? []) as Node[]), [node]);

const attr = (node: Node, name: string): string | undefined => node[`@${name}`] as string | undefined;

const first = (nodes: Node[]): Node => nodes[0] ?? {};
const nameOf = (node: Node): string => attr(node, 'name') ?? '';
const local = (name = ''): string => name.replace(/^.*:/, '');

function contractOf(xml: string): Contract {
  const root = first(all(XML.parse(xml) as Node, 'definitions'));
  const qualified = (name = ''): string => `{${attr(root, `xmlns:${name.split(':')[0]}`)}}${local(name)}`;
  const named = (nodes: Node[], name: string | undefined): Node =>
    nodes.find((node) => nameOf(node) === local(name)) ?? {};

  // The vendor's files have a SOAP 1.2 binding as well, after this one.
  const binding = first(all(root, 'binding'));
  const portType = named(all(root, 'portType'), attr(binding, 'type'));
  const ports = all(root, 'service', 'port');
  const port = first(ports.filter((candidate) => local(attr(candidate, 'binding')) === nameOf(binding)));
  const elementOf = (operation: Node, way: 'input' | 'output'): string => {
    const message = attr(first(all(operation, way)), 'message');
    return qualified(attr(first(all(named(all(root, 'message'), message), 'part')), 'element'));
  };
  const call = (bound: Node): Record<string, string | undefined> => {
    const abstract = named(all(portType, 'operation'), nameOf(bound));
    return {
      action: attr(first(all(bound, 'operation')), 'soapAction'),
      style: attr(first(all(bound, 'operation')), 'style'),
      input: `${attr(first(all(bound, 'input', 'body')), 'use')} ${elementOf(abstract, 'input')}`,
      output: `${attr(first(all(bound, 'output', 'body')), 'use')} ${elementOf(abstract, 'output')}`,
    };
  };

  return {
    head: {
      namespace: attr(root, 'targetNamespace'),
      service: attr(first(all(root, 'service')), 'name'),
      port: nameOf(port),
      address: attr(first(all(port, 'address')), 'location'),
      transport: attr(first(all(binding, 'binding')), 'transport'),
    },
    operations: Object.fromEntries(all(binding, 'operation').map((bound) => [nameOf(bound), call(bound)])),
    shapes: shapesOf(root, qualified),
  };
}

function shapesOf(root: Node, qualified: (name?: string) => string): Contract['shapes'] {
  const shapes: Contract['shapes'] = {};
  for (const schema of all(root, 'types', 'schema')) {
    const space = `{${attr(schema, 'targetNamespace')}}`;
    const form = `elementFormDefault ${attr(schema, 'elementFormDefault')}`;
    for (const element of all(schema, 'element')) {
      const fields = all(element, 'complexType', 'sequence', 'element');
      shapes[`element ${space}${nameOf(element)}`] = [form, ...fields.map((field) => line(field, qualified))];
    }
    for (const type of all(schema, 'complexType')) {
      const fields = all(type, 'sequence', 'element');
      shapes[`${space}${nameOf(type)}`] = [form, ...fields.map((field) => line(field, qualified))];
    }
    for (const type of all(schema, 'simpleType')) {
      const base = all(type, 'restriction').map((r) => `base ${qualified(attr(r, 'base'))}`);
      const values = all(type, 'restriction', 'enumeration').map((e) => `value ${attr(e, 'value')}`);
      const patterns = all(type, 'restriction', 'pattern').map((e) => `pattern ${attr(e, 'value')}`);
      shapes[`${space}${nameOf(type)}`] = [...base, ...values, ...patterns];
    }
  }
  return shapes;
}

function line(field: Node, qualified: (name?: string) => string): string {
  return [
    nameOf(field),
    qualified(attr(field, 'type')),
    `min ${attr(field, 'minOccurs') ?? '1'}`,
    `max ${attr(field, 'maxOccurs') ?? '1'}`,
    `nillable ${attr(field, 'nillable') ?? 'false'}`,
    `default ${attr(field, 'default') ?? 'none'}`,
  ].join(', ');
}

/** The part of the vendor's contract that ours speaks about. */
function within(ours: Contract, theirs: Contract): Contract {
  const pick = <T>(from: Record<string, T>, like: object): Record<string, T> =>
    Object.fromEntries(Object.entries(from).filter(([name]) => name in like));
  return {
    head: theirs.head,
    operations: pick(theirs.operations, ours.operations),
    shapes: pick(theirs.shapes, ours.shapes),
  };
}

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

describe.each(Object.keys(SERVICES))('our %s', (file) => {
  it('describes every type that it mentions, and mentions every type that it describes', () => {
    const { operations, shapes } = contractOf(read(import.meta.dirname, file));
    const mentioned = Object.values(shapes)
      .flat()
      .map((line) => /(\{(?!http:\/\/www\.w3\.org)[^}]+\}\w+)/.exec(line)?.[1])
      .filter((name) => name !== undefined);
    const wrappers = Object.values(operations).flatMap((call) =>
      [call.input, call.output].map((use) => use?.replace('literal', 'element')),
    );

    expect(Object.keys(shapes).sort()).toEqual([...new Set([...wrappers, ...mentioned])].sort());
  });

  it('can be loaded by the soap library, with an operation for each', async () => {
    const client = await createClientAsync(join(import.meta.dirname, file), { disableCache: true });
    const { head, operations } = contractOf(read(import.meta.dirname, file));

    const described = client.describe()[head.service ?? ''][head.port ?? ''];
    expect(Object.keys(described)).toEqual(Object.keys(operations));
  });
});

if (existsSync(VENDOR)) {
  describe.each(Object.entries(SERVICES))('our %s beside the vendor’s %s', (ours, theirs) => {
    it('agrees in every name, order, type, namespace, SOAPAction, count, nil and default', () => {
      const our = contractOf(read(import.meta.dirname, ours));

      expect(our).toEqual(within(our, contractOf(read(VENDOR, theirs))));
    });
  });

  describe('a planted difference is seen', () => {
    const vendor = contractOf(read(VENDOR, 'accountService.wsdl'));
    const text = read(import.meta.dirname, 'account.wsdl');

    it.each([
      ['a type', '"AccountNo" type="xs:int"', '"AccountNo" type="xs:short"'],
      ['a name', 'name="StampNo"', 'name="StampNO"'],
      ['an order', /(<xs:element name="SortNo"[^>]*>)(\s*)(<xs:element name="EntryNo"[^>]*>)/, '$3$2$1'],
      ['a count', 'minOccurs="0" maxOccurs="unbounded"', 'minOccurs="0"'],
      ['an optional field', '"TransactionNo" type="xs:int"', '"TransactionNo" type="xs:int" minOccurs="0"'],
      ['a nil', ' nillable="true"', ''],
      ['a default', 'default="-1"', 'default="0"'],
      ['an enumeration value', '"DataAlreadySaved"', '"AlreadySaved"'],
      ['a SOAPAction', 'webservices/GetEntryId"', 'webservices//GetEntryId"'],
      ['a namespace', /24sevenOffice/g, '24sevenoffice'],
      ['the form', 'elementFormDefault="qualified"', 'elementFormDefault="unqualified"'],
      ['the address', 'Accountservice.asmx', 'AccountService.asmx'],
      ['an invented operation', /"GetTypeList"/g, '"GetTypesList"'],
      ['an invented type', /([":])LinkModel"/g, '$1LinkModels"'],
    ])('%s', (_what, from, to) => {
      const planted = text.replace(from, to);
      expect(planted).not.toBe(text);

      const our = contractOf(planted);
      expect(our).not.toEqual(within(our, vendor));
    });
  });
} else {
  describe('our descriptions beside the vendor’s', () => {
    it(`vendor files not present (${VENDOR}): names and order were compared when these files were written`, () => {
      expect(existsSync(VENDOR)).toBe(false);
    });
  });
}
