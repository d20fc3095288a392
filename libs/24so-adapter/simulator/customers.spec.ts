import { inside, seen, type Reply } from './by-hand.js';
import { type AtWork, atWork, companyXml, exceptionIn, recordsIn } from './by-hand-sales.js';

let at: AtWork;

beforeEach(async () => {
  at = await atWork();
});

afterEach(() => at.stop());

const MINUTE = 60_000;
type Fields = Parameters<typeof companyXml>[0];
const save = (...companies: Fields[]) => at.caller.save('companies', companies.map(companyXml).join(''));
const customer = (id: number) => at.kiosk.customers().find((one) => one.id === id);

const fjord = (over: Fields = {}): Fields => ({
  ExternalId: 'cust-42',
  OrganizationNumber: '999888777',
  Name: 'Kafe Fjord AS',
  Addresses: '<Post><Street>Strandgata 1</Street><PostalCode>5003</PostalCode><Country>NO</Country></Post>',
  PhoneNumbers: '<Work><Value>55000000</Value></Work>',
  EmailAddresses: '<Invoice><Value>faktura@example.no</Value></Invoice>',
  Country: 'NO',
  Type: 'Business',
  PaymentTime: 14,
  ...over,
});

describe('GetCompanies', () => {
  beforeEach(async () => {
    at.clock.pass(10 * MINUTE);
    const email = '<Work><Value>Post@Bar.no</Value></Work>';
    await save(fjord(), { Name: 'Bar AS', EmailAddresses: email, Type: 'Business' });
  });

  it.each([
    ['<ExternalId>cust-42</ExternalId>', [10001]],
    ['<CompanyId>10002</CompanyId>', [10002]],
    ['<CompanyIds><int>10000</int><int>10002</int></CompanyIds>', [10000, 10002]],
    ['<CompanyName>%as</CompanyName>', [10001, 10002]],
    ['<ChangedAfter>2026-03-15T05:13:00</ChangedAfter>', [10001, 10002]],
    ['<ChangedAfter>2026-03-15T05:13:01</ChangedAfter>', []],
    ['<CompanyEmail>post@bar.no</CompanyEmail>', [10002]],
    ['<CompanyPhone>55000000</CompanyPhone>', [10001]],
    ['<OrganizationNumber>999888777</OrganizationNumber>', [10001]],
    ['<CompanyName>%as</CompanyName><CompanyEmail>post@bar.no</CompanyEmail>', [10002]],
  ])('finds by %s', async (filter, ids) => {
    const found = await at.caller.companies(filter, 'Id');
    expect(found.map((record) => Number(inside(record, 'Id')))).toEqual(ids);
  });

  it('tells what was asked for, with the rounded stamp', async () => {
    expect(
      await at.caller.companies(
        '<CompanyId>10001</CompanyId>',
        'Id',
        'ExternalId',
        'EmailAddresses',
        'DateChanged',
      ),
    ).toEqual([
      '<Id>10001</Id><ExternalId>cust-42</ExternalId>' +
        '<EmailAddresses><Invoice><Value>faktura@example.no</Value></Invoice></EmailAddresses>' +
        '<DateChanged>2026-03-15T05:13:00</DateChanged>',
    ]);
  });

  it('does not find one that is deleted, and does not bring it back unless it is told to', async () => {
    at.kiosk.personDeletesCustomer(10001);
    expect(await at.caller.companies('<CompanyId>10001</CompanyId>', 'Id')).toEqual([]);
    expect((await save({ Id: 10001, Name: 'Fjord' })).map(exceptionIn)).toEqual(['DataBaseServerException']);

    at.kiosk.switches.deletedIdComesBack = true;
    expect((await save({ Id: 10001, Name: 'Fjord' })).map(exceptionIn)).toEqual(['']);
    expect(customer(10001)).toMatchObject({ name: 'Fjord', deleted: false, active: true });
  });
});

