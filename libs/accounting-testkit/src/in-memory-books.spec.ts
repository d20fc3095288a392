import { createHash } from 'node:crypto';
import { AccountingError, type VoucherDelivery } from '@accounting/port';
import { aConnection, aDelivery, aDocument, aLine, aVoucher } from './builders.js';
import { InMemoryBooks } from './in-memory-books.js';
import { MemoryCompany } from './memory-company.js';
import { MemoryJournal } from './memory-journal.js';
import { memoryTools } from './memory-tools.js';
import { testKitReason } from './reasons.js';
import { TestClock } from './test-clock.js';

function openBooks(company = new MemoryCompany(), connection = aConnection()) {
  const clock = new TestClock();
  const tools = memoryTools({ clock });
  const port = new InMemoryBooks(company).open(connection, tools);
  const deliver = (delivery: VoucherDelivery) =>
    port.deliver(delivery, new MemoryJournal({ clock, timing: port.timing }));
  return { company, port, tools, deliver };
}

describe('The in-memory books', () => {
  it.each([
    ['VOUCHER_EMPTY', { voucher: aVoucher({ lines: [] }) }],
    ['VOUCHER_UNBALANCED', { voucher: aVoucher({ lines: [aLine()] }) }],
    [
      'ACCOUNT_UNKNOWN',
      { voucher: aVoucher({ lines: [aLine({ account: '9999' }), aLine({ amount: -10_000 })] }) },
    ],
    [
      'VAT_CODE_UNKNOWN',
      { voucher: aVoucher({ lines: [aLine({ vatCode: '99' }), aLine({ amount: -10_000 })] }) },
    ],
    [
      'DEPARTMENT_UNKNOWN',
      { voucher: aVoucher({ lines: [aLine({ department: '99' }), aLine({ amount: -10_000 })] }) },
    ],
    ['YEAR_LOCKED', { voucher: aVoucher({ date: '2025-11-23' }) }],
    ['VOUCHER_TYPE_UNKNOWN', { voucherType: '99' }],
  ])('refuse with %s', async (code, over) => {
    const { company, deliver } = openBooks();

    await expect(deliver(aDelivery(over))).rejects.toMatchObject({
      code,
      next: 'ask-a-human',
      refused: true,
    });
    expect([...company.vouchers(), ...company.drafts()]).toEqual([]);
  });

  it('number vouchers by year, and skip a number that a person took', async () => {
    const { company, deliver } = openBooks();
    company.personTakesNumber();

    await deliver(aDelivery());
    await deliver(aDelivery({ voucher: aVoucher({ date: '2027-01-02', marker: 'nextyear0000' }) }));

    expect(company.vouchers().map(({ date, number }) => [date.slice(0, 4), number])).toEqual([
      ['2026', 1],
      ['2026', 2],
      ['2027', 1],
    ]);
  });

  it('refuse when a test says so, once', async () => {
    const { company, deliver } = openBooks();
    company.refuseNext(testKitReason('ACCOUNT_UNKNOWN', { account: '3000' }));

    await expect(deliver(aDelivery())).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
    expect(await deliver(aDelivery())).toMatchObject({ state: 'posted' });
  });

  it('take nothing in a year that was locked', async () => {
    const { company, deliver } = openBooks();
    company.lockYear('2026');

    await expect(deliver(aDelivery())).rejects.toMatchObject({ code: 'YEAR_LOCKED' });
  });

  it('say what the accountant changed in a draft', async () => {
    const { company, port, deliver } = openBooks();
    const { reference } = await deliver(aDelivery({ mode: 'draft' }));
    company.accountantPosts('4k7f3q2m9xwt', { date: '2026-11-24' });

    const [finding] = await port.lookUpDrafts([{ voucher: aVoucher(), reference }]);

    expect(finding).toMatchObject({ is: 'posted', notes: [{ code: 'CHANGED_BY_A_PERSON' }] });
  });

  it('refuse a wrong password, and are not asked again with it', async () => {
    const { company, port, tools } = openBooks(new MemoryCompany({ password: 'et annet' }));

    await expect(port.list('accounts')).rejects.toMatchObject({ code: 'LOGIN_REFUSED', next: 'ask-a-human' });
    company.password = 'hemmelig';
    await expect(port.list('accounts')).rejects.toBeInstanceOf(AccountingError);

    tools.sessions.forget('memory:duell:1');
    expect(await port.list('accounts')).not.toEqual([]);
  });

  it('spend one call of the budget for each call, and write it down', async () => {
    const { port, tools } = openBooks();

    await port.list('accounts');

    expect(tools.budget.spent.map(({ key }) => key)).toContain('memory:duell');
    expect(tools.exchanges.all.map(({ operation }) => operation)).toEqual(['accounts']);
  });

  it('keep the companies of one user apart', async () => {
    const [one, other] = [new MemoryCompany(), new MemoryCompany({ id: '2', name: 'Testbutikk AS' })];
    const books = new InMemoryBooks([one, other]);
    const tools = memoryTools();
    const port = books.open(aConnection({ company: { id: '2', name: 'Testbutikk AS' } }), tools);

    await port.deliver(aDelivery(), new MemoryJournal({ clock: tools.clock, timing: port.timing }));

    expect([one.vouchers().length, other.vouchers().length]).toEqual([0, 1]);
    expect((await port.list('companies')).map(({ id }) => id)).toEqual(['1', '2']);
  });
});

describe('The builders', () => {
  it('make a document whose hash is its own', () => {
    const { bytes, sha256 } = aDocument();

    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  });
});
