import { inside, seen } from './by-hand.js';
import { type AtWork, atWork, productXml } from './by-hand-sales.js';

let at: AtWork;

beforeEach(async () => {
  at = await atWork();
});

afterEach(() => at.stop());

const MINUTE = 60_000;
const saveProducts = (...products: Parameters<typeof productXml>[0][]) =>
  at.caller.save('products', products.map(productXml).join(''));
const stock = async (id: number, quantity: string) =>
  inside(
    (
      await at.caller.call(
        'product',
        'SetStockQuantity',
        `<productId>${id}</productId><stockQuantity>${quantity}</stockQuantity>`,
      )
    ).text,
    'SetStockQuantityResult',
  );
const product = (id: number) => at.kiosk.products().find((one) => one.id === id);

describe('SetStockQuantity', () => {
  it('sets the absolute quantity, and does not touch the change stamp', async () => {
    const before = product(55)?.changedAt;
    at.clock.pass(10 * MINUTE);

    expect(await stock(55, '12')).toBe('true');
    expect(await stock(55, '7.2500')).toBe('true');
    expect(product(55)).toMatchObject({ stock: '7.25', changedAt: before });
    expect(await at.caller.products('<Id>55</Id>', 'Stock')).toEqual(['<Stock>7.25</Stock>']);
  });

  it('touches the change stamp where it is told to', async () => {
    at.kiosk.switches.stockTouchesDateChanged = true;
    at.clock.pass(10 * MINUTE);
    await stock(55, '12');

    expect(product(55)?.changedAt).toEqual(at.clock.now());
  });

  it('answers false for a product that is not there, and a fault for a fifth decimal', async () => {
    expect(await stock(1, '12')).toBe('false');
    const body = '<productId>55</productId><stockQuantity>1.00001</stockQuantity>';
    expect(await seen(at.caller.call('product', 'SetStockQuantity', body))).toContain(
      'more than four decimals',
    );
  });
});

describe('GetProducts', () => {
  beforeEach(async () => {
    await saveProducts(
      { Name: 'Grønn te', CategoryId: 2, EAN1: '71', No: 'T-1' },
      { Name: 'Svart te', CategoryId: 2, EAN1: '72', No: 'T-1' },
      { Name: 'Tekanne', CategoryId: 1, EAN1: '71', No: 'T-2' },
    );
  });

  it.each([
    ['<Id>57</Id>', [57]],
    ['<CategoryId>2</CategoryId>', [55, 56, 57]],
    ['<No>T-1</No>', [56, 57]],
    ['<EAN1>71</EAN1>', [56, 58]],
    ['<Name>%te</Name>', [56, 57]],
    ['<Name>te%</Name>', [58]],
    ['<ProductIds><int>58</int><int>56</int><int>58</int><int>9</int></ProductIds>', [58, 56]],
    ['<ProductIds></ProductIds>', []],
    ['<No>T-1</No><EAN1>71</EAN1>', [56]],
    ['<CategoryId>1</CategoryId><Name>%te%</Name>', [58]],
    ['<Id>57</Id><No>T-1</No><ProductIds><int>57</int><int>56</int></ProductIds>', [57]],
    ['<Id>58</Id><No>T-1</No>', []],
  ])('finds by %s', async (filter, ids) => {
    const found = await at.caller.products(filter, 'Id');
    expect(found.map((record) => Number(inside(record, 'Id')))).toEqual(ids);
  });

  it('finds what changed at an instant or later, by the stamp that it reads back', async () => {
    at.clock.pass(-30_000);
    at.kiosk.personSavesProduct({ id: 57, changes: { price: 100 } });
    const since = (dateTime: string) =>
      at.caller.products(`<DateChanged>${dateTime}</DateChanged>`, 'DateChanged');

    // At 05:02:31 and at 05:02:01: the first rounds up, the second down.
    expect(await since('2026-03-15T05:02:00')).toEqual([
      '<DateChanged>2026-03-15T05:03:00</DateChanged>',
      '<DateChanged>2026-03-15T05:03:00</DateChanged>',
      '<DateChanged>2026-03-15T05:02:00</DateChanged>',
      '<DateChanged>2026-03-15T05:03:00</DateChanged>',
    ]);
    expect(await since('2026-03-15T05:03:00')).toHaveLength(3);
    expect(await since('2026-03-15T05:03:01')).toEqual([]);
    at.kiosk.switches.changedAfterIncludes = false;
    expect(await since('2026-03-15T05:03:00')).toEqual([]);
  });

  it('leaves out what has its default, and what was not asked for', async () => {
    expect(
      await at.caller.products('<Id>56</Id>', 'Id', 'Stock', 'Price', 'Description', 'StatusId'),
    ).toEqual(['<Id>56</Id><StatusId>1</StatusId>']);
  });
});

