import { balanceReasons } from '../sync-z-report/balance.js';
import { zReportSchema } from '../sync-z-report/z-report.js';
import {
  aLine,
  aRegister,
  aSafTFile,
  aTransaction,
  aZ,
  documentOf,
  faultsOf,
  leaves,
  read,
} from './saf-t.builder.js';

describe('the Z number', () => {
  it('is the reportID', async () => {
    expect(await documentOf([aZ({ id: '1042' })])).toMatchObject({ number: 1042 });
    expect(await documentOf([aZ({ id: '\n  <!-- Z -->1042 ' })])).toMatchObject({ number: 1042 });
  });

  it.each(['Z-1042', '10.5', '-3', '', '1e3', '99999999999999999999'])('is not %j', async (id) => {
    const faults = await faultsOf(aSafTFile([aRegister({ events: [aZ({ id })] })]));
    expect(faults).toEqual(['eventReport.reportID: Must be a whole number: it becomes the Z number']);
  });
});

describe('the times', () => {
  it('are those of the report, in Oslo', async () => {
    expect(await documentOf([aZ({ date: '2026-07-01', time: '20:04:02' })])).toMatchObject({
      businessDate: '2026-07-01',
      periodEnd: '2026-07-01T20:04:02+02:00',
      closedAt: '2026-07-01T20:04:02+02:00',
    });
  });

  it('begin with the Z before on the register', async () => {
    const events = [aZ({ id: '1', date: '2026-11-22', time: '21:00:00' }), aZ({ id: '2' })];
    expect(await documentOf(events, [aTransaction()])).toMatchObject({
      number: 2,
      periodStart: '2026-11-22T21:00:00+01:00',
    });
  });

  it('begin with the first transaction where the file has no Z before, also when that is training', async () => {
    const transactions = [
      aTransaction({ id: '1', time: '10:00:00' }),
      aTransaction({ id: '2', time: '09:12:30', isTraining: true }),
    ];
    const document = await documentOf([aZ()], transactions);
    expect(document.periodStart).toBe('2026-11-23T09:12:30+01:00');
  });

  it('are one where the file has neither', async () => {
    const { periodStart, periodEnd } = await documentOf([aZ()]);
    expect(periodStart).toBe(periodEnd);
  });

  it('of a report that is dated back: the day it is for, and the clock of the event draws the line', async () => {
    const events = [
      aZ({ id: '1', date: '2026-11-22', time: '21:00:00' }),
      aZ({ id: '2', date: '2026-11-23', time: '08:00:00', eventDate: '2026-11-24', eventTime: '08:00:00' }),
    ];
    const document = await documentOf(events, [aTransaction({ time: '20:30:00', rounding: '0.40' })]);
    expect(document).toMatchObject({ businessDate: '2026-11-23', cashRounding: 40 });
  });

  it('that can not be read are a fault', async () => {
    expect(await faultsOf(aSafTFile([aRegister({ events: [aZ({ date: '23.11.2026' })] })]))).toEqual([
      'event.eventReport.reportDate: With reportTime, is no date and time',
    ]);
  });
});

describe('the payments', () => {
  it.each([
    ['KONTANT', 'cash'],
    ['KORT', 'terminal'],
    ['KREDITTKORT', 'otherCard'],
    ['BANK', 'external'],
    ['GAVEKORT', 'giftCard'],
    ['KONTO', 'customerAccount'],
    ['LAPP', 'creditSlip'],
    ['VIPPS', 'vipps'],
    ['POENG', 'other:Poeng'],
    ['SODEXO', 'other:Sodexo'],
    ['UKJENT', 'other:Klarna'],
    ['ikke i lista', 'other:ikke i lista'],
  ])('%s is %s', async (type, method) => {
    const { payments } = await documentOf([aZ({ payments: [[type, 3, '-12.50']] })]);
    expect(payments).toEqual([{ method, amount: -1250, count: 3 }]);
  });

  it('of two types with one meaning are one', async () => {
    const event = aZ({
      payments: [
        ['KORT', 2, '100.00'],
        ['KORT2', 1, '50.10'],
      ],
    });
    expect((await documentOf([event])).payments).toEqual([{ method: 'terminal', amount: 15010, count: 3 }]);
  });

  it('of cash include what was paid in, less what was paid out', async () => {
    const document = await documentOf([
      aZ({
        payments: [['KONTANT', 5, '500.00']],
        payIns: [
          ['Veksel', '200.00'],
          ['None', '0.00'],
        ],
        payOuts: [['Blomster', '50.00']],
      }),
    ]);
    expect(document).toMatchObject({
      payments: [{ method: 'cash', amount: 65000, count: 5 }],
      payIns: [{ reason: 'Veksel', amount: 20000 }],
      payOuts: [{ reason: 'Blomster', amount: 5000 }],
    });
    expect(document.payIns).toHaveLength(1);
  });

  it('are cash for a pay-out on a day without cash sales, and nothing where nothing was paid', async () => {
    const document = await documentOf([
      aZ({ payments: [['KORT', 0, '0.00']], payOuts: [['Blomster', '50.00']] }),
    ]);
    expect(document.payments).toEqual([{ method: 'cash', amount: -5000, count: 0 }]);
  });

  it('paid out as a negative amount is not understood', async () => {
    const event = aZ({ payOuts: [['Blomster', '-50.00']] });
    expect(await faultsOf(aSafTFile([aRegister({ events: [event] })]))).toEqual([
      'event.eventReport.reportPayOuts.reportPayOut.payOutAmnt: Is negative: whether it went in or out is not clear',
    ]);
  });
});

