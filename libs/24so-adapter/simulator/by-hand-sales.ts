import { Caller, HandClock, inside, type Reply, type SERVICES } from './by-hand.js';
import { type Company } from './company.js';
import { type Control } from './control.js';
import { startSimulator } from './simulator.js';

/** For specs: records written by hand, and what comes back of them. */

type Fields = Record<string, string | number | boolean | null>;

/** Elements in the order in which they are named. What is itself XML goes in as it is, `null` as nil. */
export function elements(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) =>
      value === null ? `<${name} xsi:nil="true" />` : `<${name}>${value.toString()}</${name}>`,
    )
    .join('');
}

export function productXml(fields: Fields): string {
  return `<Product>${elements(fields)}</Product>`;
}

export function companyXml(fields: Fields): string {
  return `<Company>${elements(fields)}</Company>`;
}

/** A draft for the cash customer, unless the spec says otherwise; `IncludeVAT` must be there, if only as nil. */
export function orderXml(over: Fields = {}, rows = ''): string {
  const order = { CustomerId: 10000, OrderStatus: 'Draft', IncludeVAT: null, ...over };
  const withRows = rows ? { ...order, InvoiceRows: rows } : order;
  return `<InvoiceOrder>${elements(inOrder(withRows, ORDER))}</InvoiceOrder>`;
}

/** Two of the coffee that the demo world sells, unless the spec says otherwise. */
export function rowXml(over: Fields = {}): string {
  const row = { ProductId: 55, Price: '100.00', Name: 'Kaffe', Quantity: 2, ChangeState: 'Add', ...over };
  return `<InvoiceRow>${elements(inOrder(row, ROW))}</InvoiceRow>`;
}

/** A row of text alone. */
export function textXml(name: string, over: Fields = {}): string {
  return `<InvoiceRow>${elements(inOrder({ Name: name, ChangeState: 'Add', Type: 'Text', ...over }, ROW))}</InvoiceRow>`;
}

const ORDER = (
  'OrderId CustomerId CustomerName CustomerDeliveryName CustomerDeliveryPhone Addresses OrderStatus InvoiceId ' +
  'DateOrdered DateInvoiced DateChanged PaymentTime CustomerReferenceNo ProjectId OurReference IncludeVAT ' +
  'YourReference OrderTotalIncVat InvoiceTitle InvoiceText OCR CustomerOrgNo Currency PaymentMethodId PaymentAmount ' +
  'TypeOfSaleId Distributor DistributionMethod DepartmentId ExternalStatus InvoiceEmailAddress InvoiceRows ' +
  'ProductionNumber DeliveryDate ReferenceInvoiceId ReferenceOrderId ReferenceNumber SkipStock GLNNumber'
).split(' ');

const ROW = (
  'ProductId RowId VatRate Price Name DiscountRate Quantity ChangeState TypeGroupId SequenceNumber Hidden Type ' +
  'ProjectId DepartmentId ProductNo TaxSettings'
).split(' ');

/** In the schema's order, as the service wants them. */
function inOrder(fields: Fields, order: string[]): Fields {
  const entries = Object.entries(fields);
  const stray = entries.find(([name]) => !order.includes(name));
  if (stray) throw new Error(`Say where ${stray[0]} stands`);
  return Object.fromEntries(entries.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

export function names(...wanted: string[]): string {
  return wanted.map((name) => `<string>${name}</string>`).join('');
}

/** The sales side of a caller: each write and each read with the few words that differ. */
export class SalesCaller extends Caller {
  async save(service: keyof typeof SAVES, records: string): Promise<string[]> {
    const reply = await this.saving(service, records);
    return recordsIn(reply, SAVES[service].record);
  }

  /** The reply as it is: a spec about faults wants no more. */
  saving(service: keyof typeof SAVES, records: string): Promise<Reply> {
    const { at, operation, list } = SAVES[service];
    return this.call(at, operation, `<${list}>${records}</${list}>`);
  }

  async products(filter: string, ...wanted: string[]): Promise<string[]> {
    return recordsIn(await this.call('product', 'GetProducts', search(filter, wanted)), 'Product');
  }

  async companies(filter: string, ...wanted: string[]): Promise<string[]> {
    return recordsIn(await this.call('company', 'GetCompanies', search(filter, wanted)), 'Company');
  }

  async orders(filter: string, wanted: string[], ofRows: string[] = []): Promise<string[]> {
    return recordsIn(await this.ordering(filter, wanted, ofRows), 'InvoiceOrder');
  }

  ordering(filter: string, wanted: string[], ofRows: string[] = []): Promise<Reply> {
    const searchParams = `<searchParams>${filter}</searchParams>`;
    const properties = `<invoiceReturnProperties>${names(...wanted)}</invoiceReturnProperties>`;
    const rows = `<rowReturnProperties>${names(...ofRows)}</rowReturnProperties>`;
    return this.call('invoice', 'GetInvoices', searchParams + properties + rows);
  }
}

export const SAVES = {
  products: { at: 'product', operation: 'SaveProducts', list: 'products', record: 'Product' },
  categories: { at: 'product', operation: 'SaveCategories', list: 'categories', record: 'Category' },
  companies: { at: 'company', operation: 'SaveCompanies', list: 'companies', record: 'Company' },
  invoices: { at: 'invoice', operation: 'SaveInvoices', list: 'invoices', record: 'InvoiceOrder' },
} satisfies Record<string, { at: keyof typeof SERVICES; operation: string; list: string; record: string }>;

function search(filter: string, wanted: string[]): string {
  return `<searchParams>${filter}</searchParams><returnProperties>${names(...wanted)}</returnProperties>`;
}

/** A simulator of a spec's own, and the first company of the demo world with somebody logged in. */
export interface AtWork {
  clock: HandClock;
  control: Control;
  caller: SalesCaller;
  kiosk: Company;
  stop(): Promise<void>;
}

export async function atWork(): Promise<AtWork> {
  const clock = new HandClock();
  const simulator = await startSimulator({ clock });
  const { control } = simulator;
  const caller = new SalesCaller(simulator.url);
  await caller.login();
  return { clock, control, caller, kiosk: control.company('887766554433221'), stop: () => simulator.stop() };
}

/** The content of every record of a kind in an answer, in order. */
export function recordsIn({ text }: Reply, name: string): string[] {
  return [...text.matchAll(new RegExp(`<${name}(?: />|>(.*?)</${name}>)`, 'gs'))].map(
    ([, content = '']) => content,
  );
}

/** `DataBaseServerException`, or an empty text where the record carries no exception. */
export function exceptionIn(record: string | undefined): string {
  return inside(inside(record ?? '', 'APIException'), 'Type').replace(/^.*\./, '');
}

/** The reason, which the simulator puts where nobody looks. */
export function reasonIn(record: string | undefined): string {
  return inside(inside(record ?? '', 'APIException'), 'StackTrace').replace(/^.*Simulator: /, '');
}
