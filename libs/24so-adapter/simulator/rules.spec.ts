import { bundleList, Caller, entry, HandClock, inside, ledgerSearch, type Reply } from './by-hand.js';
import { type Company } from './company.js';
import { calendarYear } from './seed.js';
import { type Simulator, startSimulator } from './simulator.js';

let clock: HandClock;
let simulator: Simulator;
let caller: Caller;
let kiosk: Company;

beforeEach(async () => {
  clock = new HandClock();
  simulator = await startSimulator({ clock });
  kiosk = simulator.control.company('887766554433221');
  caller = new Caller(simulator.url);
  await caller.login();
});

afterEach(() => simulator.stop());

const save = (over: Parameters<typeof bundleList>[0] = {}): Promise<Reply> =>
  caller.call('account', 'SaveBundleList', bundleList(over));
const ledger = async (middle = ''): Promise<string> =>
  (await caller.call('transaction', 'GetTransactions', ledgerSearch(middle))).text;
const typeOf = (reply: Reply): string => inside(reply.text, 'Type');
const pair = (over: Parameters<typeof entry>[0]): string =>
  entry({ amount: '1.00', ...over }) + entry({ amount: '-1.00' });

describe('books that say no', () => {
  it.each<[string, Parameters<typeof bundleList>[0], string]>([
    ['a year that is not set up', { year: 2019 }, 'YearNotFoundException: Fiscal year 2019'],
    [
      'a day outside the year',
      { year: 2025 },
      'InvalidDateException: 2026-03-14 is outside fiscal year 2025',
    ],
    [
      'a day with an offset',
      { entries: pair({ date: '2026-03-14T00:00:00Z' }) },
      'not a day without time and offset',
    ],
    [
      'a time of day',
      { entries: pair({ date: '2026-03-14T12:00:00' }) },
      'not a day without time and offset',
    ],
    [
      'an account that is not',
      { entries: pair({ account: 9999 }) },
      'AccountNotFoundException: Account 9999',
    ],
    ['a tax number that is not', { entries: pair({ tax: '7' }) }, 'TaxCodeNotFoundException: Tax code 7'],
    ['a voucher type that is not', { sort: 4 }, 'TransactionTypeNotFoundException: Sort 4'],
    ['a type of the system’s own', { sort: -1 }, 'TransactionTypeNotFoundException: Sort -1'],
    ['a difference', { entries: entry({ amount: '1.00' }) + entry({ amount: '-0.99' }) }, 'Difference: 0.01'],
    ['three decimals', { entries: pair({ amount: '1.005' }) }, 'InvalidAmountException: 1.005'],
    [
      'a department that is not',
      { entries: pair({ department: '9' }) },
      'DepartmentNotFoundException: Department 9',
    ],
    ['a customer that is not', { entries: pair({ customer: '9' }) }, 'CustomerNotFoundException: Customer 9'],
    ['customers’ account without one', { entries: pair({ account: 1500 }) }, 'CustomerIsRequiredException'],
    ['a stamp without a document', { stamp: 90001 }, 'StampNoNotFoundException: StampNo 90001'],
    ['no number', { number: 0 }, 'TransactionNoException'],
    [
      'a warning with an invented name',
      { list: '<IgnoreWarnings><string>all</string></IgnoreWarnings>' },
      '',
    ],
  ])('refuse %s, for the ledger and for drafts', async (_what, over = {}, reason) => {
    for (const option of [0, 1] as const) {
      const content = bundleList({ ...over, option, list: '' });
      const list = over.list ?? '';
      const twisted = content.replace('</BundleList>', `${list}</BundleList>`);
      const reply = await caller.call('account', 'SaveBundleList', twisted);

      expect(typeOf(reply)).toBe('Exception');
      expect(inside(reply.text, 'Description')).toMatch(
        /^Office24Seven\.Library\.Economy\.Accounting\.\w+Exception: /,
      );
      expect(inside(reply.text, 'Description')).toContain(reason);
    }
    expect(kiosk.vouchers()).toEqual([]);
    expect(kiosk.drafts()).toEqual([]);
  });

  const differing = (xml: string): string =>
    xml.replace('<SaveOption>', '<AllowDifference>true</AllowDifference><SaveOption>');
  const direct = (xml: string): string =>
    xml.replace('</Name>', '</Name><BundleDirectAccounting>true</BundleDirectAccounting>');

  it.each([
    ['a difference in the ledger', differing, 'AllowDifference is for drafts only'],
    ['direct accounting in the ledger', direct, 'BundleDirectAccounting is for drafts only'],
    ['an unknown SaveOption', (xml: string) => xml.replace('<SaveOption>0', '<SaveOption>2'), 'SaveOption 2'],
    [
      'a VAT amount',
      (xml: string) => xml.replace('</Amount>', '</Amount><VatAmount>20.00</VatAmount>'),
      'VatAmount is not modelled',
    ],
    [
      'a foreign currency',
      (xml: string) => xml.replace('</Amount>', '</Amount><CurrencyId>SEK</CurrencyId>'),
      'Currency SEK is unknown',
    ],
  ])('refuse %s', async (_what, twist, reason) => {
    const reply = await caller.call('account', 'SaveBundleList', twist(bundleList()));

    expect(inside(reply.text, 'Description')).toContain(reason);
    expect(kiosk.vouchers()).toEqual([]);
  });

  it('refuse a locked year, and take it again when it is opened', async () => {
    kiosk.lockYear(2026);
    const reply = await save();
    kiosk.lockYear(2026, false);

    expect(inside(reply.text, 'Description')).toContain(
      'PeriodIsLockedException: Fiscal year 2026 is locked',
    );
    expect(typeOf(await save())).toBe('Ok');
  });

  it('refuse a year that does not follow the calendar by its own days', async () => {
    kiosk.removeYear(2026);
    kiosk.addYear({ ...calendarYear(2026), start: '2026-04-01', end: '2027-04-01' });

    expect(inside((await save()).text, 'Description')).toContain('outside fiscal year 2026');
  });

  it('demand a department where the account does', async () => {
    kiosk.requireOnAccount(1920, 'department');
    expect(inside((await save()).text, 'Description')).toContain(
      'DepartmentIsRequiredException: Department is required',
    );

    const entries = pair({ department: '2' });
    kiosk.addAccount({ number: 1920, name: 'Bank' });
    expect(typeOf(await save({ entries }))).toBe('Ok');
    expect(await ledger('<DepartmentId>2</DepartmentId>')).toContain(
      '<Dimensions><Dimension><Type>Department</Type><Name>Butikk Sentrum</Name><Value>2</Value></Dimension></Dimensions>',
    );
  });

  it('can say so in a fault instead', async () => {
    kiosk.switches.refusalsAs = 'fault';
    const reply = await save({ year: 2019 });

    expect(reply.status).toBe(500);
    expect(inside(reply.text, 'faultstring')).toContain('Accounting.YearNotFoundException: Fiscal year 2019');
  });
});
