import {
  aConnection,
  aCustomerRecord,
  aProductRecord,
  InMemoryBooks,
  MemoryBatchJournal,
  MemoryCompany,
  MemoryHost,
  memoryTools,
  TestClock,
} from '@accounting/testkit';
import { type CustomerRecord, type ProductRecord } from '@accounting/port';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { HostConnections } from '../connection/host-connection.js';
import { PutSettings } from '../settings/put-settings.js';
import { settingsSchema } from '../settings/settings.js';
import { INVOICE_PLAN } from '../sync-invoice/invoice.builder.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { ExportLog } from '../transfer/export-log.js';
import { StartMany } from '../transfer/start-many.js';
import { Transfer } from '../transfer/transfer.js';
import { LaneWorker } from '../transfer/lane-worker.js';
import { PullFromErp } from './pull-from-erp.js';
import { FetchFromDuell } from './fetch-from-duell.js';
import { StartPull } from './start-pull.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };
const MINUTE = 60_000;

describe('the accounting system as master', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let duell: MemoryHost;
  let shop: Workshop;

  async function open(settings: object): Promise<void> {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    company = new MemoryCompany({ clock });
    duell = new MemoryHost({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company)], clock, catalogue: duell });
    await connectDepartment(shop, { plan: INVOICE_PLAN, settings });
    await shop.app.get(HostConnections, { strict: false }).put('kafe', { key: duell.key });
  }
  const bothErp = {
    products: { enabled: true, master: 'erp', syncStock: true },
    customers: { enabled: true, master: 'erp' },
  };
  beforeEach(() => open(bothErp));
  afterEach(() => shop.close());

  const pull = (kind: 'product' | 'customer' = 'product') =>
    shop.app.get(PullFromErp, { strict: false }).run(PLACE, kind);
  const log = async () =>
    (await shop.app.get(ExportLog, { strict: false }).list(PLACE, { limit: 200 })).items.map(
      ({ direction, state, reason, notes }) => ({
        direction,
        state,
        codes: [...(reason ? [reason.code] : []), ...notes.map(({ code }) => code)],
      }),
    );
  const port = () => new InMemoryBooks(company).open(aConnection(), memoryTools({ clock }));
  /** As a person does, in the accounting system. */
  async function makeThere(over: Partial<ProductRecord> = {}): Promise<string> {
    const books = port();
    const record = aProductRecord({ category: null, ...over });
    const journal = new MemoryBatchJournal({ clock, timing: books.timing }).of([record.key]);
    const outcomes = await books.saveProducts([record], journal, []);
    return outcomes.get(record.key)?.erpId ?? '';
  }
  async function makeCustomerThere(over: Partial<CustomerRecord> = {}): Promise<string> {
    const books = port();
    const record = aCustomerRecord({ externalId: over.key ?? 'x', ...over });
    const journal = new MemoryBatchJournal({ clock, timing: books.timing }).of([record.key]);
    return (await books.saveCustomers([record], journal)).get(record.key)?.erpId ?? '';
  }

  it('brings its products into DUELL, once, with the price on the shelf', async () => {
    await makeThere({ stock: '3' });

    expect(await pull()).toEqual({ create: 1, change: 0, leave: 0, held: 0 });
    expect(await pull()).toEqual({ create: 0, change: 0, leave: 0, held: 0 });
    const [product, ...others] = duell.products();
    expect(others).toEqual([]);
    expect(product).toMatchObject({ number: 'K-1000', name: 'Kaffe 1 kg', priceIncVat: 22_908, vatRate: 15 });
    expect(duell.stockOf(product?.id ?? '')).toBe('3');
    expect(await log()).toEqual([
      { direction: 'from-erp', state: 'posted', codes: ['PULLED', 'PULL_FIELD_NOT_TAKEN'] },
    ]);
    expect(company.writes()).toEqual({ 'save-product': 1, 'set-stock': 1 });
  });

  it('changes what was changed there, and nothing else', async () => {
    duell.addProduct({ number: 'K-1000', name: 'Kaffe 1 kg', priceIncVat: 22_908, vatRate: 15 });
    duell.addProduct({ number: 'T-1', name: 'Te', priceIncVat: 5000 });
    const id = await makeThere({ barcode: null });
    await pull();
    expect(duell.saves).toEqual([]);

    await clock.advance(10 * MINUTE);
    company.personChangesProduct(id, { priceExVat: 25_000, priceIncVat: 28_750, name: 'Kaffe, mørk' });
    expect(await pull()).toMatchObject({ change: 1 });
    expect(duell.products()).toMatchObject([
      { number: 'K-1000', name: 'Kaffe, mørk', priceIncVat: 28_750 },
      { number: 'T-1', name: 'Te', priceIncVat: 5000 },
    ]);
    const [{ notes } = { notes: [] }] = await shop.em.fork().find(Transfer, { direction: 'from-erp' });
    expect(notes[0]?.message).toContain('pris 229,08 → 287,50');
  });

  it('says when the product was changed in DUELL too, and wins', async () => {
    const id = await makeThere({ barcode: null });
    await pull();
    const [product] = duell.products();
    await clock.advance(10 * MINUTE);
    duell.changeProduct(product?.id ?? '', { priceIncVat: 19_900 });
    company.personChangesProduct(id, { priceExVat: 30_000, priceIncVat: 34_500 });
    await pull();

    expect(duell.products()).toMatchObject([{ priceIncVat: 34_500 }]);
    expect((await log())[0]?.codes).toEqual(['PULLED', 'PULL_OVER_CHANGE']);
  });

  it('names what it can not bring, and brings it when that is mended', async () => {
    const id = await makeThere({ vatRate: 7 });
    expect(await pull()).toMatchObject({ held: 1 });
    expect(await pull()).toMatchObject({ held: 1 });
    expect(await log()).toEqual([{ direction: 'from-erp', state: 'held', codes: ['PULL_VAT_UNKNOWN'] }]);
    const many = await shop.app.get(StartMany, { strict: false }).plan(PLACE, { dryRun: true });
    expect(many.count).toBe(0);

    await clock.advance(10 * MINUTE);
    company.personChangesProduct(id, { vatRate: 25, priceExVat: 100, priceIncVat: 125 });
    await pull();
    expect((await log()).map(({ state }) => state).sort()).toEqual(['posted', 'skipped']);
    expect(duell.products()).toHaveLength(1);
  });

  it('changes nothing where two of DUELL have the number, and names both', async () => {
    const one = duell.addProduct({ number: 'K-1000' });
    const other = duell.addProduct({ number: 'K-1000' });
    await makeThere();
    await pull();

    const [held] = await shop.em.fork().find(Transfer, { direction: 'from-erp' });
    expect(held).toMatchObject({ state: 'held', reason: { code: 'DUELL_NUMBER_AMBIGUOUS' } });
    expect(held?.reason?.message).toContain(`${one.id}, ${other.id}`);
    expect(duell.saves).toEqual([]);
  });

  it('leaves the price alone, and says so, where VAT is another one there', async () => {
    duell.addProduct({ number: 'K-1000', name: 'Kaffe 1 kg', priceIncVat: 24_900, vatRate: 25 });
    await makeThere({ barcode: null });
    await pull();

    expect(duell.products()).toMatchObject([{ priceIncVat: 24_900 }]);
    expect((await log())[0]?.codes).toEqual(['PRODUCT_VAT_DIFFERS']);
  });

  it('says so where it tells no VAT, and reckons the price with that of DUELL', async () => {
    duell.addProduct({ number: 'K-1000', name: 'Kaffe 1 kg', priceIncVat: 22_908, vatRate: 15 });
    const id = await makeThere({ barcode: null });
    company.personChangesProduct(id, { vatRate: null, priceExVat: 30_000, priceIncVat: 34_500 });
    await pull();

    expect(duell.products()).toMatchObject([{ priceIncVat: 34_500 }]);
    expect((await log())[0]?.codes).toEqual(['PULLED', 'PULL_VAT_NOT_TOLD']);
  });

  it('merges no two of its products that have one number: both are named', async () => {
    const one = await makeThere({ name: 'Kaffe', barcode: null });
    const other = await makeThere({ key: 'b', number: 'T-1', name: 'Te', barcode: null });
    company.personChangesProduct(other, { number: 'K-1000' });
    await pull();

    expect(duell.products()).toEqual([]);
    const held = await shop.em.fork().find(Transfer, { direction: 'from-erp', state: 'held' });
    expect(held.map(({ reason }) => reason?.code)).toEqual(['ERP_NUMBER_AMBIGUOUS', 'ERP_NUMBER_AMBIGUOUS']);
    expect(held[0]?.reason?.message).toContain(`${one}, ${other}`);

    await clock.advance(10 * MINUTE);
    company.personChangesProduct(other, { number: 'T-1' });
    await pull();
    expect(
      duell
        .products()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Kaffe', 'Te']);
  });

  it('goes on with the others where one breaks the host, and names it', async () => {
    await makeThere({ number: 'A' });
    await makeThere({ key: 'b', number: 'B' });
    const open = duell.open.bind(duell);
    jest.spyOn(duell, 'open').mockImplementation((client, tools) => {
      const catalogue = open(client, tools);
      const save = catalogue.saveProduct.bind(catalogue);
      catalogue.saveProduct = (department, product) => {
        if (product.number === 'A') throw new TypeError('a fault of the host');
        return save(department, product);
      };
      return catalogue;
    });
    await pull();

    expect(duell.products().map(({ number }) => number)).toEqual(['B']);
    expect((await log()).map(({ state }) => state).sort()).toEqual(['held', 'posted']);
  });

  it('goes on with the others when DUELL did not answer, and makes no second product of the one', async () => {
    await makeThere();
    await makeThere({ key: 'b', number: 'B' });
    duell.loseNextAnswer({ saved: true });
    await expect(pull()).rejects.toMatchObject({ next: 'look-up-first' });
    expect((await log()).map(({ state }) => state).sort()).toEqual(['posted', 'waiting']);
    await clock.advance(10 * MINUTE);
    await pull();

    expect(duell.products()).toHaveLength(2);
    expect((await log()).filter(({ state }) => state === 'waiting')).toEqual([]);
  });

  it('tells DUELL of customers, new, changed and deleted, and never doubles one that DUELL has', async () => {
    const known = duell.addCustomer({
      name: 'Kafe Fjord AS',
      organisationNumber: '999888777',
      phone: '55000000',
    });
    const id = await makeCustomerThere({ name: 'Kafe Fjord Bergen AS' });
    await makeCustomerThere({
      key: '2',
      name: 'Ny AS',
      organisationNumber: '111222333',
      email: 'ny@example.no',
    });
    expect(await pull('customer')).toMatchObject({ create: 1, change: 1 });
    expect(duell.customers()).toMatchObject([
      { id: known.id, name: 'Kafe Fjord Bergen AS' },
      { name: 'Ny AS' },
    ]);

    await clock.advance(10 * MINUTE);
    company.personDeletesCustomer(id);
    await pull('customer');
    expect((await log())[0]?.codes).toEqual(['PULLED', 'PULL_FIELD_NOT_TAKEN']);
  });

  it('changes no customer of DUELL that is another one with its number', async () => {
    const number = '1';
    duell.addCustomer({ number, name: 'Hansen Rør AS', type: 'company', organisationNumber: '999888777' });
    const id = await makeCustomerThere({
      externalId: '',
      name: 'Grossist AS',
      organisationNumber: '111222333',
    });
    expect(id).toBe(number);
    await pull('customer');
    expect(duell.customers().map(({ name }) => name)).toEqual(['Hansen Rør AS', 'Grossist AS']);
  });

  it('names two customers of DUELL with one organisation number, and what was changed on both sides', async () => {
    const one = duell.addCustomer({ name: 'A', organisationNumber: '999888777' });
    const other = duell.addCustomer({ name: 'B', organisationNumber: '999888777' });
    await makeCustomerThere({ name: 'C', organisationNumber: '999888777' });
    const third = duell.addCustomer({ name: 'D', organisationNumber: '111222333', email: 'd@example.no' });
    const there = { key: 'd', name: 'D', organisationNumber: '111222333', email: 'd@example.no' };
    const erpId = await makeCustomerThere(there);
    await pull('customer');
    const [held] = await shop.em.fork().find(Transfer, { direction: 'from-erp', state: 'held' });
    expect(held?.reason?.code).toBe('DUELL_ORGANISATION_NUMBER_AMBIGUOUS');
    expect(held?.reason?.message).toContain(`${one.id}, ${other.id}`);

    await clock.advance(10 * MINUTE);
    duell.changeCustomer(third.id, { email: 'butikk@example.no' });
    await makeCustomerThere({ ...there, erpId, email: 'regnskap@example.no' });
    await pull('customer');
    expect((await log())[0]?.codes).toEqual(['PULLED', 'PULL_OVER_CHANGE']);
  });

  it('is shown before it is made so: what would be created, changed and left', async () => {
    await shop.close();
    await open({ products: { enabled: true }, customers: { enabled: true } });
    duell.addProduct({ number: 'K-1000', name: 'Kaffe 1 kg', priceIncVat: 22_908, vatRate: 15 });
    await makeThere({ barcode: null });
    await makeThere({ key: '2', number: 'T-1', name: 'Te' });
    await makeThere({ key: '3', number: 'K-2', name: 'Kakao', barcode: null, stock: '3' });
    duell.addProduct({ number: 'K-2', name: 'Kakao', priceIncVat: 22_908, vatRate: 15 });
    const flipped = async (over: object = {}) => {
      const wanted = settingsSchema.parse({ ...bothErp, ...over, fromDate: '2026-01-01' });
      return shop.app.get(PutSettings, { strict: false }).plan(PLACE, wanted);
    };
    const plan = await flipped();
    const withoutStock = await flipped({ products: { enabled: true, master: 'erp' } });

    expect(plan.directions).toEqual([
      { kind: 'product', direction: 'from-erp', create: 1, change: 1, leave: 1, held: 0 },
      { kind: 'customer', direction: 'from-erp', create: 0, change: 0, leave: 0, held: 0 },
    ]);
    expect(withoutStock.directions?.[0]).toMatchObject({ create: 1, change: 0, leave: 2 });
    expect(duell.saves).toEqual([]);
    expect((await shop.app.get(PutSettings, { strict: false }).get(PLACE)).products.master).toBe('duell');
  });

  it('goes on reading when that takes longer than a person waits, and who asks again waits for the same', async () => {
    await makeThere();
    const [hasBegun, goesOn] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    const open = duell.open.bind(duell);
    let readings = 0;
    jest.spyOn(duell, 'open').mockImplementation((client, tools) => {
      const catalogue = open(client, tools);
      const products = catalogue.products.bind(catalogue);
      catalogue.products = async function* (department, since) {
        readings += 1;
        hasBegun.resolve(null);
        await goesOn.promise;
        yield* products(department, since);
      };
      return catalogue;
    });
    const plan = () =>
      shop.app.get(StartPull, { strict: false }).start(PLACE, { kind: 'product', dryRun: true });

    const first = plan();
    first.catch(() => undefined);
    await hasBegun.promise;
    await clock.advance(61_000);
    await expect(first).rejects.toMatchObject({ code: 'PLAN_TAKES_LONGER', next: 'retry' });
    const second = plan();
    goesOn.resolve(null);
    expect(await second).toMatchObject({ create: 1 });
    expect(await plan()).toMatchObject({ create: 1 });
    expect(readings).toBe(1);
  });

  it('and back: what DUELL pushed comes back unchanged', async () => {
    await shop.close();
    await open({ products: { enabled: true } });
    for (let price = 90; price < 130; price++)
      duell.addProduct({
        number: `N-${price}`,
        name: `Vare ${price}`,
        priceIncVat: price,
        vatRate: price % 2 ? 25 : 15,
      });
    await shop.app.get(FetchFromDuell, { strict: false }).run(PLACE, 'product');
    await clock.advance(2_000);
    await shop.app.get(LaneWorker, { strict: false }).run('memory:1');
    expect(company.products()).toHaveLength(40);
    await shop.app
      .get(PutSettings, { strict: false })
      .put(PLACE, settingsSchema.parse({ products: { enabled: true, master: 'erp' }, automatic: true }));

    expect(await pull()).toEqual({ create: 0, change: 0, leave: 40, held: 0 });
    expect(duell.saves).toEqual([]);
  });
});
