import { Logger } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/postgresql';
import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { accountingOrmConfig, migrateAccounting } from '../orm.js';
import { ScheduleRun } from '../schedule/schedule-run.js';
import { ExportLog } from '../transfer/export-log.js';
import { Transfer } from '../transfer/transfer.js';

const OF_0_1_0 = 'Migration20261126000000';
const Z_REPORT = '11111111-0000-4000-8000-000000000001';
const INVOICE = '11111111-0000-4000-8000-000000000002';

/** As a process of 0.1.0 left them. */
const ROWS = `
  insert into accounting.client (id) values ('kafe');
  insert into accounting.department (client_id, id) values ('kafe', '1');
  insert into accounting.settings (client_id, department_id, choices, updated_at)
  values ('kafe', '1', '{"zReport": {"enabled": true, "stockChange": false, "directToLedger": true}}', now());
  insert into accounting.transfer (id, client_id, department_id, kind, document_id, number, business_date, amount,
    revision, content_hash, document, marker, state, reason, notes, confirmed, lane, asked_now, holds_lane, failures,
    thawed, delivery, frozen, reference, created_at, updated_at)
  values
    ('${Z_REPORT}', 'kafe', '1', 'z-report', '1042', 1042, '2026-11-23', 990000, 1, 'a', '{}', 'm1', 'posted', null,
     '[]', '[]', 'memory:1', false, false, 0, false, 1,
     '{"adapter": "memory", "company": {"id": "1", "name": "Testkafe AS"}, "erpDepartment": null, "hash": "h",
       "mode": "ledger", "voucher": {"date": "2026-11-23", "text": "Z 1042", "lines": []}, "voucherType": "1",
       "document": null}', '{"voucherNumber": "20001"}', '2026-11-23T20:04:02+01:00', now()),
    ('${INVOICE}', 'kafe', '1', 'invoice', 'F-2201', null, '2026-11-23', 159760, 1, 'b', '{}', 'm2', 'waiting',
     '{"code": "KIND_NOT_YET_DELIVERED", "message": "", "fix": "", "who": "DUELL", "english": ""}',
     '[]', '[]', 'memory:1', false, false, 0, false, 0, null, null, '2026-11-23T20:05:02+01:00', now());`;

describe('a database of 0.1.0', () => {
  let database: TestDatabase;
  let shop: Workshop | undefined;
  beforeEach(async () => (database = await freshDatabase({ empty: true })));
  afterEach(async () => {
    await shop?.close();
    await database.drop();
  });

  it('is brought up to date with all that is in it', async () => {
    Logger.overrideLogger(['error', 'warn']);
    const before = await MikroORM.init(accountingOrmConfig(database.url));
    await before.migrator.up({ to: OF_0_1_0 });
    await before.em.fork().execute(ROWS);
    await before.close();

    await migrateAccounting(database.url);
    await migrateAccounting(database.url);

    const clock = new TestClock('2026-11-24T12:00:00+01:00');
    const adapters = [new InMemoryBooks(new MemoryCompany({ clock }))];
    shop = await openWorkshop({ adapters, clock, database });
    const log = shop.app.get(ExportLog, { strict: false });
    const { items } = await log.list({ clientId: 'kafe', departmentId: '1' }, { limit: 10 });
    expect(items).toMatchObject([
      { id: INVOICE, direction: 'to-erp', state: 'waiting', reason: null },
      {
        id: Z_REPORT,
        direction: 'to-erp',
        state: 'posted',
        reference: { voucherNumber: '20001' },
        mode: 'ledger',
      },
    ]);
    expect((await shop.em.fork().findOneOrFail(Transfer, { id: Z_REPORT })).frozen).toMatchObject({
      is: 'voucher',
    });
    expect(await shop.em.fork().count(ScheduleRun)).toBe(4);
  });
});
