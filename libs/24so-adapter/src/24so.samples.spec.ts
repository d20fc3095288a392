import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Voucher, VoucherLine } from '@accounting/port';
import { aCustomerRecord, aLine, anItemRow, anOrder, aProductRecord } from '@accounting/testkit';
import { readFields } from '../simulator/read.js';
import { loadService, type Service } from '../simulator/schema.js';
import { openRequest } from '../simulator/soap.js';
import { parseXml } from '../simulator/xml.js';
import { companyOf } from './24so.customer.js';
import { SERVICE_OF, type Args, type OperationName, type ServiceName } from './24so.operations.js';
import { settled, type TwentyFourSoOptions } from './24so.options.js';
import { orderOf } from './24so.order.js';
import { productOf } from './24so.product.js';
import { SoapServices } from './24so.soap.js';
import { bundleListOf } from './24so.voucher.js';

/** One folder for each thing that goes over the wire: the call, the bytes sent, the bytes that came, what we made of them. */
const SAMPLES = resolve(import.meta.dirname, '../samples');

/** The vendor's own descriptions, which are not in this repository. */
const VENDOR = resolve(import.meta.dirname, '../../../../shared/24so/wsdl');
const VENDOR_FILES: Record<ServiceName, string> = {
  authenticate: 'authService.wsdl',
  client: 'clientService.wsdl',
  account: 'accountService.wsdl',
  transaction: 'transactionService.wsdl',
  attachment: 'attachmentService.wsdl',
  company: 'companyService.wsdl',
  product: 'productService.wsdl',
  invoice: 'invoiceService.wsdl',
};

const read = (name: string, file: string) => readFileSync(join(SAMPLES, name, file), 'utf8');
const names = readdirSync(SAMPLES);

