import { Caller, HandClock, inside, type Reply } from './by-hand.js';
import { type Company } from './company.js';
import { readScalar } from './scalars.js';
import { type Simulator, startSimulator } from './simulator.js';

let simulator: Simulator;
let caller: Caller;
let kiosk: Company;

beforeEach(async () => {
  simulator = await startSimulator({ clock: new HandClock() });
  kiosk = simulator.control.company('887766554433221');
  caller = new Caller(simulator.url);
  await caller.login();
});

afterEach(() => simulator.stop());

const faultOf = ({ status, text }: Reply): string => `${status} ${inside(text, 'faultstring')}`;
const resultOf = ({ text }: Reply, operation: string): string => inside(text, `${operation}Result`);

const names = (...wanted: string[]) =>
  `<returnProperties>${wanted.map((name) => `<string>${name}</string>`).join('')}</returnProperties>`;
const search = (filter: string, properties = names('Id')) =>
  `<searchParams>${filter}</searchParams>${properties}`;

const companies = async (content: string) => caller.call('company', 'GetCompanies', content);
const products = async (content: string) => caller.call('product', 'GetProducts', content);

describe('GetCompanies', () => {
  it.each([
    ['<CompanyId>10000</CompanyId>', '<Company><Id>10000</Id></Company>'],
    ['<CompanyIds><int>1</int><int>10000</int></CompanyIds>', '<Company><Id>10000</Id></Company>'],
    ['<CompanyName>kontant%</CompanyName>', '<Company><Id>10000</Id></Company>'],
    ['<CompanyId>10000</CompanyId><CompanyName>Kafe%</CompanyName>', ''],
    ['<CompanyId>1</CompanyId>', ''],
  ])('finds by %s', async (filter, expected) => {
    expect(resultOf(await companies(search(filter)), 'GetCompanies')).toBe(expected);
  });

  it.each(['', search(''), search('<CompanyName></CompanyName>')])(
    'wants at least one filter: %s',
    async (content) => {
      expect(faultOf(await companies(content))).toContain('Please specify at least one search parameter');
    },
  );

  it('tells only what was asked for', async () => {
    const reply = await companies(search('<CompanyId>10000</CompanyId>', names('Type', 'Name')));
    expect(resultOf(reply, 'GetCompanies')).toBe(
      '<Company><Name>Kontantkunde</Name><Type>Business</Type></Company>',
    );
  });

  it.each([
    ['no property', search('<CompanyId>1</CompanyId>', ''), 'at least one return property'],
    ['an unknown property', search('<CompanyId>1</CompanyId>', names('Namn')), "There is no property 'Namn'"],
    ['filters out of order', search('<CompanyName>x</CompanyName><CompanyId>1</CompanyId>'), 'XML document'],
  ])('refuses %s', async (_what, content, text) => {
    expect(faultOf(await companies(content))).toContain(text);
  });
});

describe('GetProducts', () => {
  const all = names('Id', 'No', 'Name', 'TaxRate');

  it('finds by number, and nothing under another', async () => {
    kiosk.addProduct({ number: 'GIFTCARD', name: 'Gavekort', taxRate: 0 });

    expect(resultOf(await products(search('<No>GIFTCARD</No>', all)), 'GetProducts')).toBe(
      '<Product><Id>56</Id><Name>Gavekort</Name><TaxRate>0.00</TaxRate><No>GIFTCARD</No></Product>',
    );
    expect(resultOf(await products(search('<No>GIFT</No>', all)), 'GetProducts')).toBe('');
  });

  it.each([
    ['<Id>55</Id>', 'K-1000'],
    ['<Name>%kaffe%</Name>', 'K-1000'],
    ['<ProductIds><int>55</int></ProductIds>', 'K-1000'],
    ['<Name>kaffe</Name>', ''],
  ])('finds by %s', async (filter, number) => {
    expect(inside((await products(search(filter, names('No')))).text, 'No')).toBe(number);
  });

  it('has one product for a number: the last that was added', async () => {
    for (const taxRate of [0, 25]) kiosk.addProduct({ number: 'GIFTCARD', name: 'Gavekort', taxRate });
    const { text } = await products(search('<No>GIFTCARD</No>', names('TaxRate')));
    expect(text.match(/<TaxRate>[^<]*/g)).toEqual(['<TaxRate>25.00']);
  });

  it('takes no search by what it does not know', async () => {
    expect(faultOf(await products(search('<Price>1</Price>')))).toContain('does not search by Price');
  });

  it('takes no search without a filter', async () => {
    expect(faultOf(await products(search('', all)))).toContain('at least one search parameter');
  });

  it('can be given another from outside', async () => {
    const response = await fetch(`${simulator.url}/__control`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        action: 'addProduct',
        company: '887766554433221',
        product: { number: 'GIFTCARD', name: 'Gavekort', taxRate: 0 },
      }),
    });
    expect(response.status).toBe(200);
    expect(inside((await products(search('<No>GIFTCARD</No>'))).text, 'Id')).toBe('56');
  });

  it.each([
    ['199.5', 199.5],
    ['-1.5E+3', -1500],
  ])('may have a price that is a double: %s', (text, value) => {
    expect(readScalar(text, 'xs:double', undefined)).toBe(value);
    expect(() => readScalar(`${text} `, 'xs:double', undefined)).toThrow('correct format');
  });

  it('has what the seed of a company names', async () => {
    const fromSeed = [{ id: 7, number: 'GIFTCARD', name: 'Gavekort', taxRate: 0 }];
    simulator.control.addCompany({
      id: '3',
      name: 'Bar AS',
      organizationNumber: '1',
      chart: { products: fromSeed },
    });
    const identity = 'aaaaaaaa-0000-0000-0000-000000000003';
    simulator.control.addUser({
      applicationId: '11111111-2222-3333-4444-555555555555',
      username: 'integration@example.no',
      password: 'bar',
      identities: [{ id: identity, company: '3', isDefault: true }],
    });
    await caller.login({ password: 'bar', identity });

    expect(inside((await products(search('<No>GIFTCARD</No>'))).text, 'Id')).toBe('7');
  });
});

it('GetPaymentMethods lists them', async () => {
  const reply = await caller.call('invoice', 'GetPaymentMethods');
  expect(resultOf(reply, 'GetPaymentMethods')).toContain(
    '<PaymentMethod><Id>1</Id><Name>Faktura</Name></PaymentMethod>',
  );
});

it.each([
  ['CompanyService', () => companies(search('<CompanyId>1</CompanyId>'))],
  ['ProductService', () => products(search('<Id>1</Id>'))],
  ['InvoiceService', () => caller.call('invoice', 'GetPaymentMethods')],
] as const)('%s can be refused, and needs a session', async (service, call) => {
  kiosk.refuseModule(service);
  expect(faultOf(await call())).toContain('does not have access to this module');

  kiosk.allowModule(service);
  expect((await call()).status).toBe(200);

  caller.session = '';
  expect(faultOf(await call())).toContain('Session is not authenticated');
});
