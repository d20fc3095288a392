import { bundleList, Caller, credential, entryId, HandClock, inside, type Reply } from './by-hand.js';
import { type Simulator, startSimulator } from './simulator.js';

const KIOSK = '887766554433221';
const CAFE = '887766554433222';
const AT_KIOSK = 'aaaaaaaa-0000-0000-0000-000000000001';
const AT_CAFE = 'aaaaaaaa-0000-0000-0000-000000000002';

let clock: HandClock;
let simulator: Simulator;
let caller: Caller;

beforeEach(async () => {
  clock = new HandClock();
  simulator = await startSimulator({ clock });
  caller = new Caller(simulator.url);
});

afterEach(() => simulator.stop());

const faultOf = (reply: Reply): string => `${reply.status} ${inside(reply.text, 'faultstring')}`;

it('listens on this machine only', async () => {
  await expect(fetch(simulator.url.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow('fetch failed');
});

describe('a session', () => {
  it('is 24 small letters and digits, and comes as a cookie as well', async () => {
    const reply = await caller.login();

    expect(caller.session).toMatch(/^[a-z0-9]{24}$/);
    expect(reply.headers.get('set-cookie')).toBe(`ASP.NET_SessionId=${caller.session}; path=/; HttpOnly`);
    expect(inside((await caller.call('authenticate', 'HasSession')).text, 'HasSessionResult')).toBe('true');
  });

  it.each([
    ['a wrong password', credential({ password: 'guess' })],
    ['a wrong application id', credential().replace('11111111', '99999999')],
    ['no credential', ''],
  ])('is empty, with HTTP 200, after %s', async (_what, content) => {
    const reply = await caller.call('authenticate', 'Login', content);

    expect(reply.status).toBe(200);
    expect(reply.text).toContain('<LoginResult />');
    expect(reply.headers.get('set-cookie')).toBeNull();
  });

  it.each([
    ['no cookie', () => ''],
    ['a cookie whose name is misspelt', (id: string) => `ASPNET_SessionId=${id}`],
    ['a cookie in the wrong case', (id: string) => `asp.net_sessionid=${id}`],
    ['a made-up id', () => 'ASP.NET_SessionId=abcdefghijklmnopqrstuvwx'],
  ])('is demanded: %s is refused', async (_what, cookieFor) => {
    await caller.login();
    const cookie = cookieFor(caller.session);

    const reply = await caller.call('account', 'GetTypeList', '', { cookie });
    const has = await caller.call('authenticate', 'HasSession', '', { cookie });

    expect(faultOf(reply)).toBe(
      '500 Server was unable to process request. ---&gt; Session is not authenticated',
    );
    expect(inside(has.text, 'HasSessionResult')).toBe('false');
  });

  it('expires on demand, and after twenty minutes without use', async () => {
    await caller.login();
    const statusAfterNineteen = async (): Promise<number> => {
      clock.pass(19 * 60_000);
      return (await caller.call('account', 'GetTypeList')).status;
    };
    expect([await statusAfterNineteen(), await statusAfterNineteen()]).toEqual([200, 200]);
    clock.pass(20 * 60_000 + 1);
    expect(faultOf(await caller.call('account', 'GetTypeList'))).toContain('Session is not authenticated');

    await caller.login();
    expect(simulator.control.expireSessions()).toBe(1);
    expect(faultOf(await caller.call('account', 'GetTypeList'))).toContain('Session is not authenticated');
  });

  it('may be opened only so often, once a limit is set', async () => {
    simulator.control.limits.loginsPerHour = 2;
    await caller.login();
    await caller.login();

    expect(faultOf(await caller.login())).toContain('Too many logins');
    clock.pass(3_600_000);
    expect((await caller.login()).status).toBe(200);
  });
});

describe('the companies of one login', () => {
  it('are listed with and without a session, and one of them is current', async () => {
    await caller.login();

    const mine = await caller.call('authenticate', 'GetIdentities');
    const asked = await caller.call('authenticate', 'GetIdentitiesWithCredential', credential());
    const current = await caller.call('authenticate', 'GetIdentity');

    expect(mine.text.match(/<IsCurrent>\w+/g)).toEqual(['<IsCurrent>true', '<IsCurrent>false']);
    expect(asked.text.match(/<IsCurrent>\w+/g)).toEqual(['<IsCurrent>false', '<IsCurrent>false']);
    expect(inside(inside(current.text, 'Client'), 'Id')).toBe(KIOSK);
    expect(current.text).not.toContain('IsDisabled');
  });

  it('are kept apart', async () => {
    const cafe = new Caller(simulator.url);
    await caller.login({ identity: AT_KIOSK });
    await cafe.login({ identity: AT_CAFE });

    await caller.call('account', 'SaveBundleList', bundleList({ stamp: await caller.upload() }));

    expect(simulator.control.company(KIOSK).vouchers()).toHaveLength(1);
    expect(simulator.control.company(CAFE).vouchers()).toEqual([]);
    expect(simulator.control.company(CAFE).files()).toEqual([]);
    expect(await cafe.nextNumber()).toBe(20001);
    expect((await cafe.call('client', 'GetClientInformation')).text).toContain('<Name>Kafe Fjord AS</Name>');
  });

  it('can be blocked, one by one', async () => {
    const cafe = new Caller(simulator.url);
    await cafe.login({ identity: AT_CAFE });
    simulator.control.blockIdentity(AT_CAFE);

    expect(faultOf(await cafe.call('account', 'GetTypeList'))).toContain(
      'Client is not authenticated on this identity',
    );
    expect(faultOf(await cafe.login({ identity: AT_CAFE }))).toContain('The provided IdentityId is blocked');
    expect((await caller.login({ identity: AT_KIOSK })).status).toBe(200);
    expect((await caller.call('authenticate', 'GetIdentities')).text).toContain(
      '<IsDisabled>true</IsDisabled>',
    );
  });

  it('can lack a module', async () => {
    await caller.login();
    simulator.control.company(KIOSK).refuseModule('AttachmentService');

    expect(faultOf(await caller.call('attachment', 'GetStampNo'))).toContain(
      'does not have access to this module',
    );
    expect((await caller.call('account', 'GetTypeList')).status).toBe(200);
  });
});

describe('the limit of calls', () => {
  it('is not spoken of until it is set', async () => {
    expect((await caller.login()).headers.get('apilimitremaining')).toBeNull();
  });

  it('counts down for the credential, then puts it in quarantine until the hour is over', async () => {
    simulator.control.limits.limitPerHour = 2;
    const reply = await caller.login();
    await caller.call('account', 'GetTypeList');

    expect(reply.headers.get('apilimitremaining')).toBe('1');
    expect(reply.headers.get('apilimitreset')).toBe('2026-03-15T06:02:31Z');
    expect(faultOf(await caller.call('account', 'GetTypeList'))).toBe(
      '500 Server was unable to process request. ---&gt; Limit exceeded by 1. Request is blocked. Quarantine ends at 2026-03-15T06:02:31Z',
    );
    clock.pass(3_600_000);
    await caller.login();
    expect((await caller.call('account', 'GetTypeList')).status).toBe(200);
  });
});

describe('answers', () => {
  beforeEach(() => caller.login());

  it('leave out what has its default, and have nil for addresses and for tax codes without an account', async () => {
    const client = await caller.call('client', 'GetClientInformation');
    const codes = await caller.call('account', 'GetTaxCodeList');
    const accounts = await caller.call('account', 'GetAccountList');

    expect(client.text).toContain('<Visit xsi:nil="true" />');
    expect(codes.text).toContain(
      '<TaxNo>0</TaxNo><TaxName>Ingen avgift</TaxName><TaxRate>0.00</TaxRate><AccountNo xsi:nil="true" />',
    );
    expect(accounts.text).toContain(
      '<AccountName>Kontanter</AccountName><AccountTax>1</AccountTax></AccountData>',
    );
  });

  it('do not list an account whose number is no short', async () => {
    simulator.control.company(KIOSK).addAccount({ number: 40_000, name: 'For stor' });

    expect((await caller.call('account', 'GetAccountList')).text).not.toContain('For stor');
  });

  it('list system types among the voucher types, and a year by its first day and the day after its last', async () => {
    const types = await caller.call('account', 'GetTypeList');
    const years = await caller.call('transaction', 'GetFiscalYears');

    expect(types.text).toContain('<TypeNo>-1</TypeNo>');
    expect((await caller.call('transaction', 'GetTransactionTypes')).text).not.toContain('<No>-1</No>');
    expect(years.text).toContain(
      '<StartingDate>2026-01-01T00:00:00</StartingDate><EndingDate>2027-01-01T00:00:00</EndingDate><IsLocked>false</IsLocked>',
    );
  });

  it('list departments, groups and VAT types', async () => {
    const departments = await caller.call('client', 'GetDepartmentList');
    const groups = await caller.call('client', 'GetTypeGroupList', '<module>Purchase</module>');
    const vat = await caller.call('client', 'GetVatTypeList');

    expect(departments.text).toContain('<Department><Id>2</Id><Name>Butikk Sentrum</Name></Department>');
    expect(groups.text.match(/<AccountId>\d+/g)).toEqual(['<AccountId>4300']);
    expect(vat.text).toContain('<VatType><No>3</No><Name>Utgående 25 %</Name><Rate>25.00</Rate></VatType>');
  });

  it('give the next number without reserving it, and a negative one for a year or series that is not there', async () => {
    expect([await caller.nextNumber(), await caller.nextNumber()]).toEqual([20001, 20001]);
    expect(await caller.nextNumber('2019-01-01')).toBe(-100);
    expect(await caller.nextNumber('2026-01-01', 77)).toBe(-1);
    expect((await caller.call('account', 'GetEntryId', entryId())).text).toContain(
      '<GetEntryIdResult><Date>2026-03-14T00:00:00</Date><SortNo>1</SortNo><EntryNo>20001</EntryNo></GetEntryIdResult>',
    );
  });
});
