import { inside, type Reply, seen } from './by-hand.js';
import {
  companyXml,
  exceptionIn,
  orderXml,
  productXml,
  recordsIn,
  rowXml,
  type AtWork,
  atWork,
  SAVES,
} from './by-hand-sales.js';
import { type Fault, type RecordFault } from './faults.js';

let at: AtWork;

beforeEach(async () => {
  at = await atWork();
});

afterEach(() => at.stop());

const MINUTE = 60_000;

interface Write {
  operation: string;
  record: string;
  /** Saves as many records as there are names. */
  save: (...names: string[]) => Promise<Reply>;
  /** Those of them that are in the books. */
  held: () => string[];
}

const WRITES: Write[] = [
  {
    operation: 'SaveProducts',
    record: 'Product',
    save: (...names) =>
      at.caller.saving('products', names.map((Name) => productXml({ Name, CategoryId: 2 })).join('')),
    held: () => at.kiosk.products().map(({ name }) => name),
  },
  {
    operation: 'SaveCategories',
    record: 'Category',
    save: (...names) =>
      at.caller.saving(
        'categories',
        names.map((name) => `<Category><Name>${name}</Name></Category>`).join(''),
      ),
    held: () => at.kiosk.categories().map(({ name }) => name),
  },
  {
    operation: 'SaveCompanies',
    record: 'Company',
    save: (...names) => at.caller.saving('companies', names.map((Name) => companyXml({ Name })).join('')),
    held: () => at.kiosk.customers().map(({ name }) => name),
  },
  {
    operation: 'SaveInvoices',
    record: 'InvoiceOrder',
    save: (...names) =>
      at.caller.saving(
        'invoices',
        names.map((InvoiceTitle) => orderXml({ InvoiceTitle }, rowXml())).join(''),
      ),
    held: () => at.kiosk.orders().map(({ invoiceTitle = '' }) => invoiceTitle),
  },
];

const NEW = ['ny 1', 'ny 2', 'ny 3'];
const heldOf = ({ held }: Write) => held().filter((name) => NEW.includes(name));

describe.each(WRITES)('$operation', (write) => {
  const plan = (fault: Fault) => at.control.planFault({ operation: write.operation, fault });

  it.each<[Partial<RecordFault>, string[]]>([
    [{}, ['ny 1', 'ny 3']],
    [{ saved: true }, ['ny 1', 'ny 2', 'ny 3']],
  ])('fails in one record, and saves the others: %j', async (over, held) => {
    plan({ kind: 'recordFails', record: 1, ...over });
    const echoes = recordsIn(await write.save(...NEW), write.record);

    expect(echoes.map(exceptionIn)).toEqual(['', 'DataBaseServerException', '']);
    expect(echoes[1]).toContain('ny 2');
    expect(echoes[1]).toContain('encountered an error with severity level 14 of 25');
    expect(echoes[1]).not.toMatch(/<(Id|OrderId|RowId)>/);
    expect(heldOf(write)).toEqual(held);
    expect(at.control.calls(write.operation)[0]?.outcome).toBe(
      'recordFails: refused: record 1: planned for this record',
    );
  });

  it('fails in the record that holds a text, whenever it comes, and once', async () => {
    at.kiosk.refuseRecord('ny 2');
    await write.save('ny 1');
    const echoes = recordsIn(await write.save('ny 2', 'ny 2', 'ny 3'), write.record);

    expect(echoes.map(exceptionIn)).toEqual(['DataBaseServerException', '', '']);
    expect(heldOf(write)).toEqual(['ny 1', 'ny 2', 'ny 3']);
  });

  it('fails in the words of the plan, once', async () => {
    plan({ kind: 'recordFails', record: 0, text: 'Taket faller ned' });
    expect(inside((await write.save('ny 1')).text, 'Message')).toBe('Taket faller ned');
    expect(recordsIn(await write.save('ny 2'), write.record).map(exceptionIn)).toEqual(['']);
  });

  it.each<[Fault, string, number]>([
    [{ kind: 'dropAfterSaving' }, 'no answer', 3],
    [{ kind: 'dropBeforeSaving' }, 'no answer', 0],
    [{ kind: 'html503Saved' }, '503 html', 3],
    [{ kind: 'html503NotSaved' }, '503 html', 0],
    [{ kind: 'expireSession' }, '500 Session is not authenticated', 0],
    [{ kind: 'emptyAnswer', saved: true }, '200 empty', 3],
    [{ kind: 'cutOff', saved: true }, 'no answer', 3],
    [{ kind: 'cutOff', saved: false }, 'no answer', 0],
    [{ kind: 'soapFault', text: 'Taket faller ned' }, '500 Taket faller ned', 0],
    [{ kind: 'soapFault', text: 'Taket faller ned', saved: true }, '500 Taket faller ned', 3],
  ])('%j leaves the books as it says', async (fault, answer, count) => {
    plan(fault);
    expect(await seen(write.save(...NEW))).toBe(answer);
    expect(heldOf(write)).toHaveLength(count);
  });

  it('is done late, beside the second try that did not wait for it', async () => {
    plan({ kind: 'dropAndSaveLater', ms: 3 * MINUTE });
    expect(await seen(write.save('ny 1'))).toBe('no answer');
    await write.save('ny 1');
    expect(heldOf(write)).toEqual(['ny 1']);

    at.clock.pass(3 * MINUTE);
    expect(heldOf(write)).toEqual(['ny 1', 'ny 1']);
    expect(at.control.lateCommits()).toMatchObject([{ operation: write.operation, outcome: 'answered' }]);
  });

  it('says what it can of a list with nothing in it, and nothing of one with nil in it', async () => {
    expect((await write.save()).text).toContain(`<${write.operation}Result />`);
    const { at: service, list } = Object.values(SAVES).find(
      ({ operation }) => operation === write.operation,
    )!;
    const records = `<${list}><${write.record} xsi:nil="true" /></${list}>`;
    const nil = await at.caller.call(service, write.operation, records);
    expect(inside(nil.text, 'faultstring')).toContain('A record is nil');
  });
});

