import { ACCOUNT_PLAN_REASONS } from '../account-plan/account-plan-reasons.js';
import { JUDGEMENT_HOLDS } from './z-report-to-voucher.js';
import { Z_REPORT_HOLDS, Z_REPORT_NOTES, zReportReason } from './z-report-reasons.js';

describe('what people are told about a settlement', () => {
  it('reads as they write', () => {
    expect(zReportReason('Z_REPORT_UNBALANCED', { sales: 123456, payments: 123000 })).toEqual({
      code: 'Z_REPORT_UNBALANCED',
      message:
        'Oppgjøret går ikke opp. Salg og andre poster er til sammen 1\u00a0234,56 kr, betalingene 1\u00a0230,00 kr: ' +
        'salgssiden er 4,56 kr størst. Ingenting er sendt til regnskapet.',
      fix: 'Meld fra til DUELL med Z-nummeret. Når en rettet rapport kommer, går den av seg selv.',
      who: 'DUELL',
      english:
        'The report does not balance: sales and the rest 1234.56, payments 1230.00, difference 4.56 NOK',
    });
  });

  it('names both dates', () => {
    const { message } = zReportReason('DATE_IMPLAUSIBLE', {
      businessDate: '2026-11-24',
      closedOn: '2026-11-23',
    });

    expect(message).toContain('Oppgjøret gjelder 24.11.2026, men kassen ble gjort opp 23.11.2026.');
  });

  it('tells which invoices did not come', () => {
    const { message } = zReportReason('CREDIT_SALES_NOT_TRANSFERRED', {
      amount: 100,
      invoiceIds: ['F-1', 'F-2'],
      why: 'not-arrived',
    });

    expect(message).toBe(
      'Dagen har fakturert salg for 1,00 kr som ikke er overført (F-1, F-2): fakturagrunnlaget er ikke kommet.',
    );
  });

  it('names the first ten lines of many', () => {
    const lines = Array.from({ length: 40 }, (_, i) => ({
      text: `Salg ${i}`,
      path: `sales[${i}]`,
      difference: 1,
    }));
    const { message } = zReportReason('SALES_LINE_SUM_DIFFERS', { lines });

    expect(message).toContain('Salg 9 (differanse 0,01 kr) … (+30)');
    expect(message).not.toContain('Salg 10');
  });

  it('has one entry for each code', () => {
    const codes = [Z_REPORT_HOLDS, Z_REPORT_NOTES, ACCOUNT_PLAN_REASONS].flatMap((catalogue) =>
      Object.keys(catalogue),
    );

    expect(new Set(codes).size).toBe(codes.length);
    expect([...JUDGEMENT_HOLDS].filter((code) => !(code in Z_REPORT_HOLDS))).toEqual([]);
  });
});