describe('the rest of the report', () => {
  const group = (name: string, values: Record<string, string | number>) =>
    `<${name}>${leaves(values)}</${name}>`;

  it('is carried over as far as the file has it', async () => {
    const more = [
      group('reportTip', { tipNum: 2, tipAmnt: '35.00' }),
      leaves({ reportOpeningChangeFloat: '1000.00', reportReceiptNum: 41, reportOpenCashBoxNum: 3 }),
      leaves({ reportReceiptCopyNum: 1, reportReceiptCopyAmnt: '148.80' }),
      leaves({ reportReceiptProformaNum: 4, reportReceiptProformaAmnt: '40.00' }),
      leaves({
        reportReturnNum: 2,
        reportReturnAmnt: '16.40',
        reportDiscountNum: 5,
        reportDiscountAmnt: '9.90',
      }),
      leaves({ reportVoidTransNum: 6, reportVoidTransAmnt: '66.00' }),
      `<reportCorrLines>${group('reportCorrLine', { corrLineNum: 1, corrLineAmnt: '1.10' })}${group('reportCorrLine', { corrLineNum: 2, corrLineAmnt: '2.20' })}</reportCorrLines>`,
      `<reportPriceInquiries>${group('reportPriceInquiry', { priceInquiryNum: 7 })}${group('reportPriceInquiry', { priceInquiryNum: 1 })}</reportPriceInquiries>`,
      leaves({ reportTrainingNum: 8, reportTrainingAmnt: '88.00' }),
      group('reportCreditSales', { creditSalesNum: 1, creditSalesAmnt: '1687.24' }),
      group('reportCreditMemos', { creditMemosNum: 2, creditMemosAmnt: '-20.00' }),
      leaves({
        reportGrandTotalSales: '530.60',
        reportGrandTotalReturn: '16.40',
        reportGrandTotalSalesNet: '514.20',
      }),
    ].join('');
    expect(await documentOf([aZ({ more, empID: '7' })])).toMatchObject({
      closedBy: { id: '7', name: 'Kari Nordmann' },
      registers: ['K1'],
      tips: { amount: 3500, count: 2 },
      cash: { openingFloat: 100000 },
      counters: {
        receipts: 41,
        drawerOpenings: 3,
        copies: { count: 1, amount: 14880 },
        proforma: { count: 4, amount: 4000 },
        returns: { count: 2, amount: 1640 },
        discounts: { count: 5, amount: 990 },
        aborted: { count: 6, amount: 6600 },
        lineCorrections: { count: 3, amount: 330 },
        priceLookups: 8,
        training: { count: 8, amount: 8800 },
      },
      creditSales: { amount: 168724, count: 1 },
      creditNotes: { amount: -2000, count: 2 },
      grandTotals: { sales: 53060, returns: 1640, net: 51420 },
    });
  });

  it('leaves out what the file has not: no drawer, no grand totals, nobody who closed', async () => {
    const document = await documentOf([aZ()]);
    expect(document).not.toHaveProperty('cash');
    expect(document).not.toHaveProperty('grandTotals');
    expect(document).not.toHaveProperty('closedBy');
  });

  it('knows an employee who is not in the list by the id alone', async () => {
    expect((await documentOf([aZ({ empID: '99' })])).closedBy).toEqual({ id: '99' });
  });

  it('in another currency is refused', async () => {
    const file = aSafTFile([aRegister({ events: [aZ()] })], { currency: 'SEK' });
    expect(await faultsOf(file)).toEqual(['header.curCode: Only NOK can be transferred, not SEK']);
  });

  it.each([
    [
      'an amount with a comma',
      leaves({ reportReturnAmnt: '16,40' }),
      'Is not an amount with at most two decimals: 16,40',
    ],
    [
      'a third decimal',
      leaves({ reportReturnAmnt: '16.401' }),
      'Is not an amount with at most two decimals: 16.401',
    ],
    ['a count that is none', leaves({ reportReturnNum: '-1' }), 'Is not a whole number: -1'],
  ])('with %s is refused, and says where', async (_, more, message) => {
    const [fault] = await faultsOf(aSafTFile([aRegister({ events: [aZ({ more })] })]));
    expect(fault).toContain(message);
    expect(fault).toMatch(/^event\.eventReport\.reportReturn(Amnt|Num): /);
  });
});

it('a document of everything passes the schema', async () => {
  const document = await documentOf(
    [aZ({ vat: [['H', '25.00', '100.00', '25.00']], payments: [['KORT', 1, '125.00']] })],
    [aTransaction({ lines: [aLine()] })],
  );
  expect(balanceReasons(zReportSchema.parse(document))).toEqual([]);
});

it('nothing is made up to balance: gift cards sold are not in the file, and the report is left as it is', async () => {
  const document = await documentOf(
    [aZ({ vat: [['H', '25.00', '100.00', '25.00']], payments: [['KORT', 2, '625.00']] })],
    [aTransaction({ lines: [aLine()] })],
  );
  expect(balanceReasons(zReportSchema.parse(document))).toMatchObject([{ code: 'Z_REPORT_UNBALANCED' }]);
});

it('a receipt that can not be read is a fault of the Z that closes it, and of no other', async () => {
  const events = [aZ({ id: '1', date: '2026-11-22' }), aZ({ id: '2' })];
  const broken = aTransaction({ id: '88', lines: [aLine({ gross: '1,25' })] });
  const reports = await read(aSafTFile([aRegister({ events, transactions: [broken] })]));
  expect(reports).toMatchObject([
    { reportId: '1', document: {} },
    { reportId: '2', faults: [{ path: 'cashtransaction[88].ctLine.lineAmntIn' }] },
  ]);
});
