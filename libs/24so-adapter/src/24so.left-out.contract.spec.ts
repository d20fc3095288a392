import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { atWork, delivery, failureOf } from '../simulator/24so.bench.js';
import { READS_OF_LISTS, SERVICE_OF } from './24so.operations.js';

const at = atWork();
const LEFT_OUT = { kind: 'absentResultElement', saved: false } as const;
const always = (operation: string) =>
  at.bench.simulator.control.planFault({ operation, fault: LEFT_OUT, probability: 1 });

describe('a list that an answer leaves out', () => {
  it('is asked for once more, and read when it comes', async () => {
    const types = await at.open().list('voucherTypes');
    at.plan('GetTypeList', LEFT_OUT);

    expect(await at.open().list('voucherTypes')).toEqual(types);
    expect(at.calls('GetTypeList')).toBe(3);
  });

  it('is empty when it is left out twice', async () => {
    always('GetDepartmentList');

    expect(await at.open().list('departments')).toEqual([]);
    expect(at.calls('GetDepartmentList')).toBe(2);
  });

  it('is a mishap where that is told', async () => {
    at.readapt({ absentResultIs: 'broken' });
    always('GetDepartmentList');

    expect(await failureOf(at.open().list('departments'))).toMatchObject({
      code: 'ANSWER_UNREADABLE',
      next: 'retry',
    });
  });

  it.each(['GetEntryId', 'GetStampNo', 'GetMaxRequestLength', 'GetIdentity'])(
    'is nothing to %s, which answers no list',
    async (operation) => {
      always(operation);

      expect(await failureOf(at.open().deliver(delivery(), at.journalOf()))).toMatchObject({
        code: 'ANSWER_UNREADABLE',
        next: 'retry',
      });
    },
  );
});

describe('books whose empty lists have no element', () => {
  beforeEach(() => void (at.bench.company.switches.emptyListsAre = 'left-out'));

  it.each(['ledger', 'draft'] as const)('take a settlement: %s', async (mode) => {
    await at.open().deliver(delivery({ mode }), at.journalOf());
    expect([...at.bench.company.vouchers(), ...at.bench.company.drafts()]).toHaveLength(1);
  });

  it.each([true, false])('hold it once when the answer is lost (saved: %s)', async (saved) => {
    at.plan('SaveBundleList', { kind: saved ? 'dropAfterSaving' : 'dropBeforeSaving' });
    const journal = at.journalOf();
    await failureOf(at.open().deliver(delivery(), journal));

    expect(await at.deliverToTheEnd(delivery(), journal)).toMatchObject({ state: 'posted' });
    expect(at.ours(delivery())).toHaveLength(1);
  });

  it('prove by one list that is left out neither a voucher nor an order of theirs away', async () => {
    at.plan('SaveBundleList', { kind: 'dropAfterSaving' });
    const journal = at.journalOf();
    await failureOf(at.open().deliver(delivery(), journal));
    at.plan('GetTransactions', LEFT_OUT);

    await at.deliverToTheEnd(delivery(), journal);
    expect(at.calls('SaveBundleList')).toBe(1);
    expect(at.ours(delivery())).toHaveLength(1);
  });

  it('take no second voucher under its number when all lists are left out after a lost answer', async () => {
    at.plan('SaveBundleList', { kind: 'dropAfterSaving' });
    const journal = at.journalOf();
    await failureOf(at.open().deliver(delivery(), journal));
    always('GetTransactions');

    await expect(at.deliverToTheEnd(delivery(), journal)).rejects.toThrow('Not delivered');
    expect(at.ours(delivery())).toHaveLength(1);
  });
});

it('the reads of lists are those whose result is an array in the schema', () => {
  const folder = resolve(import.meta.dirname, '../schema');
  const schemas = readdirSync(folder)
    .filter((file) => file.endsWith('.wsdl'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const arrays = Object.keys(SERVICE_OF).filter((operation) =>
    new RegExp(`name="${operation}Result" type="\\w+:ArrayOf`).test(schemas),
  );
  const reads = arrays.filter((name) => name.startsWith('Get') && name !== 'GetIdentitiesWithCredential');

  expect([...READS_OF_LISTS].sort()).toEqual(reads.sort());
});
