import { CommandBus } from '@nestjs/cqrs';
import { InMemoryBooks, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { SyncInvoice } from '../sync-invoice/sync-invoice.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { Transfer } from '../transfer/transfer.js';
import { MissingInvoices } from './missing-invoices.js';
import { anAccountPlan, aZReport } from './z-report.builder.js';

const HOUR = 3_600_000;

describe('A settlement with credit sales', () => {
  let clock: TestClock;
  let shop: Workshop;
  let id: string;

  beforeEach(async () => {
    clock = new TestClock();
    shop = await openWorkshop({ adapters: [new InMemoryBooks()], clock });
    const settings = { zReport: { enabled: true }, invoices: { enabled: true } };
    await connectDepartment(shop, { plan: anAccountPlan(), settings });
    const creditSales = { amount: 168_724, count: 2, invoiceIds: ['F-2201', 'F-2202'] };
    ({ transferId: id } = await shop.syncZReport(aZReport({ creditSales })));
  });

  afterEach(() => shop.close());

  const look = async () => {
    await shop.app.get(MissingInvoices, { strict: false }).run();
    return (await shop.em.fork().findOneOrFail(Transfer, { id })).notes;
  };
  const invoiceComes = (invoiceId: string) =>
    shop.app.get(CommandBus, { strict: false }).execute(
      new SyncInvoice({
        clientId: 'kafe',
        departmentId: '1',
        invoice: {
          id: invoiceId,
          date: '2026-11-23',
          customer: { id: '501' },
          lines: [{ type: 'giftCard', description: 'Gavekort', quantity: '1', gross: 100_000 }],
          totalNet: 100_000,
          totalVat: 0,
          totalGross: 100_000,
        },
      }),
    );

  it('says nothing of its invoices for a day', async () => {
    await clock.advance(23 * HOUR);
    expect(await look()).toEqual([]);
  });

  it('names those that have not come by then, once', async () => {
    await invoiceComes('F-2201');
    await clock.advance(25 * HOUR);

    const [note, ...others] = await look();
    expect(others).toEqual([]);
    expect(note).toMatchObject({ code: 'CREDIT_SALES_NOT_TRANSFERRED', who: 'regnskapsfører' });
    expect(note?.message).toContain('F-2202');
    expect(note?.message).not.toContain('F-2201');
    await clock.advance(2 * HOUR);
    expect(await look()).toHaveLength(1);
  });

  it('says nothing when all have come', async () => {
    await invoiceComes('F-2201');
    await invoiceComes('F-2202');
    await clock.advance(25 * HOUR);

    expect(await look()).toEqual([]);
  });
});
