import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { AccountingError, carriesMarker, StepUndecided, type VoucherDelivery } from '@accounting/port';
import { aDelivery, aMarker, aVoucher, MemoryJournal, type MemoryJournalOptions } from '@accounting/testkit';
import { optionsFor, twentyFourSoBench, type TwentyFourSoBench } from '../simulator/24so.bench.js';
import type { Fault } from '../simulator/faults.js';
import { TwentyFourSoAdapter, type TwentyFourSoOptions } from './index.js';
import { closePageRenderer } from './pages/pdf-to-png-pages.js';

let bench: TwentyFourSoBench;

async function aPdf(pages: number): Promise<Uint8Array> {
  const pdf = new PDFDocument({ autoFirstPage: false });
  for (let page = 1; page <= pages; page++) pdf.addPage().text(`Side ${page}`);
  pdf.end();
  return new Uint8Array(await buffer(pdf));
}

beforeEach(async () => {
  bench = await twentyFourSoBench();
});
afterEach(() => bench.close?.());
afterAll(closePageRenderer);

const open = (tools: Partial<TwentyFourSoBench['tools']> = {}) =>
  bench.adapter.open(bench.connection, { ...bench.tools, ...tools });

const journalOf = (over: Partial<MemoryJournalOptions> = {}) =>
  new MemoryJournal({ clock: bench.tools.clock, timing: open().timing, ...over });

const delivery = (over: Partial<VoucherDelivery> = {}, n = 1): VoucherDelivery =>
  aDelivery({ mode: 'ledger', voucherType: '9', voucher: aVoucher({ marker: aMarker(n) }), ...over });

const calls = (operation: string) => bench.simulator.control.calls(operation).length;
const plan = (operation: string, fault: Fault) => bench.simulator.control.planFault({ operation, fault });

/** The error that crosses the port, also when the journal has wrapped it. */
async function failureOf(promise: Promise<unknown>): Promise<AccountingError> {
  const error: unknown = await promise.then(
    () => new Error('It went through'),
    (failure: unknown) => failure,
  );
  const inner = error instanceof StepUndecided ? error.cause : error;
  if (!(inner instanceof AccountingError)) throw inner;
  return inner;
}

async function deliverToTheEnd(of: VoucherDelivery, journal: MemoryJournal) {
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      return await open().deliver(of, journal);
    } catch (error) {
      if (!(error instanceof StepUndecided)) throw error;
      await bench.tools.clock.advanceTo(error.askAt);
    }
  }
  throw new Error('Not delivered');
}

const ours = (of: VoucherDelivery) =>
  bench.company
    .vouchers()
    .filter(({ lines }) => lines.some(({ comment }) => carriesMarker(comment, of.voucher.marker)));

const SILENT: Fault[] = [
  { kind: 'dropAfterSaving' },
  { kind: 'dropBeforeSaving' },
  { kind: 'html503Saved' },
  { kind: 'html503NotSaved' },
  { kind: 'emptyAnswer', saved: true },
  { kind: 'emptyAnswer', saved: false },
  { kind: 'cutOff', saved: true },
  { kind: 'cutOff', saved: false },
  { kind: 'absentResultElement', saved: true },
  { kind: 'absentResultElement', saved: false },
];

describe('a write whose answer tells nothing', () => {
  it.each(SILENT)('is looked up first: %j', async (fault) => {
    plan('SaveBundleList', fault);

    expect(await failureOf(open().deliver(delivery(), journalOf()))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      next: 'look-up-first',
    });
  });

  it.each(SILENT.filter(({ kind }) => kind !== 'absentResultElement'))(
    'so is a document’s: %j',
    async (fault) => {
      plan('Save', fault);
      const journal = journalOf();

      expect(await failureOf(open().deliver(delivery(), journal))).toMatchObject({ next: 'look-up-first' });
      expect(await deliverToTheEnd(delivery(), journal)).toMatchObject({ state: 'posted' });
      expect(bench.company.files()).toHaveLength(1);
    },
  );

  it('is looked up first when it takes too long', async () => {
    bench.adapter = new TwentyFourSoAdapter(optionsFor(bench.simulator.url, { writeTimeoutMs: 150 }));
    plan('SaveBundleList', { kind: 'slow', ms: 60_000 });

    expect(await failureOf(open().deliver(delivery(), journalOf()))).toMatchObject({ next: 'look-up-first' });
    await bench.tools.clock.advance(60_000);
  });

  it('is looked up first when the service calls it a duplicate, and then it was not: it goes with the same number', async () => {
    plan('SaveBundleList', { kind: 'duplicateData' });
    const journal = journalOf();

    const failure = await failureOf(open().deliver(delivery(), journal));
    expect(failure).toMatchObject({ code: 'NUMBER_IN_USE', next: 'look-up-first' });
    await deliverToTheEnd(delivery(), journal);
    expect(ours(delivery())).toMatchObject([{ number: 20001 }]);
  });
});

