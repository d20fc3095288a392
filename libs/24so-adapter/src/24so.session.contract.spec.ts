import { aVoucher } from '@accounting/testkit';
import { atWork, delivery, failureOf } from '../simulator/24so.bench.js';
import { optionsFor } from '../simulator/24so.bench.js';
import type { Fault } from '../simulator/faults.js';
import { TwentyFourSoAdapter } from './index.js';

const at = atWork();

describe('the session', () => {
  it('is shared: three users of an expired one make one login', async () => {
    await at.open().list('voucherTypes');
    at.bench.simulator.control.expireSessions();

    await Promise.all([1, 2, 3].map(() => at.open().list('voucherTypes')));

    expect(at.calls('Login')).toBe(2);
    expect(at.calls('GetIdentity')).toBe(2);
  });

  it.each(['expireSession', 'notAuthenticatedInResponse'] as const)(
    'is renewed once in the middle of a post: %s',
    async (kind) => {
      at.plan('SaveBundleList', { kind });

      expect(await at.open().deliver(delivery(), at.journalOf())).toMatchObject({ state: 'posted' });
      expect(at.calls('Login')).toBe(2);
      expect(at.ours(delivery())).toHaveLength(1);
    },
  );

  it('is renewed once, and no more', async () => {
    at.bench.simulator.control.planFault({
      operation: 'GetTypeList',
      fault: { kind: 'expireSession' },
      probability: 1,
    });

    expect(await failureOf(at.open().list('voucherTypes'))).toMatchObject({
      code: 'SESSION_NOT_ACCEPTED',
      next: 'retry',
    });
    expect(at.calls('Login')).toBe(2);
  });

  it('of a person is another than that of the work', async () => {
    await at.open().list('voucherTypes');
    await at.open({ purpose: 'person' }).list('voucherTypes');

    expect(at.bench.simulator.control.sessionCount()).toBe(2);
  });

  it('is not asked for again when the login was refused', async () => {
    at.bench.simulator.control.changePassword('integration@example.no', 'another');

    expect(await failureOf(at.open().list('accounts'))).toMatchObject({
      code: 'LOGIN_REFUSED',
      next: 'ask-a-human',
    });
    const before = at.bench.simulator.control.calls().length;
    expect(await failureOf(at.open().deliver(delivery(), at.journalOf()))).toMatchObject({
      code: 'LOGIN_REFUSED',
    });
    expect(at.bench.simulator.control.calls()).toHaveLength(before);
  });

  it('names the identity in the login, and looks for another when that is blocked', async () => {
    await at.open().list('voucherTypes');
    at.bench.simulator.control.blockIdentity('aaaaaaaa-0000-0000-0000-000000000001');

    const failure = await failureOf(at.open().list('voucherTypes'));

    expect(failure).toMatchObject({ code: 'IDENTITY_BLOCKED', next: 'ask-a-human' });
    expect(at.calls('GetIdentitiesWithCredential')).toBe(2);
  });

  it('stands in the chosen company, not in the default one', async () => {
    at.bench.connection = {
      ...at.bench.connection,
      company: { id: '887766554433222', name: 'Kafe Fjord AS' },
    };
    const lines = aVoucher().lines.filter(({ account }) => account === '1920');
    const balanced = lines.flatMap((line) => [line, { ...line, amount: -line.amount }]);

    await at.open().deliver(delivery({ voucher: aVoucher({ lines: balanced }) }), at.journalOf());

    expect(at.bench.company.vouchers()).toEqual([]);
    expect(at.bench.simulator.control.company('887766554433222').vouchers()).toHaveLength(1);
  });

  it('is not used when the remembered identity stands in another company: another identity is looked for', async () => {
    await at.open({ purpose: 'person' }).list('companies');
    for (const [key, value] of at.bench.tools.memory.facts) {
      const exchanged = value.replace(
        /(0{11})([12])"/g,
        (_all, zeros: string, n: string) => `${zeros}${3 - Number(n)}"`,
      );
      at.bench.tools.memory.facts.set(key, exchanged);
    }

    await at.open().deliver(delivery(), at.journalOf());

    expect(at.ours(delivery())).toHaveLength(1);
    expect(at.calls('Login')).toBe(2);
  });

  it('cannot be had without an application id: that is said, and nobody is asked', async () => {
    const options = { ...optionsFor(at.bench.simulator.url), applicationId: null };
    const port = new TwentyFourSoAdapter(options).open(at.bench.connection, at.bench.tools);

    expect(await failureOf(port.list('accounts'))).toMatchObject({ code: 'APPLICATION_ID_MISSING' });
    expect(at.bench.simulator.control.calls()).toEqual([]);
  });
});

