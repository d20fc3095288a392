import { type Ore } from '@accounting/port';
import { z } from 'zod';
import {
  civilDateField,
  countField,
  instantField,
  nameField,
  oreField,
  positiveOreField,
  textField,
} from '../document/document-fields.js';
import { OTHER, PAYMENT_METHODS } from './payment-methods.js';

/** Output VAT codes of the Norwegian standard list (SAF-T): the report's own words, never an ERP's numbers. */
export const STANDARD_VAT_CODES = ['3', '31', '32', '33', '5', '51', '52', '6', '7'] as const;

/** More lines than a till can make in a day are a fault of the sender. */
const MOST_ITEMS = 5000;

const salesSchema = z
  .strictObject({
    group: nameField().optional().describe('Product group (varegruppe): its id or number'),
    groupName: textField(200).optional(),
    vatCode: z
      .enum(STANDARD_VAT_CODES)
      .describe('Norwegian standard VAT code; picks the role of the account plan'),
    vatRate: z.number().min(0).max(100).describe('Percent'),
    quantity: z.number().optional().describe('Units sold, returns deducted'),
    gross: oreField().describe('Øre, VAT included; a net return is negative'),
    net: oreField().describe('Øre, VAT excluded'),
    vat: oreField().describe('Øre; net + vat = gross'),
  })
  .refine(({ vatRate, vat }) => vatRate !== 0 || vat === 0, {
    path: ['vat'],
    error: 'There is no VAT at rate 0',
  });

const methodSchema = z.union([
  z.enum(PAYMENT_METHODS),
  xmlSafeOther().describe('`other:` and the name of a method that is not in the list'),
]);

function xmlSafeOther() {
  return textField(200)
    .overwrite((method) => (method.startsWith(OTHER) ? OTHER + method.slice(OTHER.length).trim() : method))
    .regex(/^other:[\s\S]{1,64}$/, {
      error: 'Is neither a known method nor `other:` with a name of 1 to 64 characters',
    });
}

const paymentSchema = z.strictObject({
  method: methodSchema,
  amount: oreField().describe(
    'Øre received; refunds are negative. Cash includes pay-ins and is less pay-outs',
  ),
  count: z.int().min(0).optional().describe('Number of payments'),
  terminalAmount: oreField().optional().describe("Øre, the terminal's own total at its reconciliation"),
});

const amountAndCount = (amount: string) =>
  z.strictObject({ amount: oreField().default(0).describe(amount), count: countField() }).prefault({});

const cashMovementSchema = z.strictObject({
  reason: nameField().describe('Picks the role `payIn:<reason>` or `payOut:<reason>`'),
  amount: positiveOreField().describe('Øre'),
  customerId: nameField().optional().describe("DUELL's id of the customer who paid or was paid"),
  invoiceId: nameField().optional().describe('The invoice it settles'),
});

const cashSchema = z
  .strictObject({
    openingFloat: oreField()
      .optional()
      .describe('Øre in the drawer when the period began (inngående veksel)'),
    expected: oreField().optional().describe('Øre that should be in the drawer'),
    counted: oreField()
      .optional()
      .describe('Øre counted, before `deposited` is taken out. Left out: not counted'),
    deposited: positiveOreField().default(0).describe('Øre taken out for the bank (Bank/Nattsafe)'),
    note: textField(1000).optional().describe('What the till wrote about a difference (Notis)'),
  })
  .refine(({ counted, expected }) => counted === undefined || expected !== undefined, {
    path: ['expected'],
    error: 'A counted drawer needs the amount that was expected',
  });

const creditSchema = z
  .strictObject({
    amount: oreField().default(0).describe('Øre; for information, in no sales line and no payment'),
    count: countField(),
    invoiceIds: z.array(nameField()).max(MOST_ITEMS).default([]),
  })
  .prefault({});