describe('a write that was answered with no', () => {
  it.each([
    ['Office24Seven.Library.Economy.Accounting.DepartmentIsRequiredException: x', 'DIMENSION_REQUIRED'],
    ['Office24Seven.Library.Economy.Accounting.PeriodIsLockedException: x', 'PERIOD_LOCKED'],
    ['There is an error in XML document (1, 2).', 'REQUEST_NOT_UNDERSTOOD'],
    ['The user does not have access to this module', 'RIGHTS_MISSING'],
    ['Object reference not set to an instance of an object.', 'REFUSED_BY_ERP'],
  ])('%s', async (text, code) => {
    plan('SaveBundleList', { kind: 'soapFault', text });

    const failure = await failureOf(open().deliver(delivery(), journalOf()));

    expect(failure).toMatchObject({ code, next: 'ask-a-human', refused: true });
    expect(ours(delivery())).toEqual([]);
  });

  it.each(['response', 'fault'] as const)('names what the books said, as a %s', async (refusalsAs) => {
    bench.company.switches.refusalsAs = refusalsAs;
    bench.company.requireOnAccount(1920, 'project');

    const failure = await failureOf(open().deliver(delivery(), journalOf()));

    expect(failure).toMatchObject({ code: 'DIMENSION_REQUIRED', next: 'ask-a-human', refused: true });
    expect(failure.reason.message).toContain('1920');
  });

  it('is not sure of nothing when the database says no', async () => {
    const text =
      'Office24Seven.Library.Data.DataBaseServerException: SQL Server with address "x" encountered an error';
    plan('SaveBundleList', { kind: 'soapFault', text });

    expect(await failureOf(open().deliver(delivery(), journalOf()))).toMatchObject({ next: 'look-up-first' });
  });
});

describe('a read', () => {
  it.each(SILENT)('is tried again: %j', async (fault) => {
    plan('GetTypeList', fault);

    expect(await failureOf(open().list('voucherTypes'))).toMatchObject({ next: 'retry', refused: false });
  });

  it('is tried again after a fault that nobody knows', async () => {
    plan('GetTypeList', { kind: 'soapFault', text: 'Object reference not set' });

    expect(await failureOf(open().list('voucherTypes'))).toMatchObject({
      code: 'READ_FAILED',
      next: 'retry',
    });
  });

  it('is tried again when it takes too long', async () => {
    bench.adapter = new TwentyFourSoAdapter(optionsFor(bench.simulator.url, { readTimeoutMs: 150 }));
    plan('GetTypeList', { kind: 'slow', ms: 60_000 });

    expect(await failureOf(open().list('voucherTypes'))).toMatchObject({ code: 'NO_ANSWER', next: 'retry' });
    await bench.tools.clock.advance(60_000);
  });

  it('may come without its result element for an empty list, where that is believed', async () => {
    bench.adapter = new TwentyFourSoAdapter(
      optionsFor(bench.simulator.url, { absentResultIs: 'empty-list' }),
    );
    plan('GetTypeList', { kind: 'absentResultElement', saved: true });

    expect(await open().list('voucherTypes')).toEqual([]);
  });
});

describe('when nothing can have been sent', () => {
  it('a write is tried again', async () => {
    const journal = journalOf({
      beforeSend: async (step) => {
        if (step !== 'post-voucher') return;
        await bench.simulator.stop();
        // The pool learns of its closed sockets meanwhile; a write on one of them would be lost, not unsent.
        await fetch(bench.simulator.url).catch(() => undefined);
      },
    });

    const failure = await failureOf(open().deliver(delivery(), journal));

    expect(failure).toMatchObject({ code: 'ERP_UNREACHABLE', next: 'retry' });
  });
});

