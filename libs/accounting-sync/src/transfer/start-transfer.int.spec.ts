import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PutAccountPlan } from '../account-plan/put-account-plan.js';
import { PutSettings } from '../settings/put-settings.js';
import { settingsSchema } from '../settings/settings.js';
import { anAccountPlan, aPlanWithout, aZReport } from '../sync-z-report/z-report.builder.js';
import { connectDepartment } from './connected.builder.js';
import { HandleByHand } from './handle-by-hand.js';
import { LaneWorker } from './lane-worker.js';
import { Preview } from './preview.js';
import { type SendOrder, StartTransfer } from './start-transfer.js';
import { DeliveryStep } from './step.js';
import { Transfer } from './transfer.js';

const LANE = 'memory:1';
const MINUTE = 60_000;
const PLACE = { clientId: 'kafe', departmentId: '1' };
const VOUCHED = { notInErp: true, note: 'Jeg har sett etter' };

describe('a person starts a transfer', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T20:04:00+01:00');
    company = new MemoryCompany({ clock });
  });
  afterEach(() => shop.close());

  async function open({
    directToLedger = true,
    automatic = true,
    plan = anAccountPlan(),
    draftsCanBeProven = true,
  } = {}) {
    const books = new InMemoryBooks(company, { draftsCanBeProven });
    shop = await openWorkshop({ adapters: [books], clock });
    await connectDepartment(shop, {
      plan,
      settings: { automatic, zReport: { enabled: true, directToLedger } },
    });
  }
  const use = <T>(service: abstract new (...given: never[]) => T): T =>
    shop.app.get(service, { strict: false });
  const work = () => use(LaneWorker).run(LANE);
  const look = (id: string) => shop.em.fork().findOneOrFail(Transfer, { id });
  const send = (id: string, order: SendOrder = {}) => use(StartTransfer).start(PLACE, id, order, 'Kari');
  const handle = (id: string, note = 'Ført for hånd') =>
    use(HandleByHand).handle(PLACE, id, { note }, 'Kari');
  const report = async (over = {}) => (await shop.syncZReport(aZReport(over))).transferId;
  async function workFor(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute++) {
      await clock.advance(MINUTE);
      await work();
    }
  }
  const notesOf = async (id: string) => (await look(id)).notes.map(({ code }) => code);

  it('that waits: it goes', async () => {
    await open({ automatic: false });
    const id = await report();
    expect(await work()).toBe(0);

    expect(await send(id)).toEqual({ transferId: id, started: true, why: null });
    await work();
    expect(await look(id)).toMatchObject({ state: 'posted' });
  });

  it('that waits for its next try: it goes now', async () => {
    await open();
    company.goDown();
    const id = await report();
    await work();
    company.comeBack();
    expect(await work()).toBe(0);

    await send(id);
    await work();
    expect(await look(id)).toMatchObject({ state: 'posted', failures: 0 });
  });

  it.each([['posted'], ['sending']] as const)('that is %s: refused', async (state) => {
    await open();
    const id = await report();
    await work();
    await shop.em.fork().nativeUpdate(Transfer, { id }, { state });

    for (const order of [{}, VOUCHED])
      await expect(send(id, order)).rejects.toMatchObject({
        kind: 'conflict',
        reason: { code: 'ALREADY_ON_ITS_WAY' },
      });
    await expect(handle(id)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it.each([['draft'], ['handled']] as const)(
    'that is %s: left as it is, unless it is vouched for',
    async (state) => {
      await open({ directToLedger: false });
      const id = await report();
      await work();
      if (state === 'handled') await handle(id);

      expect(await send(id)).toMatchObject({ started: false, why: { code: 'LEFT_AS_IT_IS' } });
      expect(await look(id)).toMatchObject({ state, delivery: 1 });
    },
  );

  it.each([['draft'], ['handled']] as const)(
    'that is %s and was deleted there: made anew from today, as a delivery of its own, in the mode it had',
    async (state) => {
      await open({ directToLedger: false });
      const id = await report();
      await work();
      if (state === 'handled') await handle(id);
      company.accountantDeletes((await look(id)).marker);
      const roles = { ...anAccountPlan().roles, 'payment:visa': { account: '1579' } };
      await use(PutAccountPlan).put(PLACE, { voucherType: '1', roles });
      const settings = { zReport: { enabled: true, directToLedger: true }, fromDate: '2026-01-01' };
      await use(PutSettings).put(PLACE, settingsSchema.parse(settings));

      expect(await send(id, VOUCHED)).toMatchObject({ started: true });
      await work();

      expect(await look(id)).toMatchObject({ state: 'draft', delivery: 2, handled: null });
      expect(await notesOf(id)).toContain('VOUCHED_ABSENT');
      const [draft, ...others] = company.drafts();
      expect(others).toEqual([]);
      expect(draft?.lines.map(({ account }) => account)).toContain('1579');
    },
  );

  it('that was deleted there and would be the same: a new delivery all the same', async () => {
    await open({ directToLedger: false });
    const id = await report();
    await work();
    company.accountantDeletes((await look(id)).marker);

    await send(id, VOUCHED);
    await work();
    expect(await look(id)).toMatchObject({ state: 'draft', delivery: 2 });
    expect(company.drafts()).toHaveLength(1);
  });

  it('that is unknown: it is looked for now, and not sent', async () => {
    await open();
    company.loseNextAnswer({ saved: true });
    const id = await report();
    await work();
    expect(await look(id)).toMatchObject({ state: 'unknown' });
    expect(await work()).toBe(0);

    expect(await send(id)).toMatchObject({ started: true });
    await work();
    expect(await look(id)).toMatchObject({ state: 'posted' });
    expect(company.vouchers()).toHaveLength(1);
  });

  describe('that is unknown and vouched for', () => {
    async function unknown(how: { saved: boolean; savedLater?: number }) {
      await open();
      company.loseNextAnswer(how);
      const id = await report();
      await work();
      const step = await shop.em.fork().findOneOrFail(DeliveryStep, { transferId: id, state: 'undecided' });
      return { id, settleAt: step.settleAt ?? clock.now(), intent: step.intent };
    }

    it('goes again with the same number, but not before a late commit is out of the question', async () => {
      const { id, settleAt, intent } = await unknown({ saved: false });

      expect(await send(id, VOUCHED)).toMatchObject({ started: true });
      const vouched = await look(id);
      expect(vouched).toMatchObject({
        state: 'unknown',
        dueAt: settleAt,
        reason: { code: 'VOUCHED_ABSENT' },
      });
      expect(vouched.reason?.message).toContain('Kari');
      const [step] = await shop.em.fork().find(DeliveryStep, { transferId: id });
      expect(step).toMatchObject({ state: 'undecided', vouched: true, intent });

      expect(await work()).toBe(0);
      await clock.advanceTo(settleAt);
      await work();
      expect(await look(id)).toMatchObject({ state: 'posted', delivery: 1 });
      expect(company.vouchers()).toHaveLength(1);
      expect(await notesOf(id)).toContain('VOUCHED_ABSENT');
    });

    it('stands once although it came through after all', async () => {
      const { id } = await unknown({ saved: true, savedLater: 30_000 });
      await send(id, VOUCHED);
      await workFor(15);

      expect(await look(id)).toMatchObject({ state: 'posted' });
      expect(company.vouchers()).toHaveLength(1);
    });

    it('is refused while a worker is at it', async () => {
      const { id } = await unknown({ saved: false });
      const em = shop.em.fork();
      await em.execute('update accounting.attempt set finished_at = null where transfer_id = ?', [id]);
      await em.execute(`update accounting.lane set owner = 'x', lease_until = ? where key = ?`, [
        new Date(clock.now().getTime() + MINUTE),
        LANE,
      ]);

      await expect(send(id, VOUCHED)).rejects.toMatchObject({ reason: { code: 'BEING_WORKED_ON' } });
      await expect(handle(id)).rejects.toMatchObject({ reason: { code: 'BEING_WORKED_ON' } });
    });
  });

  it('that is held: it stays so, and the answer says why', async () => {
    await open({ plan: aPlanWithout('payment:visa') });
    const id = await report();

    expect(await send(id)).toMatchObject({ started: false, why: { code: 'ACCOUNT_NOT_MAPPED' } });
    expect(await look(id)).toMatchObject({ state: 'held', dueAt: null });
  });

  it('that was refused: it is tried again', async () => {
    await open();
    const refusal = { code: 'NO', message: 'Nei', fix: 'x', who: 'regnskapsfører' as const, english: 'no' };
    company.refuseNext(refusal);
    const id = await report();
    await work();
    expect(await look(id)).toMatchObject({ state: 'refused' });

    expect(await send(id)).toMatchObject({ started: true });
    await work();
    expect(await look(id)).toMatchObject({ state: 'posted' });
  });

  it('that was refused, as a draft', async () => {
    await open();
    company.refuseNext({ code: 'NO', message: 'Nei', fix: 'x', who: 'regnskapsfører', english: 'no' });
    const id = await report();
    await work();

    await send(id, { mode: 'draft' });
    await work();
    expect(await look(id)).toMatchObject({ state: 'draft', chosenMode: 'draft' });
  });

  it('that is held, confirmed and as a draft', async () => {
    await open();
    const id = await report({ businessDate: '2026-11-25' });

    await send(id, { mode: 'draft', confirm: ['DATE_IMPLAUSIBLE'], note: 'Regnskapsfører velger dato' });
    await work();
    expect(await look(id)).toMatchObject({ state: 'draft', chosenMode: 'draft' });
  });

  it('that waits, as a draft: too late', async () => {
    await open({ automatic: false });
    const id = await report();
    await expect(send(id, { mode: 'draft' })).rejects.toMatchObject({
      reason: { code: 'DRAFT_CHOICE_TOO_LATE' },
    });
  });

  it.each([
    ['SUPERSEDED', aZReport({ closedBy: { id: '2' } })],
    ['ZERO_REPORT', null],
  ])('that was skipped as %s: never', async (code, correction) => {
    await open({ automatic: false });
    const id = correction ? await report() : await report({ sales: [], payments: [] });
    if (correction) await shop.syncZReport(correction);

    expect(await send(id)).toMatchObject({ started: false, why: { code } });
    expect(await look(id)).toMatchObject({ state: 'skipped', dueAt: null });
  });

  it('that was skipped because its kind was off: it goes once it is on', async () => {
    await open();
    const put = (enabled: boolean) =>
      use(PutSettings).put(
        PLACE,
        settingsSchema.parse({ zReport: { enabled, directToLedger: true }, fromDate: '2026-01-01' }),
      );
    await put(false);
    const id = await report();
    expect(await send(id)).toMatchObject({ started: false, why: { code: 'KIND_OFF' } });

    const { reconsider } = await put(true);
    expect(reconsider).toEqual({ count: 1, from: '2026-11-23', to: '2026-11-23', amount: 990_000 });
    expect(await send(id)).toMatchObject({ started: true });
    await work();
    expect(await look(id)).toMatchObject({ state: 'posted' });
  });

  describe('with a confirmation', () => {
    const implausible = { businessDate: '2026-11-25' };

    it('lets a hold of judgement go, and logs who and why', async () => {
      await open();
      const id = await report(implausible);
      expect(await look(id)).toMatchObject({ state: 'held', reason: { code: 'DATE_IMPLAUSIBLE' } });

      expect(await send(id, { confirm: ['DATE_IMPLAUSIBLE'], note: 'Nattåpent' })).toMatchObject({
        started: true,
      });
      const [note] = (await look(id)).notes;
      expect(note).toMatchObject({ code: 'HOLD_LET_GO' });
      expect(note?.message).toMatch(/Kari.*DATE_IMPLAUSIBLE.*Nattåpent/);
      await work();
      expect(await look(id)).toMatchObject({ state: 'posted' });
    });

    it.each(['Z_REPORT_UNBALANCED', 'ACCOUNT_NOT_MAPPED', 'INVOICE_SUM_DIFFERS', 'ATTACHMENT_REFUSED'])(
      'never lets %s go',
      async (code) => {
        await open();
        const id = await report({ payments: [] });
        const confirming = send(id, { confirm: [code], note: 'x' });
        await expect(confirming).rejects.toMatchObject({
          kind: 'invalid',
          reason: { code: 'NOT_A_MATTER_OF_JUDGEMENT' },
        });
      },
    );

    it('has nothing to say to what is not held', async () => {
      await open({ automatic: false });
      const id = await report();
      const confirming = send(id, { confirm: ['DATE_IMPLAUSIBLE'], note: 'x' });
      await expect(confirming).rejects.toMatchObject({ reason: { code: 'NOTHING_TO_CONFIRM' } });
    });
  });

  it('only as it was seen', async () => {
    await open({ automatic: false });
    const id = await report();
    const { hash } = await use(Preview).of(PLACE, id);
    const roles = { ...anAccountPlan().roles, 'payment:visa': { account: '1579' } };
    await use(PutAccountPlan).put(PLACE, { voucherType: '1', roles });

    await expect(send(id, { expectedHash: hash })).rejects.toMatchObject({
      reason: { code: 'PREVIEW_OUTDATED' },
    });
    const { hash: today } = await use(Preview).of(PLACE, id);
    expect(await send(id, { expectedHash: today })).toMatchObject({ started: true });
    await work();
    expect(await look(id)).toMatchObject({ frozen: { hash: today } });
  });

  it('of another department: there is none', async () => {
    await open();
    const id = await report();
    const elsewhere = use(StartTransfer).start({ clientId: 'kafe', departmentId: '2' }, id, {}, 'Kari');
    await expect(elsewhere).rejects.toMatchObject({ kind: 'missing' });
  });
});
