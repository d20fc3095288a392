import { bundleList, Caller, count, HandClock, ledgerSearch, type Reply } from './by-hand.js';
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

describe('a search in the ledger', () => {
  it('demands both days, without an offset', async () => {
    const search = ledgerSearch();
    const noEnd = search.replace(/<DateEnd>.*<\/DateEnd>/, '');
    const offset = search.replace('T23:59:59', 'T23:59:59Z');

    expect((await caller.call('transaction', 'GetTransactions', noEnd)).text).toContain(
      'specify DateStart and DateEnd',
    );
    expect((await caller.call('transaction', 'GetTransactions', offset)).text).toContain('has no offset');
  });

  it('demands nil for what has no value and may not be left out', async () => {
    const search = ledgerSearch().replace('<SystemType xsi:nil="true" />', '');

    expect((await caller.call('transaction', 'GetTransactions', search)).text).toContain(
      "'SystemType' is missing",
    );
  });

  it.each([
    [
      'a number',
      '<TransactionNoStart>20002</TransactionNoStart><TransactionNoEnd>20002</TransactionNoEnd>',
      3,
    ],
    ['an account', '<AccountNoStart>3000</AccountNoStart><AccountNoEnd>3000</AccountNoEnd>', 2],
    ['a type by its id', '<TransactionTypeId>109</TransactionTypeId>', 6],
    ['a type by its number', '<TransactionTypeId>9</TransactionTypeId>', 0],
  ])('narrows by %s', async (_what, middle, lines) => {
    await save({ number: 20001 });
    clock.pass(1000);
    await save({ number: 20002 });

    expect(count(await ledger(middle), 'Transaction')).toBe(lines);
  });

  it('narrows by a later registration', async () => {
    await save({ number: 20001 });
    clock.pass(1000);
    await save({ number: 20002 });
    const search = ledgerSearch('', { registeredAfter: '2026-03-15T05:02:31' });

    expect(count((await caller.call('transaction', 'GetTransactions', search)).text, 'Transaction')).toBe(3);
  });

  it('finds nothing on another day, and finds by the rounded instant of the last change', async () => {
    await save();
    const other = ledgerSearch('', { start: '2026-03-15', end: '2026-03-15' });
    const changed = `<DateSearchParameters>DateChangedUTC</DateSearchParameters>`;
    const byChange = other.replace('<searchParams>', `<searchParams>${changed}`);

    expect(count((await caller.call('transaction', 'GetTransactions', other)).text, 'Transaction')).toBe(0);
    expect(count((await caller.call('transaction', 'GetTransactions', byChange)).text, 'Transaction')).toBe(
      3,
    );
  });

  it('can read back a system type that no description knows', async () => {
    await save();
    expect(await ledger()).not.toContain('SystemType');

    kiosk.switches.systemType = 'InvoiceLoss';
    expect(await ledger()).toContain('<SystemType>InvoiceLoss</SystemType>');
  });
});