describe('the session', () => {
  it('is shared: three users of an expired one make one login', async () => {
    await open().list('voucherTypes');
    bench.simulator.control.expireSessions();

    await Promise.all([1, 2, 3].map(() => open().list('voucherTypes')));

    expect(calls('Login')).toBe(2);
    expect(calls('GetIdentity')).toBe(2);
  });

  it.each(['expireSession', 'notAuthenticatedInResponse'] as const)(
    'is renewed once in the middle of a post: %s',
    async (kind) => {
      plan('SaveBundleList', { kind });

      expect(await open().deliver(delivery(), journalOf())).toMatchObject({ state: 'posted' });
      expect(calls('Login')).toBe(2);
      expect(ours(delivery())).toHaveLength(1);
    },
  );

  it('is renewed once, and no more', async () => {
    bench.simulator.control.planFault({
      operation: 'GetTypeList',
      fault: { kind: 'expireSession' },
      probability: 1,
    });

    expect(await failureOf(open().list('voucherTypes'))).toMatchObject({
      code: 'SESSION_NOT_ACCEPTED',
      next: 'retry',
    });
    expect(calls('Login')).toBe(2);
  });

  it('of a person is another than that of the work', async () => {
    await open().list('voucherTypes');
    await open({ purpose: 'person' }).list('voucherTypes');

    expect(bench.simulator.control.sessionCount()).toBe(2);
  });

  it('is not asked for again when the login was refused', async () => {
    bench.simulator.control.changePassword('integration@example.no', 'another');

    expect(await failureOf(open().list('accounts'))).toMatchObject({
      code: 'LOGIN_REFUSED',
      next: 'ask-a-human',
    });
    const before = bench.simulator.control.calls().length;
    expect(await failureOf(open().deliver(delivery(), journalOf()))).toMatchObject({ code: 'LOGIN_REFUSED' });
    expect(bench.simulator.control.calls()).toHaveLength(before);
  });

  it('names the identity in the login, and looks for another when that is blocked', async () => {
    await open().list('voucherTypes');
    bench.simulator.control.blockIdentity('aaaaaaaa-0000-0000-0000-000000000001');

    const failure = await failureOf(open().list('voucherTypes'));

    expect(failure).toMatchObject({ code: 'IDENTITY_BLOCKED', next: 'ask-a-human' });
    expect(calls('GetIdentitiesWithCredential')).toBe(2);
  });

  it('stands in the chosen company, not in the default one', async () => {
    bench.connection = { ...bench.connection, company: { id: '887766554433222', name: 'Kafe Fjord AS' } };
    const lines = aVoucher().lines.filter(({ account }) => account === '1920');
    const balanced = lines.flatMap((line) => [line, { ...line, amount: -line.amount }]);

    await open().deliver(delivery({ voucher: aVoucher({ lines: balanced }) }), journalOf());

    expect(bench.company.vouchers()).toEqual([]);
    expect(bench.simulator.control.company('887766554433222').vouchers()).toHaveLength(1);
  });

  it('is not used when the remembered identity stands in another company: another identity is looked for', async () => {
    await open({ purpose: 'person' }).list('companies');
    for (const [key, value] of bench.tools.memory.facts) {
      const exchanged = value.replace(
        /(0{11})([12])"/g,
        (_all, zeros: string, n: string) => `${zeros}${3 - Number(n)}"`,
      );
      bench.tools.memory.facts.set(key, exchanged);
    }

    await open().deliver(delivery(), journalOf());

    expect(ours(delivery())).toHaveLength(1);
    expect(calls('Login')).toBe(2);
  });

  it('cannot be had without an application id: that is said, and nobody is asked', async () => {
    const options = { ...optionsFor(bench.simulator.url), applicationId: null };
    const port = new TwentyFourSoAdapter(options).open(bench.connection, bench.tools);

    expect(await failureOf(port.list('accounts'))).toMatchObject({ code: 'APPLICATION_ID_MISSING' });
    expect(bench.simulator.control.calls()).toEqual([]);
  });
});

