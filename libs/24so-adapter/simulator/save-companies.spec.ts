import { inside } from './by-hand.js';
import { type AtWork, atWork, companyXml, elements, exceptionIn, reasonIn } from './by-hand-sales.js';

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

describe('SaveCompanies', () => {
  it('makes a customer with the next number, and echoes what was sent with it', async () => {
    const [echo] = await save(fjord());

    expect(echo).toBe(`<Id>10001</Id>${elements(fjord())}`);
    expect(customer(10001)).toEqual({
      id: 10001,
      externalId: 'cust-42',
      organizationNumber: '999888777',
      name: 'Kafe Fjord AS',
      type: 'Business',
      addresses: { Post: { Street: 'Strandgata 1', PostalCode: '5003', Country: 'NO' } },
      phones: { Work: { Value: '55000000' } },
      emails: { Invoice: { Value: 'faktura@example.no' } },
      country: 'NO',
      paymentTime: 14,
      deleted: false,
      active: true,
      registeredAt: at.clock.now(),
      changedAt: at.clock.now(),
    });
  });

  it('changes what is given of one there is, and leaves the rest', async () => {
    await save(fjord());
    const made = at.clock.now();
    at.clock.pass(10 * MINUTE);
    const visit = '<Visit><Street>Torget 2</Street></Visit>';
    await save({ Id: 10001, Name: 'Kafe Fjord og Sønn AS', Addresses: visit, Note: '' });

    expect(customer(10001)).toMatchObject({
      name: 'Kafe Fjord og Sønn AS',
      type: 'Business',
      externalId: 'cust-42',
      addresses: { Post: { Street: 'Strandgata 1' }, Visit: { Street: 'Torget 2' } },
      registeredAt: made,
      changedAt: at.clock.now(),
    });
  });

  it('replaces an address as a whole', async () => {
    await save(fjord());
    await save({ Id: 10001, Addresses: '<Post><Street>Torget 2</Street></Post>' });

    expect(customer(10001)?.addresses).toEqual({ Post: { Street: 'Torget 2' } });
  });

  it('makes two of one external id when it is asked twice', async () => {
    await save(fjord());
    await save(fjord());

    expect(await at.caller.companies('<ExternalId>cust-42</ExternalId>', 'Id')).toEqual([
      '<Id>10001</Id>',
      '<Id>10002</Id>',
    ]);
  });

  it('takes a number of the caller’s own only when it is said, and only one that is free', async () => {
    const own = { Id: 500_000, Name: 'Egen AS' };
    expect((await save(own)).map(exceptionIn)).toEqual(['DataBaseServerException']);

    const explicit = { ExplicitlySpecifyNewCompanyId: true };
    const echoes = await save(
      { ...own, ...explicit },
      { ...own, ...explicit },
      { Name: 'Egen AS', ...explicit },
    );
    expect(echoes.map(exceptionIn)).toEqual(['', 'DataBaseServerException', 'ParameterNotFoundException']);
    expect((await save({ Name: 'Neste AS' }))[0]).toContain('<Id>500001</Id>');
  });

  it('takes it without a word where that is thought to work', async () => {
    at.kiosk.switches.unknownCompanyIdCreates = true;
    expect(
      (await save({ Id: 500_000, Name: 'Egen AS' }, { Id: 0, Name: 'Null AS' })).map(exceptionIn),
    ).toEqual(['', 'DataBaseServerException']);
    expect(customer(500_000)?.name).toBe('Egen AS');
  });

  it('keeps a consumer’s two names, and drops the first when it is a business after all', async () => {
    await save({ Name: 'Nordmann', FirstName: 'Kari', Type: 'Consumer' });
    expect(customer(10001)).toMatchObject({ name: 'Nordmann', firstName: 'Kari', type: 'Consumer' });

    await save({ Id: 10001, Note: 'Har nøkkel' });
    expect(customer(10001)).toMatchObject({ firstName: 'Kari', note: 'Har nøkkel' });
    await save({ Id: 10001, Type: 'Business' });
    expect(customer(10001)?.firstName).toBeUndefined();
  });

  const business = { Name: 'AS', Type: 'Business' };
  it.each<[string, Fields, string, string]>([
    ['without a name', { Type: 'Business' }, 'ParameterNotFoundException', "'Name' was not found"],
    [
      'with another’s first name',
      { Name: 'AS', FirstName: 'Kari', Type: 'Business' },
      'ArgumentException',
      'FirstName',
    ],
    ['with a country of three letters', { Name: 'AS', Country: 'NOR' }, 'DataBaseServerException', 'Country'],
    [
      'with a country in small letters',
      { Name: 'AS', Country: 'no' },
      'DataBaseServerException',
      'two letters',
    ],
    [
      'with a private address’s country',
      { Name: 'AS', Addresses: '<Post><Country>Norge</Country></Post>' },
      'DataBaseServerException',
      'Norge',
    ],
    [
      'with a company’s private phone',
      { Name: 'AS', PhoneNumbers: '<Home><Value>1</Value></Home>' },
      'ArgumentException',
      'Home among the phones',
    ],
    [
      'with a company’s primary e-mail',
      { Name: 'AS', EmailAddresses: '<Primary><Value>a@b.no</Value></Primary>' },
      'ArgumentException',
      'Primary among the emails',
    ],
    [
      'with an unknown type group',
      { ...business, TypeGroup: 99 },
      'DataBaseServerException',
      'type group 99',
    ],
    ['with a password', { Name: 'AS', Password: 'x' }, 'ArgumentException', 'Password is not modelled'],
    [
      'with a change stamp',
      { Name: 'AS', DateChanged: '2026-01-01T00:00:00' },
      'ArgumentException',
      'DateChanged is set by the service',
    ],
  ])('refuses a record %s, and saves the other', async (_what, fields, exception, reason) => {
    const echoes = await save(fields, { Name: 'Neste AS' });

    expect(echoes.map(exceptionIn)).toEqual([exception, '']);
    expect(reasonIn(echoes[0])).toContain(reason);
    expect(at.kiosk.customers().map(({ name }) => name)).toEqual(['Kontantkunde', 'Neste AS']);
  });

  it('lets a consumer have what a company may not use', async () => {
    const kari = { Name: 'N', PhoneNumbers: '<Home><Value>1</Value></Home>', Type: 'Consumer' };
    expect((await save(kari)).map(exceptionIn)).toEqual(['']);
  });

  const address = (name: string, text: string) => ({
    Name: 'AS',
    Addresses: `<Post><${name}>${text}</${name}></Post>`,
  });
  it.each<[string, number, (text: string) => Fields]>([
    ['Name', 200, (text) => ({ Name: text })],
    ['FirstName', 50, (text) => ({ Name: 'N', FirstName: text, Type: 'Consumer' })],
    ['OrganizationNumber', 20, (text) => ({ OrganizationNumber: text, Name: 'AS' })],
    ['Url', 255, (text) => ({ Name: 'AS', Url: text })],
    ['Street', 250, (text) => address('Street', text)],
    ['PostalCode', 16, (text) => address('PostalCode', text)],
    ['PostalArea', 100, (text) => address('PostalArea', text)],
    ['City', 100, (text) => address('City', text)],
  ])('takes a %s of %i characters and no more', async (_field, longest, fields) => {
    const echoes = await save(fields('x'.repeat(longest)), fields('x'.repeat(longest + 1)));

    expect(echoes.map(exceptionIn)).toEqual(['', 'DataBaseServerException']);
    expect(reasonIn(echoes[1])).toContain(`longer than ${longest}`);
  });

  it('makes customers that vouchers can be posted on', async () => {
    await save(fjord());
    at.kiosk.personDeletesCustomer(10001);
    const entries = (id: number) =>
      [
        `<Entry><CustomerId>${id}</CustomerId><AccountNo>1500</AccountNo>`,
        '<Entry><AccountNo>1920</AccountNo>',
      ]
        .map(
          (start, index) =>
            `${start}<Date>2026-03-14T00:00:00</Date><Amount>${index ? -1 : 1}</Amount></Entry>`,
        )
        .join('');
    const post = async (id: number) => {
      const voucher = `<Voucher><TransactionNo>20001</TransactionNo><Entries>${entries(id)}</Entries><Sort>9</Sort></Voucher>`;
      const bundle = `<Bundle><YearId>2026</YearId><Vouchers>${voucher}</Vouchers></Bundle>`;
      const list = `<BundleList><Bundles>${bundle}</Bundles><SaveOption>0</SaveOption></BundleList>`;
      return inside((await at.caller.call('account', 'SaveBundleList', list)).text, 'SaveBundleListResult');
    };

    await save(fjord());
    expect(await post(10001)).toContain('Customer 10001 does not exist');
    expect(await post(10002)).toContain('<Type>Ok</Type>');
  });
});
