import type { ErpCustomer, ErpProduct } from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { companiesFound, FROM_THE_BEGINNING, syncPages } from './24so.customers.js';
import type { Company, Product } from './24so.operations.sales.js';
import { productPages } from './24so.product-pages.js';
import { decimalIn, numberIn, priceIn, stampedFrom } from './24so.wire.js';

/** As many customers as one question names. */
const CUSTOMERS_A_CALL = 500;

const OF_PRODUCT = ['Id', 'No', 'Name', 'EAN1', 'Price', 'CashPriceIncTax', 'TaxRate', 'Stock', 'StatusId'];
const OF_CUSTOMER = [
  ...['Id', 'ExternalId', 'Type', 'Name', 'FirstName', 'OrganizationNumber'],
  ...['EmailAddresses', 'PhoneNumbers', 'Addresses'],
];

/** What is stamped later than it was changed is not left out. */
function beginningOf(changedSince: Date | null): Date {
  return changedSince ? stampedFrom(changedSince) : FROM_THE_BEGINNING;
}

/** The register of products. What was deleted there is in no answer: it is missed where all is read. */
export async function* productsSince(
  client: TwentyFourSoClient,
  changedSince: Date | null,
): AsyncIterable<ErpProduct[]> {
  for await (const page of productPages(client, beginningOf(changedSince), OF_PRODUCT))
    yield page.flatMap(erpProduct);
}

export function erpProduct(product: Product): ErpProduct[] {
  const { Id, No = '', Name = '', EAN1 = '', Price, CashPriceIncTax, TaxRate, Stock, StatusId } = product;
  if (Id === undefined) return [];
  return [
    {
      id: String(Id),
      number: No.trim(),
      name: Name.trim(),
      barcode: EAN1.trim() || null,
      priceExVat: priceIn(Price),
      priceIncVat: priceIn(CashPriceIncTax),
      vatRate: numberIn(TaxRate),
      stock: decimalIn(Stock),
      active: StatusId !== 0,
    },
  ];
}

/** The register of customers: the list of changes, which alone tells who was deleted, then who they are. */
export async function* customersSince(
  client: TwentyFourSoClient,
  changedSince: Date | null,
): AsyncIterable<ErpCustomer[]> {
  for await (const page of syncPages(client, beginningOf(changedSince))) {
    const gone = page.filter(({ Active }) => Active === false);
    const ids = page.flatMap(({ CompanyId, Active }) => (Active === false ? [] : (CompanyId ?? [])));
    const deleted = gone.flatMap(({ CompanyId, ExternalId }) => deletedCustomer(CompanyId, ExternalId));
    if (deleted.length > 0) yield deleted;
    for (let from = 0; from < ids.length; from += CUSTOMERS_A_CALL) {
      const CompanyIds = { int: ids.slice(from, from + CUSTOMERS_A_CALL) };
      yield (await companiesFound(client, { CompanyIds }, OF_CUSTOMER)).flatMap(erpCustomer);
    }
  }
}

/** Nothing more is told of one that is deleted, not even whether it was a customer. */
function deletedCustomer(id: number | undefined, externalId = ''): ErpCustomer[] {
  if (id === undefined) return [];
  const unknown = { type: null, firstName: null, organisationNumber: null, email: null, phone: null };
  const number = String(id);
  return [
    {
      ...{ ...unknown, id: number, number, name: '', address: null },
      externalId: externalId.trim() || null,
      active: false,
    },
  ];
}

/** A supplier or a lead is not somebody who buys. What has no type is taken for a customer, since nothing says no. */
const NO_CUSTOMERS = new Set(['Supplier', 'Lead']);

export function erpCustomer(company: Company): ErpCustomer[] {
  const { Id, ExternalId = '', Type = 'None', Name = '', FirstName = '', OrganizationNumber = '' } = company;
  if (Id === undefined || NO_CUSTOMERS.has(Type)) return [];
  const { Work, Invoice, Home, Primary } = company.EmailAddresses ?? {};
  const phones = company.PhoneNumbers ?? {};
  return [
    {
      id: String(Id),
      // The customer's number is its id there.
      number: String(Id),
      externalId: ExternalId.trim() || null,
      type: Type === 'Business' ? 'company' : Type === 'Consumer' ? 'person' : null,
      name: Name.trim(),
      firstName: FirstName.trim() || null,
      organisationNumber: OrganizationNumber.trim() || null,
      email: firstValue(Work, Invoice, Home, Primary),
      phone: firstValue(phones.Work, phones.Mobile, phones.Home, phones.Primary),
      address: addressOf(company.Addresses),
      active: true,
    },
  ];
}

function firstValue(...kinds: ({ Value?: string } | null | undefined)[]): string | null {
  const values = kinds.map((kind) => kind?.Value?.trim() ?? '');
  return values.find((value) => value !== '') ?? null;
}

function addressOf(addresses: Company['Addresses']): ErpCustomer['address'] {
  const { Post, Visit, Invoice, Delivery } = addresses ?? {};
  for (const address of [Post, Visit, Invoice, Delivery]) {
    const { Street = '', PostalCode = '', PostalArea = '', City = '' } = address ?? {};
    const [street, postalCode, city] = [Street, PostalCode, PostalArea || City].map((text) => text.trim());
    if (street || postalCode || city)
      return { street: street ?? '', postalCode: postalCode ?? '', city: city ?? '' };
  }
  return null;
}