describe('a person', () => {
  it('has the login tried at most once a minute', async () => {
    bench.simulator.control.changePassword('integration@example.no', 'another');
    for (let press = 0; press < 3; press++) {
      expect(await failureOf(open({ purpose: 'person' }).list('companies'))).toMatchObject({
        code: 'LOGIN_REFUSED',
      });
    }
    expect(calls('GetIdentitiesWithCredential')).toBe(1);

    await bench.tools.clock.advance(60_000);
    bench.simulator.control.changePassword('integration@example.no', 'secret');
    expect(await open({ purpose: 'person' }).list('companies')).toHaveLength(2);
    expect(await open({ purpose: 'person' }).list('companies')).toHaveLength(2);
    expect(calls('GetIdentitiesWithCredential')).toBe(2);
  });
});

describe('limits', () => {
  it('closes the budget at a quarantine until it ends', async () => {
    await open().list('voucherTypes');
    bench.simulator.control.limits.limitPerHour = 1;
    await open().list('voucherTypes');
    bench.tools.budget.report = async () => Promise.resolve();

    const failure = await failureOf(
      open()
        .list('voucherTypes')
        .catch(async () => open().list('voucherTypes')),
    );
    expect(failure.next).toBe('retry');
    expect(failure.retryAt?.getTime()).toBeGreaterThan(bench.tools.clock.now().getTime());
  });

  it('reads the quarantine’s end, and asks nothing before it', async () => {
    const end = '2026-11-23T19:30:00Z';
    plan('GetTypeList', {
      kind: 'soapFault',
      text: `Limit exceeded by 1. Request is blocked. Quarantine ends at ${end}`,
    });

    expect(await failureOf(open().list('voucherTypes'))).toMatchObject({
      code: 'RATE_LIMITED',
      next: 'retry',
      retryAt: new Date(end),
    });
    const before = bench.simulator.control.calls().length;
    await expect(open().list('voucherTypes')).rejects.toMatchObject({
      next: 'retry',
      retryAt: new Date(end),
    });
    expect(bench.simulator.control.calls()).toHaveLength(before);
  });

  it('keeps to what the headers say is left', async () => {
    bench.simulator.control.limits.limitPerHour = 3;

    await open()
      .list('voucherTypes')
      .catch(() => undefined);

    const reports = bench.simulator.control.calls().length;
    expect(reports).toBeLessThanOrEqual(3);
    await expect(open().list('voucherTypes')).rejects.toMatchObject({ next: 'retry' });
  });
});