describe('a person', () => {
  it('has the login tried at most once a minute', async () => {
    at.bench.simulator.control.changePassword('integration@example.no', 'another');
    for (let press = 0; press < 3; press++) {
      expect(await failureOf(at.open({ purpose: 'person' }).list('companies'))).toMatchObject({
        code: 'LOGIN_REFUSED',
      });
    }
    expect(at.calls('GetIdentitiesWithCredential')).toBe(1);

    await at.bench.tools.clock.advance(60_000);
    at.bench.simulator.control.changePassword('integration@example.no', 'secret');
    expect(await at.open({ purpose: 'person' }).list('companies')).toHaveLength(2);
    expect(await at.open({ purpose: 'person' }).list('companies')).toHaveLength(2);
    expect(at.calls('GetIdentitiesWithCredential')).toBe(2);
  });

  it('is not told of an earlier refusal once the connection is put again, with or without a company', async () => {
    at.bench.simulator.control.changePassword('integration@example.no', 'another');
    await failureOf(at.open({ purpose: 'person' }).list('companies'));

    const { session } = at.bench.adapter.keys({ ...at.bench.connection, company: null });
    const { facts } = at.bench.tools.memory;
    expect([...facts.keys()].filter((key) => key.startsWith(`${session}/`))).toHaveLength(1);
  });
});

describe('a login that is answered in words nobody knows', () => {
  const UNKNOWN = [
    { kind: 'soapFault', text: 'Login failed for user' },
    { kind: 'soapFault', text: 'Kjære kunde' },
    { kind: 'absentResultElement', saved: false },
  ] as const;
  const always = (fault: Fault, operation = 'GetIdentitiesWithCredential') =>
    at.bench.simulator.control.planFault({ operation, fault, probability: 1 });
  const failure = (purpose: 'person' | 'work' = 'person') =>
    failureOf(at.open({ purpose }).list(purpose === 'person' ? 'companies' : 'accounts'));
  const tries = () => at.calls('GetIdentitiesWithCredential') + at.calls('Login');

  it.each(UNKNOWN)('is refused when a plain login is: %j', async (fault) => {
    at.bench.simulator.control.changePassword('integration@example.no', 'another');
    always(fault);

    for (const purpose of ['person', 'work'] as const)
      expect(await failure(purpose)).toMatchObject({ code: 'LOGIN_REFUSED', next: 'ask-a-human' });
    const before = tries();
    for (const purpose of ['person', 'work'] as const)
      expect((await failure(purpose)).code).toBe('LOGIN_REFUSED');
    expect(tries()).toBe(before);
  });

  it.each(UNKNOWN)('is tried again later when a plain login is not refused: %j', async (fault) => {
    always(fault);

    expect(await failure()).toMatchObject({ code: 'LOGIN_UNCLEAR', next: 'retry' });
    expect(await failure('work')).toMatchObject({ code: 'LOGIN_UNCLEAR', next: 'retry' });
  });

  it('costs two tries a minute at most', async () => {
    for (const operation of ['GetIdentitiesWithCredential', 'Login'])
      always({ kind: 'soapFault', text: 'Kjære kunde' }, operation);

    for (let press = 0; press < 3; press++) expect((await failure()).code).toBe('LOGIN_UNCLEAR');
    expect(tries()).toBe(2);
  });

  it.each(['The operation has timed out', 'Too many logins with these credentials'])(
    'is not tried once more after %j',
    async (text) => {
      always({ kind: 'soapFault', text });

      expect(await failure()).toMatchObject({ code: 'READ_FAILED', next: 'retry' });
      expect(tries()).toBe(1);
    },
  );
});

describe('limits', () => {
  it('closes the budget at a quarantine until it ends', async () => {
    await at.open().list('voucherTypes');
    at.bench.simulator.control.limits.limitPerHour = 1;
    await at.open().list('voucherTypes');
    at.bench.tools.budget.report = async () => Promise.resolve();

    const failure = await failureOf(
      at
        .open()
        .list('voucherTypes')
        .catch(async () => at.open().list('voucherTypes')),
    );
    expect(failure.next).toBe('retry');
    expect(failure.retryAt?.getTime()).toBeGreaterThan(at.bench.tools.clock.now().getTime());
  });

  it('reads the quarantine’s end, and asks nothing before it', async () => {
    const end = '2026-11-23T19:30:00Z';
    at.plan('GetTypeList', {
      kind: 'soapFault',
      text: `Limit exceeded by 1. Request is blocked. Quarantine ends at ${end}`,
    });

    expect(await failureOf(at.open().list('voucherTypes'))).toMatchObject({
      code: 'RATE_LIMITED',
      next: 'retry',
      retryAt: new Date(end),
    });
    const before = at.bench.simulator.control.calls().length;
    await expect(at.open().list('voucherTypes')).rejects.toMatchObject({
      next: 'retry',
      retryAt: new Date(end),
    });
    expect(at.bench.simulator.control.calls()).toHaveLength(before);
  });

  it('keeps to what the headers say is left', async () => {
    at.bench.simulator.control.limits.limitPerHour = 3;

    await at
      .open()
      .list('voucherTypes')
      .catch(() => undefined);

    const reports = at.bench.simulator.control.calls().length;
    expect(reports).toBeLessThanOrEqual(3);
    await expect(at.open().list('voucherTypes')).rejects.toMatchObject({ next: 'retry' });
  });
});
