import { InMemoryBooks, MemoryCompany, MemoryHost, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { HostConnections } from '../connection/host-connection.js';
import { RunKind } from '../schedule/run-kind.js';
import { INVOICE_PLAN } from '../sync-invoice/invoice.builder.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { LaneWorker } from '../transfer/lane-worker.js';
import { FetchFromDuell } from './fetch-from-duell.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };
const MINUTE = 60_000;

describe('DUELL as master, where it does not push', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let duell: MemoryHost;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    company = new MemoryCompany({ clock });
    duell = new MemoryHost({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company)], clock, catalogue: duell });
    await connectDepartment(shop, {
      plan: INVOICE_PLAN,
      settings: { products: { enabled: true, syncStock: true }, customers: { enabled: true } },
    });
    await shop.app.get(HostConnections, { strict: false }).put('kafe', { key: duell.key });
  });
  afterEach(() => shop.close());

  const fetch = (kind: 'product' | 'customer' = 'product') =>
    shop.app.get(FetchFromDuell, { strict: false }).run(PLACE, kind);
  const work = async () => {
    await clock.advance(2_000);
    return shop.app.get(LaneWorker, { strict: false }).run('memory:1');
  };

  it('is asked for what changed since the last time, and what has not changed costs nothing', async () => {
    const products = Array.from({ length: 130 }, (_, index) => duell.addProduct({ number: `N-${index}` }));

    expect(await fetch()).toBe(130);
    await work();
    expect(await fetch()).toBe(0);
    await clock.advance(10 * MINUTE);
    duell.changeProduct(products[3]?.id ?? '', { name: 'Nytt navn' });
    duell.countStock(products[5]?.id ?? '', '12');
    expect(await fetch()).toBe(2);
    await work();

    expect(company.writes()).toMatchObject({ 'save-product': 3, 'set-stock': 1 });
  });

  it('goes on without rows that can not be read or taken, and the run says which', async () => {
    duell.spoilProduct(duell.addProduct({ number: 'X-1' }).id);
    duell.addProduct({ number: 'X-2', name: '' });
    duell.addProduct({ number: 'N-1' });
    const held = { mustHold: () => Promise.resolve() };
    const ran = await shop.app.get(RunKind, { strict: false }).run(PLACE, 'product', held);

    expect(ran).toMatchObject({ outcome: 'changed', why: { code: 'ROWS_LEFT_OUT' } });
    expect(ran.why?.message).toMatch(/^2 rader fra DUELL er ikke med\..*X-2/);
    await work();
    expect(company.products().map(({ number }) => number)).toEqual(['N-1']);
  });

  it('makes nothing poorer that was pushed: its API tells less', async () => {
    const told = duell.addCustomer({ name: 'Kafe Fjord AS', phone: '55000000', type: undefined });
    const pushed = { ...told, type: 'company', organisationNumber: '999888777', phone: '55000000' };
    await shop.upsertCustomer(pushed);
    await work();
    await clock.advance(10 * MINUTE);
    duell.changeCustomer(told.id, { phone: '55000001' });

    expect(await fetch('customer')).toBe(1);
    await work();
    expect(company.customers()).toMatchObject([
      { type: 'company', organisationNumber: '999888777', phone: '55000001' },
    ]);
  });
});