describe('the document', () => {
  it('goes as pictures where PDF is not taken, and that is remembered for the company', async () => {
    bench.company.switches.acceptsPdf = false;

    await open().deliver(delivery(), journalOf());
    await open().deliver(delivery({}, 2), journalOf());

    expect(bench.simulator.control.calls('Create').map(({ outcome }) => outcome)).toEqual([
      expect.stringContaining('Pdf is not supported'),
      'answered',
      'answered',
    ]);
    expect(bench.company.files().map(({ type }) => type)).toEqual(['Png', 'Png']);
  });

  it('has one file a page with one stamp, told apart by PageNo, also when the answer to the second was lost', async () => {
    bench.company.switches.acceptsPdf = false;
    const document = { ...delivery().document, bytes: await aPdf(2) };
    const journal = journalOf({
      beforeSend: (step) => (step === 'save-page-2' ? bench.loseNextAnswer({ saved: true }) : undefined),
    });

    expect(await failureOf(open().deliver(delivery({ document }), journal))).toMatchObject({
      next: 'look-up-first',
    });
    await deliverToTheEnd(delivery({ document }), journal);

    expect(bench.company.files().map(({ stamp, metadata }) => [stamp, metadata])).toEqual([
      [90001, [{ Key: 'PageNo', Value: '1' }]],
      [90001, [{ Key: 'PageNo', Value: '2' }]],
    ]);
    expect(ours(delivery())).toHaveLength(1);
  });

  it('is uploaded again when it waited for proof and is gone meanwhile', async () => {
    let armed = true;
    const journal = journalOf({
      beforeSend: () => {
        if (!armed) return;
        armed = false;
        return bench.loseNextAnswer({ saved: false });
      },
    });
    await failureOf(open().deliver(delivery(), journal));
    plan('GetSize', { kind: 'soapFault', text: 'The file 512345 does not exist' });

    expect(await deliverToTheEnd(delivery(), journal)).toMatchObject({ state: 'posted' });
    expect(journal.notes).toMatchObject([{ code: 'UPLOAD_GONE' }]);
    expect(bench.company.files()).toHaveLength(1);
  });

  it('goes as pictures from the next try when PDF is refused only at the end', async () => {
    plan('Save', { kind: 'soapFault', text: 'The file cannot be converted' });

    expect(await failureOf(open().deliver(delivery(), journalOf()))).toMatchObject({
      code: 'PDF_NOT_TAKEN',
      next: 'retry',
    });
    await open().deliver(delivery(), journalOf());
    expect(bench.company.files().map(({ type }) => type)).toEqual(['Png']);
  });

  it('that was saved by the first try, after both looks, is not refused at the second', async () => {
    const { clock } = bench.tools;
    let saves = 0;
    const journal = journalOf({
      beforeSend: async (step) => {
        if (step !== 'save-page-1') return;
        saves += 1;
        // Looked for after 325 and 385 seconds; the second try goes at 395.
        if (saves === 1) await bench.loseNextAnswer({ saved: true, savedLater: 390_000 });
        else await clock.advance(10_000);
      },
    });

    expect(await failureOf(open().deliver(delivery(), journal))).toMatchObject({ next: 'look-up-first' });
    expect(await deliverToTheEnd(delivery(), journal)).toMatchObject({ state: 'posted' });

    expect(saves).toBe(2);
    expect(bench.company.files()).toHaveLength(1);
  });

  it('is looked at when it has arrived: what is damaged is never saved', async () => {
    plan('AppendChunk', { kind: 'absentResultElement', saved: false });

    const failure = await failureOf(open().deliver(delivery(), journalOf()));
    expect(failure).toMatchObject({ code: 'UPLOAD_DAMAGED', next: 'retry' });
    expect(bench.company.files()).toEqual([]);
  });

  it('that cannot be drawn is a matter for DUELL', async () => {
    bench.company.switches.acceptsPdf = false;
    const document = { ...delivery().document, bytes: new TextEncoder().encode('no PDF') };

    const failure = await failureOf(open().deliver(delivery({ document }), journalOf()));
    expect(failure).toMatchObject({ code: 'DOCUMENT_NOT_DRAWN', next: 'ask-a-human' });
  });

  it('keeps the voucher back when neither form is taken', async () => {
    bench.company.switches.acceptsPdf = false;
    bench.company.switches.refusesImages = true;

    const failure = await failureOf(open().deliver(delivery(), journalOf()));

    expect(failure).toMatchObject({ code: 'ATTACHMENT_REFUSED', next: 'ask-a-human' });
    expect(ours(delivery())).toEqual([]);
    expect(bench.company.files()).toEqual([]);
  });

  it('goes in chunks that fit in a request', async () => {
    bench.simulator.control.limits.maxRequestKb = 12;
    const bytes = new Uint8Array(20_000).fill(7);

    await open().deliver(delivery({ document: { ...delivery().document, bytes } }), journalOf());

    expect(calls('AppendChunk')).toBeGreaterThan(5);
    expect(Buffer.from(bytes).equals(bench.company.files()[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  it('takes another stamp when a person took the one in mind, and says so', async () => {
    let taken = false;
    const journal = journalOf({
      beforeSend: (step) => {
        if (step !== 'save-page-1' || taken) return;
        taken = true;
        bench.company.takeStamp();
      },
    });

    const receipt = await open().deliver(delivery(), journal);

    expect(receipt.reference.stampNo).toBe('90002');
    expect(journal.notes).toMatchObject([{ code: 'STAMP_SHARED' }]);
    const [voucher] = ours(delivery());
    expect(new Set(voucher?.lines.map(({ stamp }) => stamp))).toEqual(new Set([90002]));
  });

  it('does not go on for ever when every stamp is taken', async () => {
    const journal = journalOf({
      beforeSend: (step) => {
        if (step === 'save-page-1') bench.company.takeStamp();
      },
    });

    expect(await failureOf(open().deliver(delivery(), journal))).toMatchObject({
      code: 'STAMP_SHARED',
      next: 'retry',
    });
    expect(ours(delivery())).toEqual([]);
  });
});

describe('the number', () => {
  it('of a voucher is another when a person took the one in mind', async () => {
    let taken = false;
    const journal = journalOf({
      beforeSend: (step) => {
        if (step !== 'post-voucher' || taken) return;
        taken = true;
        bench.company.takeEntryNumber({ series: 1 });
      },
    });

    expect(await failureOf(open().deliver(delivery(), journal))).toMatchObject({ next: 'look-up-first' });
    const receipt = await deliverToTheEnd(delivery(), journal);

    expect(receipt.reference.voucherNumber).toBe('20002');
    expect(journal.notes).toMatchObject([{ code: 'NUMBER_TAKEN' }]);
    expect(ours(delivery())).toHaveLength(1);
  });

  it.each([
    [
      'in another month of the year, is an obstacle',
      { series: 1, date: '2026-02-01' },
      '20002',
      ['NUMBER_TAKEN'],
    ],
    ['in another series, is none', { series: 3, date: '2026-11-23' }, '20001', []],
    ['in another year, is none', { series: 1, date: '2025-11-23' }, '20001', []],
  ])('taken by a person %s', async (_what, taken, expected, said) => {
    let armed = true;
    const journal = journalOf({
      beforeSend: (step) => {
        if (step !== 'post-voucher' || !armed) return;
        armed = false;
        return bench.loseNextAnswer({ saved: false });
      },
    });
    await failureOf(open().deliver(delivery(), journal));
    bench.company.takeEntryNumber({ ...taken, number: 20_001 });

    const receipt = await deliverToTheEnd(delivery(), journal);

    expect(receipt.reference.voucherNumber).toBe(expected);
    expect(journal.notes.map(({ code }) => code)).toEqual(said);
    expect(ours(delivery())).toHaveLength(1);
  });
});

describe('a draft that somebody approved', () => {
  const draft = () => delivery({ mode: 'draft' });
  const lookUp = async (reference: Record<string, string>, over: Partial<TwentyFourSoOptions> = {}) => {
    bench.adapter = new TwentyFourSoAdapter(optionsFor(bench.simulator.url, over));
    return open().lookUpDrafts([{ voucher: draft().voucher, reference }]);
  };

  it('is found by its marker under another number and date', async () => {
    const { reference } = await open().deliver(draft(), journalOf());
    bench.company.accountantPosts(draft().voucher.marker, { number: 31_415, date: '2026-12-03' });
    await bench.tools.clock.advance(40 * 86_400_000);

    expect(await lookUp(reference)).toEqual([
      {
        is: 'posted',
        reference: { voucherNumber: '31415', date: '2026-12-03', year: '2026', stampNo: '90001' },
        notes: [],
      },
    ]);
  });

  it('is found by its stamp when the texts were rewritten, and other sums are said', async () => {
    const { reference } = await open().deliver(draft(), journalOf());
    bench.company.accountantPosts(draft().voucher.marker, {
      edit: (entries) =>
        entries.map((entry, index) => ({
          ...entry,
          comment: 'Rettet',
          amount: entry.amount + ([100, -100][index] ?? 0),
        })),
    });

    expect(await lookUp(reference)).toMatchObject([{ is: 'posted', notes: [{ code: 'LEDGER_DIFFERS' }] }]);
  });

  it.each([
    ['splitsVat', false],
    ['vatLinesCarryComment', true],
  ] as const)('has the same sums with %s %s', async (name, value) => {
    bench.company.switches[name] = value;
    const { reference } = await open().deliver(draft(), journalOf());
    bench.company.accountantPosts(draft().voucher.marker);

    expect(await lookUp(reference)).toMatchObject([{ is: 'posted', notes: [] }]);
  });

  it('is read strictly where it is known how the ledger reads', async () => {
    const { reference } = await open().deliver(draft(), journalOf());
    bench.company.accountantPosts(draft().voucher.marker);

    expect(await lookUp(reference, { ledgerReads: 'gross' })).toMatchObject([
      { notes: [{ code: 'LEDGER_DIFFERS' }] },
    ]);
    expect(await lookUp(reference, { ledgerReads: 'net' })).toMatchObject([{ notes: [] }]);
  });

  it('is found in the ledger where the flags say nothing', async () => {
    bench.company.switches.marksPrepostedInJournal = false;
    const { reference } = await open().deliver(draft(), journalOf());
    bench.company.accountantPosts(draft().voucher.marker);

    expect(await lookUp(reference)).toMatchObject([{ is: 'posted', notes: [] }]);
  });

  it('asks about many drafts in few calls', async () => {
    const drafts = Array.from({ length: 450 }, (_, n) => ({
      voucher: aVoucher({ marker: aMarker(n) }),
      reference: { stampNo: String(n + 1) },
    }));

    await open().lookUpDrafts(drafts);

    expect(calls('GetFileInfo')).toBe(6);
    expect(calls('GetTransactions')).toBe(1);
  });
});

describe('a post whose answer was lost', () => {
  it('is found with another date or other sums, and that is said', async () => {
    const journal = journalOf();
    plan('SaveBundleList', { kind: 'dropAfterSaving' });
    await failureOf(open().deliver(delivery(), journal));
    const [voucher] = ours(delivery());
    for (const line of voucher!.lines) line.date = '2026-03-02';
    voucher!.lines[0]!.amount += 1;

    expect(await deliverToTheEnd(delivery(), journal)).toMatchObject({
      state: 'posted',
      reference: { date: '2026-03-02' },
    });
    expect(journal.notes.map(({ code }) => code)).toEqual(['LEDGER_DIFFERS', 'LEDGER_DATE_DIFFERS']);
  });

  it('reads a system type that the description does not know', async () => {
    bench.company.switches.systemType = 'InvoiceLoss';
    const journal = journalOf();
    plan('SaveBundleList', { kind: 'dropAfterSaving' });
    await failureOf(open().deliver(delivery(), journal));

    expect(await deliverToTheEnd(delivery(), journal)).toMatchObject({ state: 'posted' });
  });
});

describe('before anything is written', () => {
  it.each([
    ['no voucher type', 'VOUCHER_TYPE_MISSING', () => delivery({ voucherType: null })],
    ['an unknown voucher type', 'VOUCHER_TYPE_UNKNOWN', () => delivery({ voucherType: '77' })],
    [
      'a fiscal year that is not there',
      'FISCAL_YEAR_MISSING',
      () => (bench.company.removeYear(2026), delivery()),
    ],
    ['a missing account', 'ACCOUNT_MISSING', () => (bench.company.removeAccount(3000), delivery())],
    ['a locked year', 'PERIOD_LOCKED', () => (bench.company.lockYear(2026), delivery())],
    [
      'a department that is no number',
      'NOT_A_NUMBER',
      () =>
        delivery({
          voucher: aVoucher({ lines: aVoucher().lines.map((line) => ({ ...line, department: 'A' })) }),
        }),
    ],
  ])('%s stops it', async (_what, code, make) => {
    expect(await failureOf(open().deliver(make(), journalOf()))).toMatchObject({
      code,
      next: 'ask-a-human',
      refused: false,
    });
    expect(bench.simulator.control.calls('Create')).toEqual([]);
  });
});

describe('the log of what was exchanged', () => {
  it('holds no password, session id or application id, and no file', async () => {
    bench.simulator.control.planFault({
      operation: 'GetTypeList',
      fault: {
        kind: 'soapFault',
        text: 'The password secret of the application 11111111-2222-3333-4444-555555555555',
      },
    });
    await open()
      .list('voucherTypes')
      .catch(() => undefined);
    await open().deliver(delivery(), journalOf());

    const text = JSON.stringify(bench.tools.exchanges.all);
    const session = await bench.tools.sessions.take(bench.adapter.keys(bench.connection).session, () =>
      Promise.reject(new Error('no session')),
    );
    expect(session).toHaveLength(24);
    for (const secret of ['secret', '11111111-2222-3333-4444-555555555555', session])
      expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from('%PDF-1.4').toString('base64').slice(0, 8));
    expect(bench.tools.exchanges.all.map(({ operation }) => operation)).toContain('SaveBundleList');
    expect(text).toContain('<Password>***</Password>');
  });
});
