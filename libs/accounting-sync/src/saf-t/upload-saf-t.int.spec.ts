import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { anAccountPlan } from '../sync-z-report/z-report.builder.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { LaneWorker } from '../transfer/lane-worker.js';
import { Transfer } from '../transfer/transfer.js';
import { aLine, aRegister, aSafTFile, aTransaction, aZ, inChunks } from './saf-t.builder.js';
import { SafTUpload } from './upload-saf-t.js';

/** Kept beside the project, not in it. */
const EXAMPLE = join(
  import.meta.dirname,
  '../../../../../shared/saft/examples',
  'ExampleFile SAF-T Cash Register_999999999_20210330104000.xml',
);
const PLACE = { clientId: 'kafe', departmentId: '1' };

/** Two days of two registers, with an X between; the second day of K2 does not balance. */
const WEEKEND = aSafTFile([
  aRegister({
    id: 'K1',
    events: [
      aZ({ id: '1', date: '2026-11-21', ...oneSale() }),
      aZ({ id: '2', date: '2026-11-22', type: 'X report' }),
      aZ({ id: '3', date: '2026-11-22', ...oneSale() }),
    ],
    transactions: [
      aTransaction({ id: '1', date: '2026-11-21', lines: [aLine()] }),
      aTransaction({ id: '2', date: '2026-11-22', lines: [aLine()] }),
    ],
  }),
  aRegister({ id: 'K2', events: [aZ({ id: '4' }), aZ({ id: '5', payments: [['KORT', 1, '10.00']] })] }),
]);

function oneSale() {
  return {
    vat: [['H', '25.00', '100.00', '25.00']] as [string, string, string, string][],
    payments: [['KORT', 1, '125.00']] as [string, number, string][],
  };
}

describe('an uploaded SAF-T file', () => {
  let shop: Workshop;
  let company: MemoryCompany;

  beforeEach(async () => {
    const clock = new TestClock('2026-11-23T21:00:00+01:00');
    company = new MemoryCompany({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company, { steps: 'three-step' })], clock });
    await connectDepartment(shop, {
      plan: anAccountPlan(),
      settings: { zReport: { enabled: true, directToLedger: true } },
    });
  });

  afterEach(() => shop.close());

  const upload = (stream: AsyncIterable<Uint8Array | string>) =>
    shop.app.get(SafTUpload, { strict: false }).upload({ ...PLACE, stream });
  const transfers = () =>
    shop.em.fork().find(Transfer, PLACE, { orderBy: { number: 'asc' }, populate: ['document'] });

  it('is in the export log report by report, and what balances goes to the books', async () => {
    const answers = await upload(inChunks(WEEKEND, 1000));
    await shop.app.get(LaneWorker, { strict: false }).run('memory:1');

    const kept = await transfers();
    expect(answers.map((answer) => 'transferId' in answer && answer.transferId)).toEqual(
      kept.map(({ id }) => id),
    );
    expect(kept.map(({ number, state, reason }) => [number, state, reason?.code])).toEqual([
      [1, 'posted', undefined],
      [3, 'posted', undefined],
      [4, 'skipped', 'ZERO_REPORT'],
      [5, 'held', 'Z_REPORT_UNBALANCED'],
    ]);
    expect(company.vouchers()).toHaveLength(2);
  });

  it('gives the same tickets when it comes again', async () => {
    const first = await upload(inChunks(WEEKEND, 1000));
    const again = await upload(inChunks(WEEKEND, 1000));
    expect(again).toEqual(first.map((ticket) => ({ ...ticket, duplicate: true })));
    expect(await transfers()).toHaveLength(4);
  });

  if (!existsSync(EXAMPLE)) {
    it('vendor files not present', () => expect(existsSync(EXAMPLE)).toBe(false));
    return;
  }

  it("of Skatteetaten's has each Z in the transfers", async () => {
    expect(await upload(createReadStream(EXAMPLE))).toMatchObject([{ state: 'skipped', duplicate: false }]);
    expect(await transfers()).toMatchObject([
      {
        number: 1,
        businessDate: '2020-01-01',
        amount: 51420,
        reason: { code: 'BEFORE_FROM_DATE' },
        document: { registers: ['11.222-33.44.567'], cashRounding: -40 },
      },
    ]);
  });
});
