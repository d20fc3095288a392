import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { balanceReasons } from '../sync-z-report/balance.js';
import { zReportSchema } from '../sync-z-report/z-report.js';
import { type ReadZReport, readZReports } from './read-z-reports.js';

/** Published by Skatteetaten (github.com/Skatteetaten/saf-t); kept beside the project, not in it. */
const EXAMPLE = join(
  import.meta.dirname,
  '../../../../../shared/saft/examples',
  'ExampleFile SAF-T Cash Register_999999999_20210330104000.xml',
);

describe("Skatteetaten's example file", () => {
  if (!existsSync(EXAMPLE)) {
    it('vendor files not present', () => expect(existsSync(EXAMPLE)).toBe(false));
    return;
  }

  const reports: ReadZReport[] = [];
  beforeAll(async () => {
    for await (const report of readZReports(createReadStream(EXAMPLE))) reports.push(report);
  });

  it('becomes one Z report, with the sales of each group', () => {
    expect(reports).toEqual([
      {
        reportId: '1',
        register: '11.222-33.44.567',
        document: {
          number: 1,
          businessDate: '2020-01-01',
          periodStart: '2020-01-01T09:00:00+01:00',
          periodEnd: '2020-01-01T23:56:59+01:00',
          closedAt: '2020-01-01T23:56:59+01:00',
          closedBy: { id: '1000', name: 'Ola Nordmann' },
          registers: ['11.222-33.44.567'],
          sales: [
            // One return of one carton of milk is deducted.
            {
              group: '100',
              groupName: 'Food',
              vatCode: '31',
              vatRate: 15,
              quantity: 5,
              gross: 10280,
              net: 8938,
              vat: 1342,
            },
            {
              group: '200',
              groupName: 'Tobacco',
              vatCode: '3',
              vatRate: 25,
              quantity: 2,
              gross: 23200,
              net: 18560,
              vat: 4640,
            },
            {
              group: '300',
              groupName: 'Beer',
              vatCode: '3',
              vatRate: 25,
              quantity: 6,
              gross: 17940,
              net: 14352,
              vat: 3588,
            },
          ],
          payments: [
            { method: 'cash', amount: 29500, count: 1 },
            { method: 'terminal', amount: 21880, count: 1 },
          ],
          cashRounding: -40,
          tips: { amount: 0, count: 0 },
          payIns: [],
          payOuts: [],
          cash: { openingFloat: 0 },
          creditSales: { amount: 0, count: 0 },
          creditNotes: { amount: 0, count: 0 },
          counters: {
            receipts: 3,
            returns: { count: 1, amount: 1640 },
            discounts: { count: 0, amount: 0 },
            drawerOpenings: 1,
            copies: { count: 1, amount: 14880 },
            proforma: { count: 0, amount: 0 },
            aborted: { count: 0, amount: 0 },
            lineCorrections: { count: 1, amount: 1640 },
            priceLookups: 1,
            training: { count: 0, amount: 0 },
          },
          grandTotals: { sales: 53060, returns: 1640, net: 51420 },
        },
      },
    ]);
  });

  it('balances: 514.20 of sales, rounded to 513.80 of payments', () => {
    const documents = reports.flatMap((report) => ('document' in report ? [report.document] : []));
    expect(documents).toHaveLength(1);
    for (const document of documents) expect(balanceReasons(zReportSchema.parse(document))).toEqual([]);
  });
});
