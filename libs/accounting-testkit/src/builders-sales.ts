import {
  sum,
  type CustomerRecord,
  type ItemRow,
  type Order,
  type OrderDelivery,
  type OrderRow,
  type ProductRecord,
} from '@accounting/port';

/** A product that the accounting system has not seen. A test names only what it is about. */
export function aProductRecord(over: Partial<ProductRecord> = {}): ProductRecord {
  return {
    key: '88',
    erpId: null,
    number: 'K-1000',
    name: 'Kaffe 1 kg',
    description: 'Hele bønner',
    barcode: '7030000000017',
    priceExVat: 19_920,
    priceIncVat: 22_908,
    costPrice: 11_000,
    vatRate: 15,
    category: 'Kaffe',
    isService: false,
    active: true,
    stock: null,
    ...over,
  };
}

/** A customer that the accounting system has not seen. */
export function aCustomerRecord(over: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    key: '501',
    erpId: null,
    externalId: 'duell-501',
    type: 'company',
    name: 'Kafe Fjord AS',
    firstName: null,
    lastName: null,
    organisationNumber: '999888777',
    email: 'post@kafefjord.example',
    invoiceEmail: 'faktura@kafefjord.example',
    phone: '55000000',
    mobile: null,
    address: { street: 'Strandgata 1', postalCode: '5003', city: 'Bergen', country: 'NO' },
    deliveryAddress: null,
    paymentTermsDays: 14,
    ...over,
  };
}

/** Three kilos of coffee at 15 %, two cups at 25 % with 10 % off, and a text; øre that do not round away. */
export function anOrder(over: Partial<Order> = {}): Order {
  const rows = over.rows ?? [anItemRow(), aCupRow(), { type: 'text', text: 'Levert 23.11.' }];
  return {
    invoiceId: 'F-2201',
    text: 'Faktura F-2201',
    marker: '7h2d9c4n1xrk',
    orderNumber: '2201',
    date: '2026-11-23',
    dueDate: '2026-12-07',
    deliveryDate: null,
    yourReference: 'Kari Nordmann',
    ourReference: 'Butikk 1',
    orderReference: 'PO 17',
    note: '',
    department: null,
    pricesIncVat: false,
    rows,
    totals: totalsOfRows(rows),
    skipStock: true,
    credits: null,
    ...over,
  };
}

export function anItemRow(over: Partial<ItemRow> = {}): ItemRow {
  return {
    type: 'item',
    product: '88',
    text: 'Kaffe 1 kg',
    quantity: '3',
    price: 19_920,
    discountPercent: '0',
    account: '3001',
    vatCode: '31',
    vatRate: 15,
    net: 59_760,
    vat: 8_964,
    gross: 68_724,
    role: 'sales:31',
    path: 'lines[0]',
    ...over,
  };
}

function aCupRow(): ItemRow {
  return anItemRow({
    ...{ product: '89', text: 'Krus', quantity: '2', price: 10_040, discountPercent: '10' },
    ...{ account: '3000', vatCode: '3', vatRate: 25, role: 'sales:3', path: 'lines[1]' },
    ...{ net: 18_072, vat: 4_518, gross: 22_590 },
  });
}

/** An order with its customer and its two products, none of which the accounting system has seen. */
export function anOrderDelivery(over: Partial<OrderDelivery> = {}): OrderDelivery {
  const cup = aProductRecord({
    ...{ key: '89', number: 'K-2000', name: 'Krus', description: null, barcode: null, category: 'Kjøkken' },
    ...{ priceExVat: 10_040, priceIncVat: 12_550, costPrice: null, vatRate: 25 },
  });
  return {
    order: anOrder(),
    customer: aCustomerRecord(),
    products: [aProductRecord(), cup],
    changes: null,
    ...over,
  };
}

export function totalsOfRows(rows: OrderRow[]): Order['totals'] {
  const items = rows.filter((row) => row.type === 'item');
  return {
    net: sum(items.map(({ net }) => net)),
    vat: sum(items.map(({ vat }) => vat)),
    gross: sum(items.map(({ gross }) => gross)),
  };
}
