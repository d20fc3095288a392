import { bundleList, Caller, count, entry, HandClock, inside, ledgerSearch, type Reply } from './by-hand.js';
import { type Company } from './company.js';
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

describe('straight to the ledger', () => {
  it('answers Ok and nothing else, and the lines can be read back at once', async () => {
    const reply = await save({ number: await caller.nextNumber(), stamp: await caller.upload() });

    expect(reply.text).toContain(
      '<SaveBundleListResult><Type>Ok</Type><Description /></SaveBundleListResult>',
    );
    const line = (await ledger()).split('<Transaction>').find((l) => l.includes('salg')) ?? '';
    expect(line.replace(/<Id>[^<]*<\/Id>/, '')).toBe(
      '<Date>2026-03-14T00:00:00</Date><AccountNo>3000</AccountNo><Currency>NOK</Currency>' +
        '<CurrencyRate>1</CurrencyRate><CurrencyUnit>1</CurrencyUnit><Amount>-80.00</Amount><StampNo>90001</StampNo>' +
        '<Period>3</Period><TransactionTypeId>109</TransactionTypeId><Comment>salg [m4rk]</Comment>' +
        '<TransactionNo>20001</TransactionNo><VatCode>3</VatCode><SequenceNo>2</SequenceNo>' +
        '<RegistrationDate>2026-03-15T05:02:31</RegistrationDate><DateChanged>2026-03-15T05:03:00</DateChanged>' +
        '<Hidden>false</Hidden><Open>false</Open><HasVatDividend>false</HasVatDividend>' +
        '<PeriodDate>2026-03-01</PeriodDate></Transaction>',
    );
  });

  it('uses up the number, by series and year', async () => {
    await save({ number: 20001 });

    expect(await caller.nextNumber('2026-01-01')).toBe(20002);
    expect(await caller.nextNumber('2025-01-01')).toBe(20001);
    expect(await caller.nextNumber('2026-01-01', 2)).toBe(10001);
  });

  it('refuses a number that the ledger has, whoever put it there', async () => {
    const number = await caller.nextNumber();
    expect(kiosk.takeEntryNumber()).toBe(number);

    const reply = await save({ number });

    expect(typeOf(reply)).toBe('DuplicateData');
    expect(await ledger()).not.toContain('m4rk');
    expect(typeOf(await save({ number: await caller.nextNumber() }))).toBe('Ok');
  });

  it('takes the number of another series, and any number when the switch is off', async () => {
    await save({ number: 20001, sort: 9 });
    expect(typeOf(await save({ number: 20001, sort: 8 }))).toBe('Ok');

    kiosk.switches.duplicateNumberRefused = false;
    expect(typeOf(await save({ number: 20001, sort: 9 }))).toBe('Ok');
    expect(kiosk.vouchers().map(({ number }) => number)).toEqual([20001, 20001, 20001]);
  });

  it('splits VAT off: the sale reads back net, VAT lines have no comment, the voucher still balances', async () => {
    const entries = ['-100.00', '-0.01', '-33.33'].map((amount) =>
      entry({ account: 3000, amount, tax: '3' }),
    );
    await save({ entries: entries.join('') + entry({ amount: '133.34' }) });

    const lines = kiosk.lines().map(({ account, amount, comment }) => [account, amount, comment]);
    expect(lines).toEqual([
      [3000, -8000, 'kort [m4rk]'],
      [3000, -1, 'kort [m4rk]'],
      [3000, -2666, 'kort [m4rk]'],
      [1920, 13334, 'kort [m4rk]'],
      [2700, -2667, ''],
    ]);
  });

  it('can be told to split line by line, or not at all', async () => {
    kiosk.switches.vatLinesCarryComment = true;
    await save({ number: 1 });
    kiosk.switches.splitsVat = false;
    await save({ number: 2 });

    expect(kiosk.vouchers().map(({ lines }) => lines.map(({ amount }) => amount))).toEqual([
      [10000, -8000, -2000],
      [10000, -10000],
    ]);
    expect(kiosk.lines()[2]).toMatchObject({ account: 2700, comment: 'salg [m4rk]' });
  });

  it('uses the account’s own tax number when the entry names none', async () => {
    await save({
      entries: entry({ account: 3003, amount: '-115.00', tax: '' }) + entry({ amount: '115.00' }),
    });

    expect(kiosk.lines()[0]).toMatchObject({ taxNo: '31', amount: -10000 });
  });
});