it('a late stock quantity wins over one that was set meanwhile', async () => {
  const set = (quantity: number) =>
    at.caller.call(
      'product',
      'SetStockQuantity',
      `<productId>55</productId><stockQuantity>${quantity}</stockQuantity>`,
    );
  at.control.planFault({
    operation: 'SetStockQuantity',
    fault: { kind: 'dropAndSaveLater', ms: MINUTE },
  });
  await seen(set(1));
  await set(2);
  expect(at.kiosk.products()[0]?.stock).toBe('2');
  at.clock.pass(MINUTE);
  expect(at.kiosk.products()[0]?.stock).toBe('1');
});

it('recordFails can only be planned where records are saved one by one', () => {
  for (const operation of ['SaveBundleList', 'SetStockQuantity', '*']) {
    expect(() => at.control.planFault({ operation, fault: { kind: 'recordFails', record: 0 } })).toThrow(
      'recordFails can only be planned for SaveProducts',
    );
  }
});

it.each([
  ['ProductService', () => WRITES[0]!.save('ny 1')],
  ['ProductService', () => WRITES[1]!.save('ny 1')],
  [
    'ProductService',
    () =>
      at.caller.call('product', 'GetCategories', '<returnProperties><string>Id</string></returnProperties>'),
  ],
  ['CompanyService', () => WRITES[2]!.save('ny 1')],
  ['InvoiceService', () => WRITES[3]!.save('ny 1')],
  ['InvoiceService', () => at.caller.ordering('<OrderIds><int>1</int></OrderIds>', ['OrderId'])],
] as const)('%s can be refused for each of its operations', async (service, call) => {
  at.kiosk.refuseModule(service);
  expect(await seen(call())).toContain('does not have access to this module');
  at.kiosk.allowModule(service);
  expect((await call()).status).toBe(200);
});

it('keeps one company’s sales apart from another’s', async () => {
  for (const write of WRITES) await write.save('ny 1');
  const other = at.control.company('887766554433222');

  expect(other.products().map(({ name }) => name)).toEqual(['Kaffe 1 kg']);
  expect(other.customers().map(({ name }) => name)).toEqual(['Kontantkunde']);
  expect(other.categories()).toHaveLength(3);
  expect(other.orders()).toEqual([]);
});
