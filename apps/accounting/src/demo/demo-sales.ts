import { type CivilDate } from '@accounting/port';

/** So many products the demo shop sells; in the third run so many of them have changed. */
export const PRODUCTS = 500;
export const CHANGED = 5;

/** The shop's catalogue. In its third round every hundredth has another price. */
export function demoProducts(round: 1 | 2 | 3) {
  return Array.from({ length: PRODUCTS }, (_, index) => {
    const number = String(1000 + index);
    const isFood = index % 5 === 0;
    const isDearer = round === 3 && index % (PRODUCTS / CHANGED) === 0;
    return {
      id: `v${index}`,
      number: `K-${number}`,
      name: `${isFood ? 'Kaffe' : 'Kopp'} nr. ${number}`,
      category: isFood ? { id: '1', name: 'Mat' } : { id: '2', name: 'Kjøkken' },
      priceIncVat: 4900 + 10 * index + (isDearer ? 500 : 0),
      vatCode: isFood ? '31' : '3',
      vatRate: isFood ? 15 : 25,
      ...(index < 3 ? { stock: String(10 + index) } : {}),
      isService: false,
      deleted: false,
      // Touched every time, as a till does; that alone is no change.
      updatedAt: `2026-11-2${round}T08:00:00+01:00`,
    };
  });
}

export const DEMO_CUSTOMERS = [
  {
    id: '501',
    type: 'company',
    name: 'Kafé Fjord AS',
    organisationNumber: '998877665',
    invoiceEmail: 'faktura@kafefjord.example',
    address: { street: 'Strandgata 1', postalCode: '5003', city: 'Bergen', country: 'NO' },
    paymentTermsDays: 14,
    deleted: false,
    updatedAt: '2026-11-21T08:00:00+01:00',
  },
  {
    id: '502',
    type: 'person',
    name: 'Kari Nordmann',
    firstName: 'Kari',
    lastName: 'Nordmann',
    phone: '99999999',
    deleted: false,
    updatedAt: '2026-11-21T08:00:00+01:00',
  },
];

/** One that becomes a draft, and one that sells a gift card, which the accountant has not made a product for. */
export function demoInvoices(date: CivilDate) {
  const coffee = {
    type: 'product',
    productId: 'v0',
    productNumber: 'K-1000',
    description: 'Kaffe nr. 1000',
    quantity: '3',
    unit: 'stk',
    unitPriceExVat: 4261,
    vatCode: '31',
    vatRate: 15,
    net: 12_783,
    vat: 1917,
    gross: 14_700,
  };
  const common = { date, ourReference: 'Butikk Sentrum', currency: 'NOK' };
  return [
    {
      ...common,
      id: 'F-2201',
      customer: { id: '501' },
      orderReference: 'PO 17',
      lines: [coffee, { type: 'text', description: 'Levert på døren' }],
      totalNet: 12_783,
      totalVat: 1917,
      totalGross: 14_700,
    },
    {
      ...common,
      id: 'F-2202',
      customer: { id: '502' },
      lines: [coffee, { type: 'giftCard', description: 'Gavekort', quantity: '1', gross: 50_000 }],
      totalNet: 62_783,
      totalVat: 1917,
      totalGross: 64_700,
    },
  ];
}
