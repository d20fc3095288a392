import type { Fault } from '../simulator/faults.js';
import { atWork, delivery, failureOf } from '../simulator/24so.bench.js';

const at = atWork();

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
    at.plan('SaveBundleList', fault);

    expect(await failureOf(at.open().deliver(delivery(), at.journalOf()))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      next: 'look-up-first',
    });
  });

  it.each(SILENT.filter(({ kind }) => kind !== 'absentResultElement'))(
    'so is a document’s: %j',
    async (fault) => {
      at.plan('Save', fault);
      const journal = at.journalOf();

      expect(await failureOf(at.open().deliver(delivery(), journal))).toMatchObject({
        next: 'look-up-first',
      });
      expect(await at.deliverToTheEnd(delivery(), journal)).toMatchObject({ state: 'posted' });
      expect(at.bench.company.files()).toHaveLength(1);
    },
  );

  it('is looked up first when it takes too long', async () => {
    at.readapt({ writeTimeoutMs: 150 });
    at.plan('SaveBundleList', { kind: 'slow', ms: 60_000 });

    expect(await failureOf(at.open().deliver(delivery(), at.journalOf()))).toMatchObject({
      next: 'look-up-first',
    });
    await at.bench.tools.clock.advance(60_000);
  });

  it('is looked up first when the service calls it a duplicate, and then it was not: it goes with the same number', async () => {
    at.plan('SaveBundleList', { kind: 'duplicateData' });
    const journal = at.journalOf();

    const failure = await failureOf(at.open().deliver(delivery(), journal));
    expect(failure).toMatchObject({ code: 'NUMBER_IN_USE', next: 'look-up-first' });
    await at.deliverToTheEnd(delivery(), journal);
    expect(at.ours(delivery())).toMatchObject([{ number: 20001 }]);
  });
});

describe('a write that was answered with no', () => {
  it.each([
    ['Office24Seven.Library.Economy.Accounting.DepartmentIsRequiredException: x', 'DIMENSION_REQUIRED'],
    ['Office24Seven.Library.Economy.Accounting.PeriodIsLockedException: x', 'PERIOD_LOCKED'],
    ['There is an error in XML document (1, 2).', 'REQUEST_NOT_UNDERSTOOD'],
    ['The user does not have access to this module', 'RIGHTS_MISSING'],
    ['Office24Seven.Library.Economy.Accounting.VoucherNotInBalanceException: x', 'REFUSED_BY_ERP'],
  ])('%s', async (text, code) => {
    at.plan('SaveBundleList', { kind: 'soapFault', text });

    const failure = await failureOf(at.open().deliver(delivery(), at.journalOf()));

    expect(failure).toMatchObject({ code, next: 'ask-a-human', refused: true });
    expect(at.ours(delivery())).toEqual([]);
  });

  it.each(['response', 'fault'] as const)('names what the books said, as a %s', async (refusalsAs) => {
    at.bench.company.switches.refusalsAs = refusalsAs;
    at.bench.company.requireOnAccount(1920, 'project');

    const failure = await failureOf(at.open().deliver(delivery(), at.journalOf()));

    expect(failure).toMatchObject({ code: 'DIMENSION_REQUIRED', next: 'ask-a-human', refused: true });
    expect(failure.reason.message).toContain('1920');
  });

  it.each<Fault>([
    { kind: 'soapFault', text: 'Request timed out.', saved: true },
    { kind: 'soapFault', text: 'Object reference not set to an instance of an object.', saved: true },
    { kind: 'saveResponse', type: 'SystemError', text: 'Unexpected error', saved: true },
    { kind: 'saveResponse', type: 'Exception', text: 'The transaction is in doubt.', saved: true },
    { kind: 'soapFault', text: 'Thread was being aborted.', saved: false },
    { kind: 'saveResponse', type: 'SystemError', text: '', saved: false },
  ])('in words that leave it open whether it was done, stands once in the end: %j', async (fault) => {
    at.plan('SaveBundleList', fault);
    const journal = at.journalOf();

    expect(await failureOf(at.open().deliver(delivery(), journal))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      next: 'look-up-first',
    });
    expect(await at.deliverToTheEnd(delivery(), journal)).toMatchObject({ state: 'posted' });
    expect(at.ours(delivery())).toHaveLength(1);
  });

  it('is not sure of nothing when the database says no', async () => {
    const text =
      'Office24Seven.Library.Data.DataBaseServerException: SQL Server with address "x" encountered an error';
    at.plan('SaveBundleList', { kind: 'soapFault', text });

    expect(await failureOf(at.open().deliver(delivery(), at.journalOf()))).toMatchObject({
      next: 'look-up-first',
    });
  });
});