let server: Server;
let soap: SoapServices;
let answer: string;
let received: { body: string; action: string | undefined };

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received = {
        body: Buffer.concat(chunks).toString(),
        action: request.headers.soapaction as string | undefined,
      };
      const isFault = answer.includes('<soap:Fault>');
      response.writeHead(isFault ? 500 : 200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(answer);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  soap = new SoapServices({ apiUrl: url, webservicesUrl: url });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function exchange(name: string) {
  const { operation, args } = JSON.parse(read(name, 'call.json')) as {
    operation: OperationName;
    args: Args<OperationName>;
  };
  answer = read(name, 'response.xml');
  const how = { timeoutMs: 5_000, beforeWriting: () => undefined };
  const { outcome, request } = await soap.call(operation, args, how);
  return { operation, outcome, request };
}

describe('on the wire', () => {
  it.each(names)('%s', async (name) => {
    const { outcome, request } = await exchange(name);

    expect(`${request}\n`).toBe(read(name, 'request.xml'));
    expect(received.body).toBe(request);
    // As text and back: what is undefined there is absent here.
    expect(JSON.parse(JSON.stringify(outcome))).toEqual(JSON.parse(read(name, 'result.json')));
  });

  it('each operation we use has a sample', () => {
    const sampled = new Set(
      names.map((name) => (JSON.parse(read(name, 'call.json')) as { operation: string }).operation),
    );
    expect([...sampled].sort()).toEqual(Object.keys(SERVICE_OF).sort());
  });
});

describe('the vouchers of the samples are what our own become', () => {
  const line = (
    account: string,
    amount: number,
    vatCode: string,
    text: string,
    over: Partial<VoucherLine> = {},
  ) => aLine({ account, amount, vatCode, text, department: '2', ...over });
  const voucher: Voucher = {
    date: '2026-03-14',
    label: '1 Z 311',
    text: 'Z 311 Butikk Sentrum 14.03.2026',
    marker: '4k7f3q2m9xwt',
    lines: [
      line('1920', 800_000, '0', 'BankAxept'),
      line('1900', 200_000, '0', 'Kontant', { note: 'talt to ganger, B&B «øre»' }),
      line('3000', -625_000, '3', 'Salg 25 %', { project: '1' }),
      line('3003', -365_000, '31', 'Salg 15 %'),
      line('1500', -10_000, '0', 'Innbetaling', { customer: '10000', invoiceNumber: 'F-2190' }),
    ],
  };
  const placement = { number: 20451, stamp: 90017, year: 2026, type: 9, taxNos: {} };

  it.each(['ledger', 'draft'] as const)('SaveBundleList-%s', (mode) => {
    const call = JSON.parse(read(`SaveBundleList-${mode}`, 'call.json')) as { args: object };
    expect({ BundleList: bundleListOf(voucher, mode, placement) }).toEqual(call.args);
  });
});

describe('the records of the samples are what our own become', () => {
  const options = settled({ apiUrl: '', webservicesUrl: '' } as TwentyFourSoOptions);
  const argsOf = (name: string) => (JSON.parse(read(name, 'call.json')) as { args: object }).args;

  it('SaveProducts', () => {
    const coffee = aProductRecord({ name: 'Blåbær & kaffe <1 kg> 😀', stock: '2.75' });
    const cup = aProductRecord({
      ...{ erpId: '56', number: 'K-2000', name: 'Krus', description: null, barcode: null, category: null },
      ...{ priceExVat: 10_040, priceIncVat: 12_550, costPrice: null, vatRate: 25, active: false },
    });
    const Product = [productOf(coffee, 2, options), productOf(cup, null, options)].map(({ sent }) => sent);
    expect({ products: { Product } }).toEqual(argsOf('SaveProducts'));
  });

  it('SaveCompanies', () => {
    const company = aCustomerRecord({
      ...{ externalId: 'k1/501', name: 'Kafé Fjord AS', organisationNumber: '999 888 777 MVA' },
      mobile: '90000001',
      address: {
        street: 'Strandgata 1',
        street2: '2. etg.',
        postalCode: '5003',
        city: 'Bergen',
        country: 'no',
      },
      deliveryAddress: { street: 'Bakdøren', postalCode: '5004', city: 'Bergen', country: 'NO' },
    });
    const person = aCustomerRecord({
      ...{ erpId: '10022', externalId: 'k1/502', type: 'person', name: 'Kåre Nordmann' },
      ...{ firstName: 'Kåre', lastName: 'Nordmann', organisationNumber: null, email: null, invoiceEmail: '' },
      ...{ phone: null, address: null, paymentTermsDays: 0 },
    });
    const Company = [company, person].map((customer) => companyOf(customer).sent);
    expect({ companies: { Company } }).toEqual(argsOf('SaveCompanies'));
  });

  it('SaveInvoices', () => {
    const card = { product: 'c', account: '2908', vatCode: '0', vatRate: 0, role: 'giftCardSold' };
    const order = anOrder({
      ...{ date: '2026-03-14', dueDate: '2026-03-28', deliveryDate: '2026-03-15', department: '2' },
      ...{ text: 'Faktura F-2201 14.03.2026', note: 'Leveres bakdøren' },
      credits: { orderId: '1003', invoiceNumber: null },
      rows: [
        anItemRow({ text: 'Kaffe 1 kg, æøå' }),
        anItemRow({
          ...{ product: '89', text: 'Krus', quantity: '-2.5', price: 10_040, discountPercent: '10' },
          ...{ account: '3000', vatCode: '3', vatRate: 25 },
        }),
        anItemRow({ ...card, text: 'Gavekort', quantity: '1', price: 100_000 }),
        { type: 'text', text: 'Levert 14.03. <bak>' },
        { type: 'text', text: ' ' },
      ],
    });
    const productIds = { '88': '57', '89': '56', c: '60' };
    const groups = { '3001': 2, '3000': 1 };
    const place = { customerId: '10021', productIds, productNames: {}, groups };
    const { rows, ...head } = orderOf(order, place, options).sent;
    const InvoiceOrder = [{ ...head, InvoiceRows: { InvoiceRow: rows } }];
    expect({ invoices: { InvoiceOrder } }).toEqual(argsOf('SaveInvoices'));
  });
});

/** Requests and answers to the letter of a description: names, order, types. */
function describeValidity(whose: string, serviceOf: (service: ServiceName) => Service): void {
  describe(`to the letter of ${whose}`, () => {
    it.each(names)('%s', async (name) => {
      const { operation, request } = await exchange(name);
      const service = serviceOf(SERVICE_OF[operation]);

      const opened = openRequest(service, received.action, request);

      expect(opened.operation.name).toBe(operation);
      const response = parseXml(answer).children[0]?.children[0];
      if (response?.local === 'Fault') return;
      expect([response?.local, response?.uri]).toEqual([`${operation}Response`, service.namespace]);
      readFields(response!, opened.operation.output, service.shapes);
    });

    it('and not of a misspelt one', async () => {
      const { operation, request } = await exchange('GetEntryId');
      const service = serviceOf(SERVICE_OF[operation]);
      expect(() => openRequest(service, received.action, request.replaceAll('SortNo', 'SortNO'))).toThrow(
        'SortNO',
      );
    });
  });
}

describeValidity('our own description', (service) => loadService(`${service}.wsdl`));

if (existsSync(VENDOR)) {
  // The reader knows the types of XML Schema by the prefix that we use.
  const folder = mkdtempSync(join(tmpdir(), '24so-vendor-'));
  for (const file of Object.values(VENDOR_FILES)) {
    writeFileSync(join(folder, file), readFileSync(join(VENDOR, file), 'utf8').replaceAll('"s:', '"xs:'));
  }
  afterAll(() => rmSync(folder, { recursive: true }));
  describeValidity('the vendor’s description', (service) => loadService(VENDOR_FILES[service], folder));
} else {
  it(`the vendor’s descriptions are not here (${VENDOR}): the samples were held against them when they were made`, () => {
    expect(existsSync(VENDOR)).toBe(false);
  });
}
