import {
  aConnection,
  aProductRecord,
  InMemoryBooks,
  MemoryBatchJournal,
  MemoryCompany,
  memoryTools,
  TestClock,
} from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { Upkeep } from '../schedule/upkeep.js';
import { LaneWorker } from '../transfer/lane-worker.js';
import { Preview } from '../transfer/preview.js';
import { Reexamination } from '../transfer/reexamine.js';
import { StartTransfer } from '../transfer/start-transfer.js';
import { Transfer } from '../transfer/transfer.js';
import { aCustomer } from '../upsert-customer/customer.builder.js';
import { aProduct } from '../upsert-product/product.builder.js';
import { aGiftCardLine, aLine, anInvoice, INVOICE_PLAN } from './invoice.builder.js';

const MINUTE = 60_000;
const PLACE = { clientId: 'kafe', departmentId: '1' };

describe('an invoice basis on its way to become an order draft', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let shop: Workshop;

  async function open(books = {}, settings: object = {}): Promise<void> {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    company = new MemoryCompany({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company, books)], clock });
    await connectDepartment(shop, {
      plan: INVOICE_PLAN,
      settings: { invoices: { enabled: true }, ...settings },
    });
    // Kinds that are off: what an invoice needs is put in place all the same.
    await shop.upsertCustomer(aCustomer());
    await shop.upsertProduct(aProduct({ vatCode: '31', vatRate: 15 }));
  }
  beforeEach(() => open());
  afterEach(() => shop.close());

  const work = () => shop.app.get(LaneWorker, { strict: false }).run('memory:1');
  const look = (id: string) => shop.em.fork().findOneOrFail(Transfer, { id });
  const send = async (invoice = anInvoice()) => {
    const { transferId } = await shop.syncInvoice(invoice);
    await work();
    return transferId;
  };
  const codesOf = ({ notes }: Transfer) => notes.map(({ code }) => code);

  it('puts customer and product in place first, and becomes one draft with its rows', async () => {
    const id = await send(anInvoice({ lines: [aLine(), { type: 'text', description: 'Levert 23.11.' }] }));

    const transfer = await look(id);
    expect(transfer).toMatchObject({ state: 'draft', reason: null, notes: [] });
    expect(transfer.reference).toHaveProperty('orderId');
    const [customer] = company.customers();
    const [product] = company.products();
    expect(customer).toMatchObject({ externalId: 'kafe/501', name: 'Kafé Fjord AS' });
    expect(product).toMatchObject({ number: 'K-1000', vatRate: 15 });
    expect(company.orders()).toMatchObject([
      {
        state: 'draft',
        customerId: customer?.id,
        rows: [{ productId: product?.id, quantity: '3', price: 19_920, vatCode: '31' }, { type: 'text' }],
      },
    ]);
  });

  it('uses the same customer and product for the next one', async () => {
    await send();
    await send(anInvoice({ id: 'F-2202' }));

    expect([company.customers(), company.products(), company.orders()].map(({ length }) => length)).toEqual([
      1, 1, 2,
    ]);
  });

  it('is sent once, however often it comes, and whatever becomes of the answer', async () => {
    await shop.syncInvoice(anInvoice());
    company.loseAnswers(() => ({ saved: true }));
    await work();
    company.loseAnswers(() => null);
    for (let minutes = 0; minutes < 60; minutes += 2) {
      await clock.advance(2 * MINUTE);
      await shop.syncInvoice(anInvoice());
      await work();
    }

    expect([company.customers(), company.products(), company.orders()].map(({ length }) => length)).toEqual([
      1, 1, 1,
    ]);
  });

  it('changed, it changes the draft, and the one before it is superseded', async () => {
    const first = await send();
    const second = await send(
      anInvoice({ lines: [aLine({ quantity: '4', net: 79_680, vat: 11_952, gross: 91_632 })] }),
    );

    expect(company.orders()).toMatchObject([{ rows: [{ quantity: '4' }] }]);
    expect(await look(second)).toMatchObject({
      ...{ state: 'draft', revision: 2 },
      frozen: { delivery: { changes: { before: [{ type: 'item', quantity: '3' }] } } },
    });
    expect(await look(first)).toMatchObject({
      state: 'skipped',
      supersededBy: second,
      reason: { code: 'SUPERSEDED' },
    });
  });

  it('changed after it was invoiced there, it is held, and the invoice is left alone', async () => {
    const first = await send();
    company.personIssuesOrder((await look(first)).marker);
    const second = await send(anInvoice({ note: 'Ny tekst' }));

    expect(await look(second)).toMatchObject({
      state: 'held',
      reason: { code: 'INVOICE_ALREADY_ISSUED', who: 'regnskapsfører' },
    });
    expect(company.orders()).toMatchObject([{ state: 'posted', note: '' }]);
  });

  it('is posted, with its invoice number, when somebody has invoiced it; gone when it was deleted', async () => {
    const invoiced = await send();
    const deleted = await send(anInvoice({ id: 'F-2202' }));
    company.personIssuesOrder((await look(invoiced)).marker);
    company.personDeletesOrder((await look(deleted)).marker);
    await clock.advance(15 * MINUTE);
    await work();

    const transfer = await look(invoiced);
    expect(transfer).toMatchObject({ state: 'posted' });
    expect(transfer.reference).toHaveProperty('invoiceNumber');
    expect(await look(deleted)).toMatchObject({ state: 'draft', reason: { code: 'DRAFT_NOT_FOUND' } });
  });

  it('waits for a customer that never came, and goes by itself when it comes', async () => {
    const id = await send(anInvoice({ customer: { id: '777' } }));
    expect(await look(id)).toMatchObject({
      state: 'held',
      reason: { code: 'INVOICE_CUSTOMER_UNKNOWN', who: 'butikk' },
    });

    await shop.upsertCustomer(aCustomer({ id: '777', organisationNumber: undefined, name: 'Ny kunde' }));
    await shop.app.get(Reexamination, { strict: false }).run();
    await work();

    expect(await look(id)).toMatchObject({ state: 'draft' });
  });

  it('with a gift card is held until the product GIFTCARD is there', async () => {
    const id = await send(anInvoice({ lines: [aLine(), aGiftCardLine] }));
    expect(await look(id)).toMatchObject({ state: 'held', reason: { code: 'GIFTCARD_MISSING' } });
    expect(company.orders()).toEqual([]);

    await makeProduct('GIFTCARD');
    await shop.app.get(StartTransfer, { strict: false }).start(PLACE, id, {}, 'Kari');
    await work();

    expect(await look(id)).toMatchObject({ state: 'draft', reason: null });
    expect(company.orders()).toMatchObject([{ rows: [{}, { price: 100_000, vatCode: '0' }] }]);
  });

  it('with a gift card is held where two active products are GIFTCARD, and names both', async () => {
    await makeProduct('GIFTCARD');
    const [first] = company.products();
    company.personChangesProduct(first?.id ?? '', { number: 'X' });
    await makeProduct('GIFTCARD');
    company.personChangesProduct(first?.id ?? '', { number: 'GIFTCARD' });
    const id = await send(anInvoice({ lines: [aGiftCardLine] }));

    const { state, reason } = await look(id);
    expect([state, reason?.code]).toEqual(['held', 'ERP_NUMBER_AMBIGUOUS']);
    for (const product of company.products()) expect(reason?.message).toContain(product.id);
  });

  it.each(['giftcard', 'Giftcard'])('with a gift card is held where the product is %s', async (number) => {
    await makeProduct(number);
    const id = await send(anInvoice({ lines: [aGiftCardLine] }));
    expect(await look(id)).toMatchObject({ state: 'held', reason: { code: 'GIFTCARD_MISSING' } });
  });

  it('with a gift card that would carry VAT is held where a row can have no other', async () => {
    await shop.close();
    await open({ rowVat: false });
    await makeProduct('GIFTCARD', 25);
    const id = await send(anInvoice({ lines: [aGiftCardLine] }));

    expect(await look(id)).toMatchObject({ state: 'held', reason: { code: 'GIFTCARD_HAS_VAT' } });
  });

  it('that credits names the order it credits; one that credits what was never sent is held', async () => {
    const original = await send();
    const credit = anInvoice({
      id: 'F-2202',
      credits: 'F-2201',
      lines: [aLine({ quantity: '-3', net: -59_760, vat: -8964, gross: -68_724 })],
    });
    const id = await send(credit);
    const orphan = await send(anInvoice({ ...credit, id: 'F-2203', credits: 'F-1' }));

    expect(await look(id)).toMatchObject({ state: 'draft' });
    expect(company.orders()[1]).toMatchObject({ credits: (await look(original)).reference?.orderId });
    expect(await look(orphan)).toMatchObject({
      state: 'held',
      reason: { code: 'CREDITED_INVOICE_NOT_SENT' },
    });
  });

  it('that credits one that is on its way waits for it, and goes after it', async () => {
    company.loseAnswers(() => ({ saved: true }));
    const { transferId: original } = await shop.syncInvoice(anInvoice());
    const { transferId: credit, state } = await shop.syncInvoice(
      anInvoice({ id: 'F-2202', credits: 'F-2201' }),
    );
    expect(state).toBe('waiting');
    await work();
    expect(await look(original)).toMatchObject({ state: 'unknown' });
    expect(await look(credit)).toMatchObject({
      state: 'waiting',
      reason: { code: 'CREDITED_INVOICE_PENDING' },
    });

    company.loseAnswers(() => null);
    for (let minutes = 0; minutes < 20; minutes += 2) {
      await clock.advance(2 * MINUTE);
      await work();
    }

    const { reference } = await look(original);
    expect(await look(credit)).toMatchObject({ state: 'draft', reason: null });
    expect(company.orders()).toMatchObject([{}, { credits: reference?.orderId }]);
  });

  it('that comes before the one it credits goes after it', async () => {
    const { transferId: early } = await shop.syncInvoice(anInvoice({ id: 'F-2202', credits: 'F-2201' }));
    expect(await look(early)).toMatchObject({ state: 'held', reason: { code: 'CREDITED_INVOICE_NOT_SENT' } });
    const upkeep = () => shop.app.get(Upkeep, { strict: false }).run();
    await upkeep();
    expect(await look(early)).toMatchObject({ state: 'held' });

    await shop.syncInvoice(anInvoice());
    await upkeep();
    await work();
    await clock.advance(2 * MINUTE);
    await work();
    expect(await look(early)).toMatchObject({ state: 'draft' });
    expect(company.orders()).toHaveLength(2);
  });

  it('that is pushed together with the one it credits goes right after it', async () => {
    await shop.syncInvoice(anInvoice());
    const { transferId } = await shop.syncInvoice(anInvoice({ id: 'F-2202', credits: 'F-2201' }));
    await work();
    expect(await look(transferId)).toMatchObject({ state: 'draft', reason: null });
  });

  it('changed after the department went to other books, it is held, and no order is touched', async () => {
    await send();
    const other = { id: '2', name: 'Annen AS' };
    company.goDown();
    await connectDepartment(shop, {
      company: other,
      plan: INVOICE_PLAN,
      settings: { invoices: { enabled: true } },
    });
    const { transferId: changed } = await shop.syncInvoice(anInvoice({ note: 'Hentes i døra' }));
    const { transferId: credit } = await shop.syncInvoice(anInvoice({ id: 'F-2202', credits: 'F-2201' }));
    await shop.app.get(LaneWorker, { strict: false }).run('memory:2');

    for (const id of [changed, credit])
      expect(await look(id)).toMatchObject({ state: 'held', reason: { code: 'INVOICE_IN_OTHER_BOOKS' } });
    expect((await look(changed)).reason?.message).toContain(company.name);
  });

  it('many wait for their customers, who come at the same time', async () => {
    const ids = Array.from({ length: 6 }, (_, index) => `c${index}`);
    for (const id of ids) await shop.syncInvoice(anInvoice({ id: `F-${id}`, customer: { id } }));
    await work();

    await Promise.all(ids.map((id) => shop.upsertCustomer(aCustomer({ id, organisationNumber: undefined }))));
    await shop.app.get(Reexamination, { strict: false }).run();
    await work();

    expect(company.orders()).toHaveLength(6);
  });

  it('creates nothing where the accounting system is master, and says what is missing', async () => {
    await shop.close();
    await open(
      {},
      { customers: { enabled: true, master: 'erp' }, products: { enabled: true, master: 'erp' } },
    );
    const id = await send();

    expect(await look(id)).toMatchObject({ state: 'held', reason: { code: 'CUSTOMER_NOT_IN_ERP' } });
    expect([company.customers(), company.products(), company.orders()]).toEqual([[], [], []]);
  });

  it('waits for a product that may be on its way, and says which in words', async () => {
    await shop.close();
    await open({}, { products: { enabled: true } });
    let writes = 0;
    // The category's comes.
    company.loseAnswers(() => (++writes === 1 ? null : { saved: false }));
    await clock.advance(MINUTE);
    await work();
    company.loseAnswers(() => null);
    const { state, reason } = await look(await send());

    expect([state, reason?.code]).toEqual(['waiting', 'CREATION_PENDING']);
    expect(reason?.message).toContain('Overføringen av vare K-1000 kan ha opprettet vare K-1000');
    expect(reason?.message).not.toMatch(/[0-9a-f]{8}-|product/);
  });

  it('says to the øre when the books add it up otherwise', async () => {
    const line = aLine({ discountPercent: '12.5', net: 52_000, vat: 7800, gross: 59_800 });
    const rounded = await send(anInvoice({ lines: [line] }));
    const far = await send(anInvoice({ id: 'F-2202', lines: [aLine({ vat: 9964, gross: 69_724 })] }));

    expect(codesOf(await look(rounded))).toEqual(['ORDER_ROW_ROUNDED', 'ORDER_TOTAL_ROUNDED']);
    expect(codesOf(await look(far))).toEqual(['ORDER_TOTAL_DIFFERS']);
    expect((await look(far)).notes[0]).toMatchObject({ amount: -1000, who: 'regnskapsfører' });
  });

  it.each<[string, object, boolean]>([
    ['Lager is on', { products: { enabled: true, syncStock: true } }, true],
    ['Beholdningsendring is on', { zReport: { enabled: true, stockChange: true } }, true],
    ['neither is', { products: { enabled: true }, zReport: { enabled: true } }, false],
  ])('leaves the stock alone there when DUELL counts the goods: %s', async (_what, settings, skipStock) => {
    await shop.close();
    await open({}, settings);
    await send();

    expect(company.orders()).toMatchObject([{ skipStock }]);
  });

  it('is warned of no more when a person has mended the draft', async () => {
    const id = await send();
    const { marker } = await look(id);
    const rows = company.orders()[0]?.rows ?? [];
    const lookedUpWith = async (change: Parameters<MemoryCompany['personEditsOrder']>[1]) => {
      company.personEditsOrder(marker, change);
      await clock.advance(25 * 60 * MINUTE);
      await work();
      return codesOf(await look(id));
    };

    const spoilt = rows.map((row) => (row.type === 'item' ? { ...row, quantity: '4' } : row));
    expect(await lookedUpWith({ rows: spoilt })).toEqual(['ORDER_TOTAL_DIFFERS', 'ORDER_VAT_DIFFERS']);
    expect(await lookedUpWith({ rows })).toEqual([]);
  });

  it('is previewed as the very order that goes', async () => {
    const { transferId } = await shop.syncInvoice(anInvoice());
    const preview = shop.app.get(Preview, { strict: false });
    const before = await preview.of(PLACE, transferId);
    await work();
    const after = await preview.of(PLACE, transferId);

    expect(before).toMatchObject({
      kind: 'invoice',
      mode: 'draft',
      total: 68_724,
      order: { rows: [{ product: 'K-1000' }] },
    });
    expect(after.hash).toBe(before.hash);
  });

  /** As the accountant does, by hand. */
  async function makeProduct(number: string, vatRate = 0): Promise<void> {
    const adapter = new InMemoryBooks(company);
    const port = adapter.open(aConnection(), memoryTools({ clock }));
    const record = aProductRecord({ key: number, number, name: 'Gavekort', vatRate, category: null });
    await port.saveProducts(
      [record],
      new MemoryBatchJournal({ clock, timing: port.timing }).of([number]),
      [],
    );
  }
});