describe('GetCompanySyncList', () => {
  const list = (before = '', active = '<Active xsi:nil="true" />', after = '') =>
    at.caller.call(
      'company',
      'GetCompanySyncList',
      `<syncSearchParameters>${before}${active}${after}</syncSearchParameters>`,
    );
  const ids = (reply: Reply) =>
    recordsIn(reply, 'SyncCompany').map((record) => Number(inside(record, 'CompanyId')));

  beforeEach(async () => {
    at.clock.pass(10 * MINUTE);
    await save(fjord(), { Name: 'Bar AS' }, { Name: 'Hotell AS' });
    at.clock.pass(10 * MINUTE);
    at.kiosk.personDeletesCustomer(10002);
  });

  it('lists everybody, also who is deleted, with both stamps', async () => {
    const reply = await list();

    expect(ids(reply)).toEqual([10000, 10001, 10002, 10003]);
    expect(recordsIn(reply, 'SyncCompany')[2]).toBe(
      '<CompanyId>10002</CompanyId><DateChanged>2026-03-15T05:23:00</DateChanged>' +
        '<DateRegistered>2026-03-15T05:12:31</DateRegistered><Active>false</Active>',
    );
    expect(recordsIn(reply, 'SyncCompany')[1]).toContain('<ExternalId>cust-42</ExternalId>');
    expect(inside(reply.text, 'GetCompanySyncListResult')).toMatch(
      /^<CurrentPage>1<\/CurrentPage><TotalPages>1<\/TotalPages><TotalItems>4<\/TotalItems><ItemsPerPage>1000</,
    );
  });

  it.each([
    ['', '<Active>true</Active>', '', [10000, 10001, 10003]],
    ['', '<Active>false</Active>', '', [10002]],
    ['', undefined, '<ChangedAfter>2026-03-15T05:23:00</ChangedAfter>', [10002]],
    ['', undefined, '<RegisteredAfter>2026-03-15T05:12:31</RegisteredAfter>', [10001, 10002, 10003]],
    ['', undefined, '<RegisteredAfter>2026-03-15T05:12:32</RegisteredAfter>', []],
    ['', '<Active>true</Active>', '<ChangedAfter>2026-03-15T05:13:00</ChangedAfter>', [10001, 10003]],
  ])('narrows it down by %s %s %s', async (before, active, after, expected) => {
    expect(ids(await list(before, active, after))).toEqual(expected);
  });

  it('counts somebody who is put away as inactive, and still finds him', async () => {
    at.kiosk.personSavesCustomer({ id: 10003, changes: { active: false } });

    expect(ids(await list('', '<Active>false</Active>'))).toEqual([10002, 10003]);
    expect(await at.caller.companies('<CompanyId>10003</CompanyId>', 'Id')).toHaveLength(1);
    await save({ Id: 10003, Note: 'x' });
    expect(customer(10003)?.active).toBe(false);
  });

  it('goes by pages, from 1', async () => {
    at.control.limits.syncPageSize = 3;
    expect(ids(await list('<Page>1</Page>'))).toEqual([10000, 10001, 10002]);
    const second = await list('<Page>2</Page>');
    expect(ids(second)).toEqual([10003]);
    expect(second.text).toContain(
      '<CurrentPage>2</CurrentPage><TotalPages>2</TotalPages><TotalItems>4</TotalItems><ItemsPerPage>3</ItemsPerPage>',
    );
    expect(ids(await list('<Page>3</Page>'))).toEqual([]);
    expect(await seen(list('<Page>0</Page>'))).toContain('There is no page 0');
  });
});

describe('people', () => {
  it('make, change and delete customers', () => {
    const made = at.kiosk.personSavesCustomer({
      changes: { name: 'Bar AS', externalId: 'x', paymentTime: 30 },
    });
    at.clock.pass(MINUTE);
    at.kiosk.personSavesCustomer({ id: made.id, changes: { name: 'Baren AS' } });

    expect(customer(10001)).toMatchObject({ name: 'Baren AS', externalId: 'x', paymentTime: 30 });
    expect(customer(10001)?.changedAt).toEqual(at.clock.now());
    at.kiosk.personDeletesCustomer(10001);
    expect(customer(10001)).toMatchObject({ deleted: true, active: false });
    expect(() => at.kiosk.personDeletesCustomer(10001)).toThrow('No customer 10001');
    expect(() => at.kiosk.personSavesCustomer({ id: 1, changes: {} })).toThrow('No customer 1');
  });

  it('have type groups, each with its account’s number or its id', async () => {
    const id = at.kiosk.addTypeGroup({ name: 'Gavekort', account: 2908 });
    const groups = async (module: string) =>
      recordsIn(
        await at.caller.call('client', 'GetTypeGroupList', `<module>${module}</module>`),
        'AccountingGroup',
      );

    expect(await groups('Sale')).toContain(`<AccountId>2908</AccountId><Id>${id}</Id><Name>Gavekort</Name>`);
    expect(await groups('Purchase')).toHaveLength(1);
    at.kiosk.switches.typeGroupAccountIs = 'id';
    expect((await groups('All'))[0]).toBe(
      '<AccountId>703000</AccountId><Id>1</Id><Name>Salgsinntekt, høy sats</Name>',
    );
  });

  it('give a new sales account its group, and take a group away with its account', () => {
    const before = at.kiosk.typeGroups();
    at.kiosk.addAccount({ number: 3006, name: 'Salg av mat' });
    expect(at.kiosk.typeGroups()).toEqual([
      ...before,
      { id: before.length + 1, name: 'Salg av mat', account: 3006, module: 'Sale' },
    ]);
    at.kiosk.removeAccount(3006);
    expect(at.kiosk.typeGroups()).toEqual(before);
  });

  it('have just the groups that a seed names', () => {
    const bar = at.control.addCompany({
      id: '5',
      name: 'Bar AS',
      organizationNumber: '1',
      chart: { typeGroups: [{ id: 7, name: 'Øl', account: 3000 }] },
    });
    expect(bar.typeGroups()).toEqual([{ id: 7, name: 'Øl', account: 3000, module: 'Sale' }]);
  });
});
