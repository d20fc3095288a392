import { z } from 'zod';
import { aZReport } from './z-report.builder.js';
import { closingFloat, zReportSchema } from './z-report.js';

/** The example of the contract. */
const CONTRACT_EXAMPLE = {
  number: 1042,
  businessDate: '2026-11-23',
  periodStart: '2026-11-23T08:58:11+01:00',
  periodEnd: '2026-11-23T20:03:40+01:00',
  closedAt: '2026-11-23T20:04:02+01:00',
  closedBy: { id: '12', name: 'Kasse 1' },
  registers: ['K1'],
  currency: 'NOK',
  sales: [
    {
      group: '04003',
      groupName: 'Varesalg',
      vatCode: '3',
      vatRate: 25,
      quantity: 120,
      gross: 875000,
      net: 700000,
      vat: 175000,
    },
    {
      group: '04006',
      groupName: 'Mat',
      vatCode: '31',
      vatRate: 15,
      quantity: 30,
      gross: 115000,
      net: 100000,
      vat: 15000,
    },
  ],
  payments: [
    { method: 'cash', amount: 90000, count: 12 },
    { method: 'bankAxept', amount: 500000, count: 40, terminalAmount: 500000 },
    { method: 'visa', amount: 250000, count: 9 },
    { method: 'vipps', amount: 150000, count: 21 },
  ],
  giftCardsSold: { amount: 0, count: 0 },
  creditSlipsIssued: { amount: 0, count: 0 },
  tips: { amount: 0, count: 0 },
  cashRounding: 0,
  payIns: [{ reason: 'Veksel', amount: 20000, customerId: '501', invoiceId: 'F-2190' }],
  payOuts: [],
  cash: { openingFloat: 100000, expected: 190000, counted: 189000, deposited: 89000, note: 'Talt to ganger' },
  creditSales: { amount: 168724, count: 1, invoiceIds: ['F-2201'] },
  creditNotes: { amount: 0, count: 0, invoiceIds: [] },
  stockChange: { costOut: 51240, costIn: 0 },
  counters: {
    receipts: 120,
    returns: { count: 1, amount: 20000 },
    discounts: { count: 0, amount: 0 },
    drawerOpenings: 3,
    copies: { count: 0, amount: 0 },
    proforma: { count: 0, amount: 0 },
    aborted: { count: 0, amount: 0 },
    lineCorrections: { count: 0, amount: 0 },
    priceLookups: 0,
    training: { count: 0, amount: 0 },
  },
  grandTotals: { sales: 0, returns: 0, net: 0 },
};

const { number, businessDate, periodStart, periodEnd, closedAt } = CONTRACT_EXAMPLE;
const SMALLEST = { number, businessDate, periodStart, periodEnd, closedAt, sales: [], payments: [] };
const SALE = { vatCode: '3', vatRate: 25, gross: 12500, net: 10000, vat: 2500 };

function refusal(over: object): string {
  const { error } = zReportSchema.safeParse({ ...SMALLEST, ...over });
  return error
    ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')
    : 'accepted';
}