const countersSchema = z.strictObject({
  receipts: countField(),
  returns: amountAndCount('Øre'),
  discounts: amountAndCount('Øre'),
  drawerOpenings: countField(),
  copies: amountAndCount('Øre'),
  proforma: amountAndCount('Øre'),
  aborted: amountAndCount('Øre'),
  lineCorrections: amountAndCount('Øre'),
  priceLookups: countField(),
  training: amountAndCount('Øre'),
});

const reportSchema = z.strictObject({
  number: z
    .int()
    .min(1)
    .describe('Z number, consecutive per department: identity with client and department'),
  businessDate: civilDateField().describe(
    "The day the settlement is for (Oppgjøret gjelder): the voucher's date",
  ),
  periodStart: instantField(),
  periodEnd: instantField(),
  closedAt: instantField(),
  closedBy: z.strictObject({ id: nameField().optional(), name: textField(200).optional() }).optional(),
  registers: z.array(nameField()).max(MOST_ITEMS).default([]),
  currency: z
    .literal('NOK', {
      error: 'Only NOK can be transferred: a settlement in another currency must be booked by hand',
    })
    .default('NOK'),
  sales: z
    .array(salesSchema)
    .max(MOST_ITEMS)
    .describe('Cash sales (kontantsalg); credit sales are not among them'),
  payments: z.array(paymentSchema).max(MOST_ITEMS),
  giftCardsSold: amountAndCount('Øre; a debt, not turnover'),
  creditSlipsIssued: amountAndCount('Øre of slips handed out; in no payment'),
  tips: amountAndCount('Øre'),
  cashRounding: oreField().default(0).describe('Øre; received more than the sale is positive'),
  payIns: z.array(cashMovementSchema).max(MOST_ITEMS).default([]),
  payOuts: z.array(cashMovementSchema).max(MOST_ITEMS).default([]),
  cash: cashSchema.optional(),
  creditSales: creditSchema,
  creditNotes: creditSchema,
  stockChange: z
    .strictObject({ costOut: oreField().default(0), costIn: oreField().default(0) })
    .optional()
    .describe('Øre at cost of all goods that went out and came in since the Z before. Left out is not 0'),
  counters: countersSchema.optional(),
  grandTotals: z
    .strictObject({ sales: oreField(), returns: oreField(), net: oreField() })
    .optional()
    .describe('Øre since the first day of use'),
});

/** The day settlement (dagsoppgjør) as DUELL sends it: section 2 of the contract. Amounts are øre. */
export const zReportSchema = reportSchema
  .refine((report) => magnitude(report) <= Number.MAX_SAFE_INTEGER, {
    error: 'The amounts are too large to be added without error',
  })
  .meta({ title: 'Z-report (dagsoppgjør)' });

export type ZReport = z.output<typeof reportSchema>;
export type ZReportInput = z.input<typeof reportSchema>;

/** The øre left in the drawer for the next period. undefined: nobody counted. */
export function closingFloat({ cash }: ZReport): Ore | undefined {
  return cash?.counted === undefined ? undefined : cash.counted - cash.deposited;
}

/** All amounts that may meet in a sum, without their signs: while this is a safe integer, every sum is. */
function magnitude({ sales, payments, payIns, payOuts, cash, stockChange, ...report }: ZReport): number {
  const amounts = [
    ...sales.flatMap(({ gross, net, vat }) => [gross, net, vat]),
    ...payments.flatMap(({ amount, terminalAmount }) => [amount, terminalAmount]),
    ...[...payIns, ...payOuts].map(({ amount }) => amount),
    ...[report.giftCardsSold, report.creditSlipsIssued, report.tips].map(({ amount }) => amount),
    report.cashRounding,
    ...[cash?.openingFloat, cash?.expected, cash?.counted, cash?.deposited],
    ...[stockChange?.costOut, stockChange?.costIn],
  ];
  return amounts.reduce<number>((total, amount) => total + Math.abs(amount ?? 0), 0);
}