describe('a read', () => {
  // What a list that is left out means: 24so.left-out.contract.spec.ts.
  it.each(SILENT.filter(({ kind }) => kind !== 'absentResultElement'))(
    'is tried again: %j',
    async (fault) => {
      at.plan('GetTypeList', fault);

      expect(await failureOf(at.open().list('voucherTypes'))).toMatchObject({
        next: 'retry',
        refused: false,
      });
    },
  );

  it('is tried again after a fault that nobody knows', async () => {
    at.plan('GetTypeList', { kind: 'soapFault', text: 'Object reference not set' });

    expect(await failureOf(at.open().list('voucherTypes'))).toMatchObject({
      code: 'READ_FAILED',
      next: 'retry',
    });
  });

  it('is tried again when it takes too long', async () => {
    at.readapt({ readTimeoutMs: 150 });
    at.plan('GetTypeList', { kind: 'slow', ms: 60_000 });

    expect(await failureOf(at.open().list('voucherTypes'))).toMatchObject({
      code: 'NO_ANSWER',
      next: 'retry',
    });
    await at.bench.tools.clock.advance(60_000);
  });
});

describe('when nothing can have been sent', () => {
  it('a write is tried again', async () => {
    const journal = at.journalOf({
      beforeSend: async (step) => {
        if (step !== 'post-voucher') return;
        await at.bench.simulator.stop();
        // The pool learns of its closed sockets meanwhile; a write on one of them would be lost, not unsent.
        await fetch(at.bench.simulator.url).catch(() => undefined);
      },
    });

    const failure = await failureOf(at.open().deliver(delivery(), journal));

    expect(failure).toMatchObject({ code: 'ERP_UNREACHABLE', next: 'retry' });
  });
});

describe('a secret that a fault echoes', () => {
  const APPLICATION = '11111111-2222-3333-4444-555555555555';
  const sessionOf = () =>
    at.bench.tools.sessions.take(at.bench.adapter.keys(at.bench.connection).session, () =>
      Promise.reject(new Error('no session')),
    );
  const messagesOf = (error: unknown): string =>
    error instanceof Error ? `${error.message}\n${messagesOf(error.cause)}` : '';

  it.each<[operation: string, fault: (text: string) => Fault]>([
    [
      'SaveBundleList',
      (text) => ({
        kind: 'soapFault',
        text: `Office24Seven.Library.Economy.X.AccountNotFoundException: ${text}`,
      }),
    ],
    ['SaveBundleList', (text) => ({ kind: 'soapFault', text: `Timeout expired: ${text}` })],
    ['SaveBundleList', (text) => ({ kind: 'saveResponse', type: 'Exception', text })],
    ['GetTypeList', (text) => ({ kind: 'soapFault', text })],
    ['Save', (text) => ({ kind: 'soapFault', text })],
    ['Create', (text) => ({ kind: 'soapFault', text })],
  ])('is in no reason, error or exchange: %s', async (operation, faultOf) => {
    await at.open().list('accounts');
    const session = await sessionOf();
    at.bench.company.switches.refusesImages = true;
    at.plan(operation, faultOf(`ASP.NET_SessionId=${session}; secret; ${APPLICATION}`));
    const journal = at.journalOf();

    const failure = await failureOf(at.open().deliver(delivery(), journal));

    const said = [
      JSON.stringify([failure.reason, journal.notes, at.bench.tools.exchanges.all]),
      messagesOf(failure),
    ].join();
    expect(said).toContain('ASP.NET_SessionId=***');
    for (const secret of ['secret', APPLICATION, session]) expect(said).not.toContain(secret);
  });
});

describe('the log of what was exchanged', () => {
  it('holds no password, session id or application id, and no file', async () => {
    at.bench.simulator.control.planFault({
      operation: 'GetTypeList',
      fault: {
        kind: 'soapFault',
        text: 'The password secret of the application 11111111-2222-3333-4444-555555555555',
      },
    });
    await at
      .open()
      .list('voucherTypes')
      .catch(() => undefined);
    await at.open().deliver(delivery(), at.journalOf());

    const text = JSON.stringify(at.bench.tools.exchanges.all);
    const session = await at.bench.tools.sessions.take(
      at.bench.adapter.keys(at.bench.connection).session,
      () => Promise.reject(new Error('no session')),
    );
    expect(session).toHaveLength(24);
    for (const secret of ['secret', '11111111-2222-3333-4444-555555555555', session])
      expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from('%PDF-1.4').toString('base64').slice(0, 8));
    expect(at.bench.tools.exchanges.all.map(({ operation }) => operation)).toContain('SaveBundleList');
    expect(text).toContain('<Password>***</Password>');
  });
});