describe('a draft', () => {
  it('is what comes of no SaveOption at all', async () => {
    const content = bundleList({ option: 1 }).replace('<SaveOption>1</SaveOption>', '');
    await caller.call('account', 'SaveBundleList', content);

    expect(kiosk.drafts()).toHaveLength(1);
  });

  it('is not in the ledger until the accountant posts it', async () => {
    const stamp = await caller.upload();
    expect(typeOf(await save({ option: 1, stamp }))).toBe('Ok');
    expect(count(await ledger(), 'Transaction')).toBe(0);
    expect(kiosk.drafts()[0]).toMatchObject({ id: 'draft-1', name: 'Kassaoppgjor [m4rk]' });

    clock.pass(60_000);
    kiosk.accountantPosts(stamp);

    expect(count(await ledger(), 'Transaction')).toBe(3);
    expect(await ledger()).toContain('<RegistrationDate>2026-03-15T05:03:31</RegistrationDate>');
    expect(kiosk.drafts()).toEqual([]);
  });

  it('can be posted with another number and date, or with changed lines', async () => {
    await save({ option: 1, number: 20001 });
    const [voucher] = kiosk.accountantPosts('m4rk', {
      number: 20050,
      date: '2026-03-15',
      edit: ([first, ...rest]) => [{ ...first!, account: 1900 }, ...rest],
    });

    expect(voucher).toMatchObject({ number: 20050 });
    expect(kiosk.lines()[0]).toMatchObject({ account: 1900, date: '2026-03-15' });
    expect(await caller.nextNumber()).toBe(20051);
  });

  it('moves on to the next number when a person took its own', async () => {
    await save({ option: 1, number: 20001 });
    kiosk.takeEntryNumber({ number: 20001 });

    expect(kiosk.accountantPosts('draft-1')[0]?.number).toBe(20002);
    expect(() => kiosk.accountantPosts('draft-1')).toThrow('0 drafts fit draft-1');
  });

  it('exists twice when it is sent twice, unless the switch says otherwise', async () => {
    const stamp = await caller.upload();
    await save({ option: 1, stamp });
    expect(typeOf(await save({ option: 1, stamp }))).toBe('Ok');
    expect(() => kiosk.accountantPosts(stamp)).toThrow(`2 drafts fit ${stamp}`);

    kiosk.switches.duplicateDraftNumberRefused = true;
    expect(typeOf(await save({ option: 1, stamp }))).toBe('DuplicateData');
  });

  it('keeps its number used after it was deleted', async () => {
    await save({ option: 1, number: 20001 });
    kiosk.accountantDeletesDraft('draft-1');

    expect(kiosk.drafts()).toEqual([]);
    expect(await caller.nextNumber()).toBe(20002);
  });

  it('may be out of balance when it says so, and is posted without VAT when it says so', async () => {
    const content = bundleList({ option: 1, entries: entry({ account: 3000, amount: '-100.00', tax: '3' }) })
      .replace('<SaveOption>', '<AllowDifference>true</AllowDifference><SaveOption>')
      .replace('</Name>', '</Name><BundleDirectAccounting>true</BundleDirectAccounting>');
    expect(typeOf(await caller.call('account', 'SaveBundleList', content))).toBe('Ok');
    kiosk.accountantPosts('m4rk');

    expect(kiosk.lines().map(({ amount }) => amount)).toEqual([-10000]);
  });
});
