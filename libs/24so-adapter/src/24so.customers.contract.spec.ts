import { type CustomerRecord, type ErpCustomer, StepUndecided } from '@accounting/port';
import { aCustomerRecord, MemoryBatchJournal } from '@accounting/testkit';
import { atWork } from '../simulator/24so.bench.js';

const at = atWork();

const journalOf = () => new MemoryBatchJournal({ clock: at.bench.tools.clock, timing: at.open().timing });
const aCustomer = (n: number, over: Partial<CustomerRecord> = {}) =>
  aCustomerRecord({ key: `c${n}`, externalId: `k1/${n}`, name: `Kunde ${n} AS`, ...over });
const someCustomers = (count: number) => Array.from({ length: count }, (_, n) => aCustomer(n + 1));
const save = (customers: CustomerRecord[], journal = journalOf()) =>
  at.open().saveCustomers(customers, journal.of(customers.map(({ key }) => key)));

const ours = () => at.bench.company.customers().filter(({ externalId = '' }) => externalId.startsWith('k1/'));

async function read(since: Date | null): Promise<ErpCustomer[]> {
  const all: ErpCustomer[] = [];
  for await (const page of at.open().customers(since)) all.push(...page);
  return all;
}

describe('new customers', () => {
  it.each([
    [3, { GetCompanies: 3, GetCompanySyncList: 0 }],
    [4, { GetCompanies: 0, GetCompanySyncList: 1 }],
  ])('are looked for before they are made, few and many alike: %i', async (count, reads) => {
    at.bench.company.personSavesCustomer({ changes: { name: 'Kunde 2 AS', externalId: 'k1/2' } });

    const outcomes = await save(someCustomers(count));

    expect({
      GetCompanies: at.calls('GetCompanies'),
      GetCompanySyncList: at.calls('GetCompanySyncList'),
    }).toEqual(reads);
    expect(at.calls('SaveCompanies')).toBe(1);
    expect(
      ours()
        .map(({ externalId }) => externalId)
        .sort(),
    ).toEqual(someCustomers(count).map(({ externalId }) => externalId));
    expect(outcomes.size).toBe(count);
  });

  it('are looked for on every page of the list', async () => {
    at.bench.simulator.control.limits.syncPageSize = 2;
    await save(someCustomers(5));
    const before = at.calls('GetCompanySyncList');

    await save(someCustomers(5));

    expect(ours()).toHaveLength(5);
    expect(at.calls('GetCompanySyncList') - before).toBe(3);
  });

  it('are not taken for somebody who was deleted', async () => {
    const { id } = at.bench.company.personSavesCustomer({ changes: { name: 'X', externalId: 'k1/2' } });
    at.bench.company.personDeletesCustomer(id);

    const outcomes = await save(someCustomers(4));

    expect(outcomes.get('c2')?.done).toBeDefined();
    expect(outcomes.get('c2')?.erpId).not.toBe(String(id));
  });
});

describe('customers whose answer is lost', () => {
  it.each([true, false])(
    'stand once each in the end (saved: %s), and are asked for in one call',
    async (saved) => {
      at.plan('SaveCompanies', { kind: saved ? 'dropAfterSaving' : 'dropBeforeSaving' });
      const journal = journalOf();
      const outcomes = await save(someCustomers(20), journal);
      expect(outcomes.get('c1')?.failed).toBeInstanceOf(StepUndecided);
      const before = at.calls('GetCompanies');

      for (let look = 0; look < 2; look++) {
        await at.bench.tools.clock.advance(600_000);
        await save(someCustomers(20), journal);
      }

      expect(ours()).toHaveLength(20);
      expect(at.calls('GetCompanies') - before).toBe(saved ? 1 : 2);
      expect(at.calls('SaveCompanies')).toBe(saved ? 1 : 2);
    },
  );

  it('that were changed are there only with the values that were sent', async () => {
    const first = await save(someCustomers(1));
    const changed = [{ ...aCustomer(1, { name: 'Nytt navn AS' }), erpId: first.get('c1')?.erpId ?? null }];
    await at.bench.tools.clock.advance(600_000);
    at.plan('SaveCompanies', { kind: 'dropBeforeSaving' });
    const journal = journalOf();
    await save(changed, journal);
    at.bench.company.personSavesCustomer({ id: ours()[0]?.id ?? 0, changes: { note: 'Ring først' } });

    for (let look = 0; look < 2; look++) {
      await at.bench.tools.clock.advance(600_000);
      await save(changed, journal);
    }

    expect(ours()).toMatchObject([{ name: 'Nytt navn AS', note: 'Ring først' }]);
    expect(at.calls('SaveCompanies')).toBe(3);
  });

  it('are refused alone', async () => {
    at.plan('SaveCompanies', { kind: 'recordFails', record: 0 });
    const outcomes = await save(someCustomers(2));

    expect(outcomes.get('c1')?.failed).toMatchObject({ code: 'RECORD_REFUSED', refused: true });
    expect(outcomes.get('c2')?.done).toBeDefined();
  });
});

describe('the register of customers', () => {
  it('is read page by page, and has no suppliers and no leads', async () => {
    at.bench.simulator.control.limits.syncPageSize = 2;
    await save(someCustomers(5));
    for (const type of ['Supplier', 'Lead', 'Consumer'] as const)
      at.bench.company.personSavesCustomer({ changes: { name: type, type } });

    const names = (await read(null)).map(({ name }) => name);

    expect(names.sort()).toEqual([
      ...['Consumer', 'Kontantkunde', 'Kunde 1 AS', 'Kunde 2 AS', 'Kunde 3 AS', 'Kunde 4 AS', 'Kunde 5 AS'],
    ]);
  });

  it('asks for few at a time', async () => {
    for (let n = 0; n < 1100; n++)
      at.bench.company.personSavesCustomer({ changes: { name: `Person ${n}`, type: 'Consumer' } });

    expect(await read(null)).toHaveLength(1101);
    expect([at.calls('GetCompanySyncList'), at.calls('GetCompanies')]).toEqual([2, 3]);
  });

  it('is not taken for empty when its answer lacks the result', async () => {
    at.plan('GetCompanySyncList', { kind: 'absentResultElement', saved: false });
    await expect(read(null)).rejects.toMatchObject({ code: 'ANSWER_UNREADABLE', next: 'retry' });
    const all = await read(null);
    at.plan('GetCompanies', { kind: 'absentResultElement', saved: false });
    expect(await read(null)).toEqual(all);
  });
});