describe('people', () => {
  it('change a product by its id or by its only number', async () => {
    at.clock.pass(MINUTE);
    at.kiosk.personSavesProduct({
      number: 'K-1000',
      changes: { price: 9900, name: 'Kaffe', ean1: '7', statusId: 0, cashPriceIncTax: 113.85, number: 'K-1' },
    });
    at.kiosk.personSavesProduct({ id: 55, changes: { cost: 4000 } });

    expect(product(55)).toMatchObject({ price: 9900, name: 'Kaffe', statusId: 0, cost: 4000, number: 'K-1' });
    expect(product(55)?.changedAt).toEqual(at.clock.now());
    expect(await at.caller.products('<No>K-1000</No>', 'Id')).toEqual([]);
    expect(await at.caller.products('<No>K-1</No>', 'Id')).toHaveLength(1);
  });

  it('make one when neither is named, delete one, count one', () => {
    const made = at.kiosk.personSavesProduct({ changes: { number: 'K-1000', name: 'Kaffe', categoryId: 1 } });
    at.kiosk.personSetsStock(made.id, '3.5');

    expect(product(made.id)).toMatchObject({ id: 56, taxRate: 25, stock: '3.5' });
    expect(() => at.kiosk.personSavesProduct({ number: 'K-1000', changes: {} })).toThrow(
      '2 products fit K-1000',
    );
    at.kiosk.personDeletesProduct(55);
    expect(at.kiosk.products().map(({ id }) => id)).toEqual([56]);
  });

  it('count without a change, or with one where it is told to', () => {
    const before = product(55)?.changedAt;
    at.clock.pass(MINUTE);
    at.kiosk.personSetsStock(55, 1);
    expect(product(55)?.changedAt).toEqual(before);

    at.kiosk.switches.stockTouchesDateChanged = true;
    at.kiosk.personSetsStock(55, 2);
    expect(product(55)?.changedAt).toEqual(at.clock.now());
  });

  it('are told what is not there', () => {
    expect(() => at.kiosk.personSavesProduct({ id: 1, changes: {} })).toThrow('0 products fit 1');
    expect(() => at.kiosk.personSavesProduct({ id: 55, changes: { categoryId: 9 } })).toThrow(
      'No category 9',
    );
    expect(() => at.kiosk.personDeletesProduct(1)).toThrow('No product 1');
    expect(() => at.kiosk.personSetsStock(1, 1)).toThrow('No product 1');
    expect(() => at.kiosk.personSetsStock(55, 'many')).toThrow('many is not a quantity');
    expect(() => at.kiosk.personSetsCategoryVat(9, 1)).toThrow('No category 9');
  });

  it('add products with as much as they know', () => {
    const id = at.kiosk.addProduct({ number: 'B', name: 'Buss', taxRate: 12, price: 4000, stock: '2' });
    expect(product(id)).toMatchObject({ taxRate: 12, price: 4000, stock: '2', statusId: 1 });
    expect(at.kiosk.categories()[3]).toMatchObject({ id: 4, name: 'Varer 12 %', taxRate: 12 });
    const filed = at.kiosk.addProduct({ number: 'C', name: 'Cola', taxRate: 15, categoryId: 3 });
    expect(product(filed)).toMatchObject({ categoryId: 3, taxRate: 0 });
    expect(at.kiosk.addCategory({ name: 'Tomt', taxRate: 0 })).toBe(5);
  });

  it('do not change what a test holds in its hands', () => {
    const [held] = at.kiosk.products();
    held!.price = 1;
    expect(product(55)?.price).toBeUndefined();
  });
});

it('a hundred thousand products are read in a few seconds', async () => {
  const products = Array.from({ length: 100_000 }, (_, index) => ({
    number: `P-${index}`,
    name: `Vare ${index}`,
    categoryId: 1,
    price: index,
  }));
  at.control.addCompany({ id: '5', name: 'Stor AS', organizationNumber: '1', chart: { products } });
  const identity = 'aaaaaaaa-0000-0000-0000-000000000005';
  at.control.addUser({
    applicationId: '11111111-2222-3333-4444-555555555555',
    username: 'integration@example.no',
    password: 'stor',
    identities: [{ id: identity, company: '5', isDefault: true }],
  });
  await at.caller.login({ password: 'stor', identity });

  const all = await at.caller.products(
    '<Name>Vare%</Name>',
    'Id',
    'No',
    'Name',
    'Price',
    'TaxRate',
    'DateChanged',
  );
  expect(all).toHaveLength(100_000);
  for (let time = 0; time < 20; time += 1) {
    expect(await at.caller.products(`<No>P-${time}</No>`, 'Id')).toHaveLength(1);
  }
}, 10_000);