describe('the Z-report document', () => {
  it('takes the example of the contract as it stands', () => {
    expect(zReportSchema.parse(CONTRACT_EXAMPLE)).toEqual(CONTRACT_EXAMPLE);
  });

  it('lets the rest default to nothing', () => {
    expect(zReportSchema.parse(SMALLEST)).toEqual({
      ...SMALLEST,
      registers: [],
      currency: 'NOK',
      giftCardsSold: { amount: 0, count: 0 },
      creditSlipsIssued: { amount: 0, count: 0 },
      tips: { amount: 0, count: 0 },
      cashRounding: 0,
      payIns: [],
      payOuts: [],
      creditSales: { amount: 0, count: 0, invoiceIds: [] },
      creditNotes: { amount: 0, count: 0, invoiceIds: [] },
    });
  });

  it('reads its own output again unchanged', () => {
    expect(zReportSchema.parse(aZReport())).toEqual(aZReport());
  });

  it.each(['number', 'businessDate', 'periodStart', 'periodEnd', 'closedAt', 'sales', 'payments'])(
    'requires %s',
    (field) => expect(refusal({ [field]: undefined })).toContain(`${field}: `),
  );

  it.each([
    ['an unknown field', { total: 1 }, 'total'],
    ['an unknown field inside', { sales: [{ ...SALE, discount: 1 }] }, 'sales.0'],
    ['a currency other than NOK', { currency: 'SEK' }, 'currency: Only NOK can be transferred'],
    ['a number of 0', { number: 0 }, 'number'],
    ['a number beyond what a double can hold', { number: 2 ** 53 }, 'number'],
    ['a date that does not exist', { businessDate: '2026-02-29' }, 'businessDate'],
    ['a date with a clock', { businessDate: '2026-11-23T00:00:00Z' }, 'businessDate'],
    ['year 0', { businessDate: '0000-01-01' }, 'businessDate: Is not a date of our time'],
    ['an instant without an offset', { closedAt: '2026-11-23T20:04:02' }, 'closedAt: Is not an instant'],
    ['an instant that does not exist', { closedAt: '2026-11-31T20:04:02+01:00' }, 'closedAt'],
    ['a VAT code that is no output code', { sales: [{ ...SALE, vatCode: '1' }] }, 'sales.0.vatCode'],
    [
      'VAT at rate 0',
      { sales: [{ ...SALE, vatCode: '5', vatRate: 0 }] },
      'sales.0.vat: There is no VAT at rate 0',
    ],
    ['an amount with øre as decimals', { sales: [{ ...SALE, gross: 125.5 }] }, 'sales.0.gross'],
    ['an amount as text', { sales: [{ ...SALE, gross: '12500' }] }, 'sales.0.gross'],
    ['a method it does not know', { payments: [{ method: 'bitcoin', amount: 1 }] }, 'payments.0.method'],
    ['another method without a name', { payments: [{ method: 'other:  ', amount: 1 }] }, 'payments.0.method'],
    [
      'another method with too long a name',
      { payments: [{ method: `other:${'x'.repeat(65)}`, amount: 1 }] },
      'method',
    ],
    ['a negative count', { payments: [{ method: 'cash', amount: 1, count: -1 }] }, 'payments.0.count'],
    ['a negative counter', { counters: { receipts: -1 } }, 'counters.receipts'],
    ['a negative pay-in', { payIns: [{ reason: 'Veksel', amount: -1 }] }, 'payIns.0.amount'],
    ['a negative pay-out', { payOuts: [{ reason: 'Veksel', amount: -1 }] }, 'payOuts.0.amount'],
    ['a negative deposit', { cash: { deposited: -1 } }, 'cash.deposited'],
    ['a reason of spaces', { payIns: [{ reason: '  ', amount: 1 }] }, 'payIns.0.reason'],
    ['a counted drawer without what was expected', { cash: { counted: 1 } }, 'cash.expected'],
    ['NUL in a text', { cash: { note: 'a\u0000b' } }, 'cash.note: Holds a control character'],
    ['what XML cannot carry', { registers: ['K\u0001'] }, 'registers.0: Holds a control character'],
    ['half a character', { sales: [{ ...SALE, group: '\ud83d' }] }, 'sales.0.group: Holds half a character'],
    ['NUL in a method', { payments: [{ method: 'other:a\u0000', amount: 1 }] }, 'payments.0.method'],
    ['a text without end', { cash: { note: 'x'.repeat(1001) } }, 'cash.note'],
    ['a group of 65 characters', { sales: [{ ...SALE, group: 'x'.repeat(65) }] }, 'sales.0.group'],
  ])('refuses %s', (_what, over, where) => expect(refusal(over)).toContain(where));

  it('refuses amounts whose sum would no longer be exact', () => {
    const huge = { vatCode: '5', vatRate: 0, vat: 0, gross: Number.MAX_SAFE_INTEGER, net: 0 };

    expect(refusal({ sales: [huge] })).toBe('accepted');
    expect(refusal({ sales: [huge, huge] })).toContain('too large to be added');
  });

  it('keeps letters, emoji, tabs and new lines of people', () => {
    const cash = { expected: 0, counted: 0, note: 'Ærlig talt:\n\tøre 🙂' };

    expect(zReportSchema.parse({ ...SMALLEST, cash }).cash?.note).toBe(cash.note);
  });

  it('trims groups, reasons and names of other methods', () => {
    const report = zReportSchema.parse({
      ...SMALLEST,
      sales: [{ ...SALE, group: ' 04003 ' }],
      payments: [{ method: 'other: Sodexo ', amount: 12500 }],
      payIns: [{ reason: ' Veksel ', amount: 0 }],
    });

    expect([report.sales[0]?.group, report.payments[0]?.method, report.payIns[0]?.reason]).toEqual([
      '04003',
      'other:Sodexo',
      'Veksel',
    ]);
  });

  it('can be described as JSON Schema, for OpenAPI', () => {
    const schema = z.toJSONSchema(zReportSchema, { io: 'input', unrepresentable: 'any' });

    expect(schema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['number', 'businessDate', 'periodStart', 'periodEnd', 'closedAt', 'sales', 'payments'],
    });
    expect(schema.properties?.businessDate).toMatchObject({ type: 'string', format: 'date' });
    expect(schema.properties?.payIns).toMatchObject({
      items: { properties: { amount: { type: 'integer', minimum: 0 } } },
    });
  });

  it('knows what is left in the drawer for the next day, if somebody counted', () => {
    expect(closingFloat(zReportSchema.parse(CONTRACT_EXAMPLE))).toBe(100000);
    expect(closingFloat(aZReport({ cash: { openingFloat: 100000, deposited: 500 } }))).toBeUndefined();
    expect(closingFloat(aZReport())).toBeUndefined();
  });
});
