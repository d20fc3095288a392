import { aSale, aZReport, bookedOf } from '../sync-z-report/z-report.builder.js';
import { type ZReport, type ZReportInput } from '../sync-z-report/z-report.js';
import { type SettlementInput } from './settlement-input.js';

const ACCOUNT_NAMES = {
  '1460': 'Varelager',
  '1579': 'Andre kortsiktige fordringer',
  '1900': 'Kontanter, NOK',
  '1920': 'Bankinnskudd',
  '1925': 'Bankinnskudd underveis',
  '2380': 'Kortoppgjør underveis',
  '2901': 'Gavekort, ikke innløst',
  '2910': 'Gjeld til ansatte',
  '3000': 'Salgsinntekt, avgiftspliktig, høy sats',
  '3001': 'Salgsinntekt, avgiftspliktig, middels sats',
  '3002': 'Salgsinntekt, avgiftspliktig, lav sats',
  '3100': 'Salgsinntekt, avgiftsfri',
  '4390': 'Beholdningsendring',
  '7740': 'Øreavrunding',
  '7741': 'Kassedifferanse',
};

/** A settlement on its way to the paper, with the voucher that the bookkeeping makes of the report. */
export function aSettlementInput(
  report: ZReport = aZReport(),
  over: Partial<SettlementInput> = {},
): SettlementInput {
  const { invoicesOn = true, stockChangeOn = true } = over;
  const settings = { stockChange: stockChangeOn, invoices: invoicesOn };
  return {
    report,
    ...bookedOf({ report, settings }),
    transferId: '0198f3c2-7d1a-7c44-9a53-5f0e2b6c91d7',
    company: { name: 'Ålesund Kaffe og Brød AS', organisationNumber: '987654325' },
    department: { name: 'Butikk Sentrum', number: '1' },
    accountNames: ACCOUNT_NAMES,
    erpDepartment: null,
    invoicesOn,
    stockChangeOn,
    mode: 'draft',
    system: { name: 'DUELL Regnskap', version: '0.1.0' },
    preview: false,
    ...over,
  };
}

/** Every section has something: four VAT rates, rounding, tips, differences, a deposit, stock, an invoice. */
export function aFullDay(over: Partial<ZReportInput> = {}): ZReport {
  return aZReport({
    number: 1042,
    closedBy: { id: '12', name: 'Kari Nordmann' },
    registers: ['K1', 'K2'],
    sales: [
      aSale(61651, 12331, { group: '04003', groupName: 'Varesalg', quantity: 4 }),
      aSale(8990, 1173, { vatCode: '31', vatRate: 15, group: '04006', groupName: 'Mat', quantity: 1.5 }),
      aSale(12000, 1286, { vatCode: '33', vatRate: 12, group: '04010', groupName: 'Kino', quantity: 1 }),
      aSale(29900, 0, { vatCode: '5', vatRate: 0, group: '04017', groupName: 'Bøker', quantity: 1 }),
    ],
    payments: [
      { method: 'cash', amount: 34000, count: 2 },
      { method: 'bankAxept', amount: 53333, count: 2, terminalAmount: 53333 },
      { method: 'visa', amount: 29900, count: 1, terminalAmount: 29400 },
    ],
    tips: { amount: 4667, count: 1 },
    cashRounding: 25,
    cash: {
      openingFloat: 100000,
      expected: 134000,
      counted: 133000,
      deposited: 33000,
      note: 'Talt to ganger',
    },
    creditSales: { amount: 350000, count: 1, invoiceIds: ['F-2201'] },
    stockChange: { costOut: 51240, costIn: 0 },
    counters: {
      receipts: 5,
      returns: { count: 1, amount: 20000 },
      discounts: { count: 2, amount: 4500 },
      drawerOpenings: 3,
      copies: { count: 1, amount: 19990 },
      priceLookups: 7,
    },
    grandTotals: { sales: 1245789950, returns: 3312000, net: 1242477950 },
    ...over,
  });
}

/** As many product groups as a grocer's, and a note that somebody meant well with. */
export function aLongDay(groups = 40): ZReport {
  const sales = Array.from({ length: groups }, (_, index) => {
    const gross = 12500 + index * 1375;
    return aSale(gross, gross / 5, {
      group: `04${String(index).padStart(3, '0')}`,
      groupName:
        index % 9 === 4
          ? `Påsmurt, kaker og andre bakervarer til frokost og lunsj nr. ${index}`
          : `Varegruppe ${index}`,
      quantity: index + 1,
    });
  });
  const paid = sales.reduce((total, { gross }) => total + gross, 0);
  return aFullDay({
    sales,
    payments: [{ method: 'bankAxept', amount: paid, count: 120 }],
    tips: {},
    cashRounding: 0,
    cash: {
      openingFloat: 100000,
      expected: 100000,
      counted: 99000,
      note: 'Veksel manglet ved åpning. '.repeat(35).trim(),
    },
  });
}
